"""The page: a live map of events, in a small process of its own.

world.py      the events in their latest version, in the order in which they changed
rows.py       one event as a row of the list and a point of the map
passages.py   the sentence of a mention, cut where its evidence lies
record.py     one event whole: its record, the revisions seen, its passages
geojson.py    the events as GeoJSON, for QGIS
pulse.py      throughput and lag, from the workers' metrics
live.py       all of it as it changes; the feed and the metrics come in here
streaming.py  server-sent events: what changed since a place in the stream
server.py     HTTP; guard.py its headers, and who may ask; assets.py the files it serves
outlines.py   builds ``static/world.json`` from Natural Earth; shapefile.py reads its format
static/       HTML, CSS and JavaScript modules, served as they are

Where events come from is the caller's choice: any asynchronous iterator of records will do.
"""
