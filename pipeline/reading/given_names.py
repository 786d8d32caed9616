"""Given names, and the sex they usually tell."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from schemas.values import Sex


@cache
def given_names() -> Mapping[str, Sex | None]:
    """Lower-case given names with their sex; null where both sexes bear the name."""
    raw = tomllib.loads(resources.files("pipeline.lexicon.en").joinpath("given_names.toml").read_text("utf-8"))
    male, female = set(raw["male"].split()), set(raw["female"].split())
    sexes: tuple[tuple[set[str], Sex | None], ...] = (
        (male, Sex.MALE),
        (female, Sex.FEMALE),
        (male & female, None),
    )
    return MappingProxyType({name: sex for names, sex in sexes for name in names})


@cache
def weak_names() -> frozenset[str]:
    """Given names that are as often a place or a word: "Austin", "Grant"."""
    raw = tomllib.loads(resources.files("pipeline.lexicon.en").joinpath("given_names.toml").read_text("utf-8"))
    return frozenset(raw["weak"].split())
