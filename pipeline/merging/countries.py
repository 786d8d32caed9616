"""Countries by their usual English names."""

from functools import cache
from importlib.resources import files


@cache
def countries() -> dict[str, str]:
    """Names by ISO 3166-1 alpha-3 code, as GeoNames has them."""
    lines = files(__package__).joinpath("countries.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
