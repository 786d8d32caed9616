"""Places of the world, in one memory-mapped pair of files, and their look-up.

gazetteer.py  names to places
folding.py    names without case and marks
build.py      makes data/ out of two packages (a program; not needed to run)
sources.py    what the packages hold, as plain values
centres.toml  where countries and large divisions lie; the packages leave it out
names.toml    usual English names, where the packages lead with others
"""

from pipeline.gazetteer.folding import fold
from pipeline.gazetteer.gazetteer import ALTERNATE, ROW, Gazetteer, Level, Place, fingerprint, load

__all__ = ["ALTERNATE", "ROW", "Gazetteer", "Level", "Place", "fingerprint", "fold", "load"]
