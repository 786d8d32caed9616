"""Events as files: the latest version of each that stands, a row an event, for maps, spreadsheets and data frames.

columns.py  an event as a flat row; the page's columns have the same names and values
latest.py   which events stand at the end of the topic
files.py    rows as GeoJSON, CSV and Parquet
"""
