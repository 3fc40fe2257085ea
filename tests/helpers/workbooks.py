"""Excel workbooks written by hand: the least that is one."""

import zipfile
from datetime import date
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_EPOCH = date(1899, 12, 30)

_FIXED = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships {_PACKAGE}><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Notes" sheetId="1" r:id="r1"/><sheet name="Incidents" sheetId="2" r:id="r2"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships {_PACKAGE}>'
        f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet2.xml"/>'
        f'<Relationship Id="r3" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    # Style 1 is a date.
    "xl/styles.xml": (
        f'<styleSheet {_MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>"
    ),
    "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData/></worksheet>",
}  # fmt: skip


def write(path, rows, more=None):
    """A workbook whose second sheet has `rows` of text, numbers and dates; `more` are further cells as XML."""
    data = "".join(f'<row r="{r}">{"".join(map(_cell, row))}</row>' for r, row in enumerate(rows, start=1))
    sheet = f"<worksheet {_MAIN}><sheetData>{data}{more or ''}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**_FIXED, "xl/worksheets/sheet2.xml": sheet}.items():
            packed.writestr(name, content)
    return path


def _cell(value):
    if value is None:
        return "<c/>"
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    if value.startswith("="):
        return f'<c t="str"><f>{escape(value[1:])}</f><v>computed</v></c>'
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
