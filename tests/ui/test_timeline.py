"""The bars under the map."""

from datetime import date

from geo.query.timeline import Bar, By, Timeline
from geo.ui.timeline import markup, table


def test_a_bar_says_its_days_and_what_is_sure_and_is_as_high_as_its_share():
    sixth, seventh = date(2025, 3, 6), date(2025, 3, 7)
    html = markup(Timeline(By.DAY, (Bar(sixth, sixth, 4, 1, None), Bar(seventh, seventh, 2, 0, None))))
    assert 'title="6 Mar 2025: 1 for sure, 4 possibly"' in html
    assert 'title="7 Mar 2025: 0 for sure, 2 possibly"' in html
    assert html.count('class="h100"') == 1
    assert html.count('class="h50"') == 1
    assert "from 6 Mar 2025 to 7 Mar 2025: at most 4 incidents in one." in html


def test_the_table_says_what_the_bars_show():
    sixth, seventh = date(2025, 3, 6), date(2025, 3, 7)
    html = table(Timeline(By.DAY, (Bar(sixth, sixth, 4, 1, None), Bar(sixth, seventh, 1200, 0, None))))
    assert '<th scope="row">6 Mar 2025</th><td>1</td><td>4</td>' in html
    assert '<th scope="row">6 Mar 2025 to 7 Mar 2025</th><td>0</td><td>1,200</td>' in html
