"""What GDAL may do in the process that reads a file: four formats, one file, and nothing else.

GDAL opens whatever it finds in a file: a "GeoJSON" that is a virtual dataset made it read other files of the machine,
others made it ask servers. Drivers that are left out do not exist for it (`GDAL_SKIP`, read when it is loaded).
"""

READ = frozenset(("GPKG", "FlatGeobuf", "LIBKML", "ESRI Shapefile"))
# All others of GDAL 3.12.
_SKIPPED = (
    "DERIVED,GTI,SNAP_TIFF,GTiff,COG,LIBERTIFF,VRT,NITF,RPFTOC,ECRGTOC,HFA,SAR_CEOS,CEOS,JAXAPALSAR,GFF,ESRIC,AIG,"
    "AAIGrid,GRASSASCIIGrid,ISG,DTED,PNG,JPEG,MEM,JDEM,ESAT,BSB,BMP,DIMAP,AirSAR,RS2,SAFE,PCIDSK,PCRaster,ILWIS,"
    "SRTMHGT,Leveller,Terragen,ISIS3,ISIS2,PDS,PDS4,VICAR,TIL,ERS,L1B,GRIB,RMF,WCS,WMS,MSGN,RST,GSAG,GSBG,GS7BG,COSAR,"
    "TSX,COASP,MAP,KMLSUPEROVERLAY,PDF,MBTiles,PLMOSAIC,CALS,WMTS,SENTINEL2,MRF,PNM,DOQ1,DOQ2,MFF,MFF2,GSC,FAST,BT,"
    "LAN,CPG,NDF,EIR,LCP,GTX,LOSLAS,NTv2,ACE2,SNODAS,KRO,ROI_PAC,RRASTER,BYN,NOAA_B,NSIDCbin,RIK,USGSDEM,GXF,NWT_GRD,"
    "NWT_GRC,ADRG,SRP,SAGA,XYZ,HF2,CTG,ZMap,NGSGEOID,IRIS,PRF,EEDAI,EEDA,DAAS,SIGDEM,TGA,OGCAPI,STACTA,STACIT,GDALG,"
    "GNMFile,GNMDatabase,MapInfo File,LVBAG,S57,DGN,OGR_VRT,CSV,GML,GPX,KML,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,"
    "OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,GeoRSS,VFK,PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,"
    "Elasticsearch,Carto,AmigoCloud,SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,JSONFG,MiraMonVector,"
    "ADBC,AVCBin,AVCE00,AIVector,PAux,GenBin,ENVI,EHdr,ISCE,Zarr,RCM,MiraMonRaster,HTTP"
)
ENVIRONMENT = {
    "GDAL_SKIP": _SKIPPED,
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "PROJ_NETWORK": "OFF",
    # LIBKML makes a day of a month: what a file says of dates is kept as text, beside these.
    "LIBKML_TIMESTAMP_FIELD": "libkml timestamp",
    "LIBKML_BEGIN_FIELD": "libkml begin",
    "LIBKML_END_FIELD": "libkml end",
}
