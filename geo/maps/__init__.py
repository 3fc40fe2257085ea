"""Out: the folium map, its offline basemap, and the viewport layer."""
