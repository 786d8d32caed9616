"""The files that the page is made of: ours, and MapLibre GL JS out of the PyPI package ``maplibre``."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
PORT: Final = 9465
"""Where the page is served unless told otherwise: beside the worker's metrics."""
MAPLIBRE: Final = ("maplibre-gl.js", "maplibre-gl.css")


def is_installed() -> bool:
    """Whether the map's library is there: the extra ``page``."""
    return _maplibre() is not None


def files() -> Mapping[str, Path]:
    """Every file that is served, by its path below ``/assets/``. Nothing else on this machine can be asked for."""
    ours = {file.name: file for file in sorted(STATIC.iterdir())}
    folder = _maplibre()
    return ours if folder is None else {**ours, **{name: folder / name for name in MAPLIBRE}}


def _maplibre() -> Path | None:
    """The package's folder of scripts. It is not imported: only its files are wanted."""
    found = find_spec("maplibre")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "srcjs"
