"""Words as data: one TOML file an idea, under the code of its language.

A domain person can add to these without reading code: each entry carries an example sentence of our own writing,
and the tests read it.

``screen`` tells which of many expressions a text may match, ``alternation`` which may begin at a letter.
"""

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.lexicon.screen import Guarded

T = TypeVar("T")


@cache
def table(name: str, kind: type[T], language: str = "en") -> T:
    """The lexicon file ``name``, checked against ``kind``.

    Raises:
        FileNotFoundError: there is no such file.
        msgspec.ValidationError: the file does not fit ``kind``; the message names the field.
    """
    source = files(__name__).joinpath(language, f"{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), kind)


@cache
def common_words(language: str = "en") -> frozenset[str]:
    """Words in small letters that news is full of, some names among them."""
    return _listed("common_words", language)


@cache
def uncommon_words(language: str = "en") -> frozenset[str]:
    """Words in small letters that are known in news, and not common: all others are rare."""
    return _listed("uncommon_words", language)


def _listed(name: str, language: str) -> frozenset[str]:
    lines = files(__name__).joinpath(language, f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def fingerprint() -> str:
    """Which lexicon this is: it changes with any of its files."""
    content = sha256()
    folder = Path(__file__).parent
    for file in sorted([*folder.rglob("*.toml"), *folder.rglob("*.tsv")]):
        content.update(file.read_bytes())
    return content.hexdigest()[:12]


@cache
def words(name: str, language: str = "en") -> Guarded:
    """The list ``name`` of patterns.toml as one expression: any of its entries, as whole words.

    Raises:
        KeyError: there is no such list.
    """
    entries = table("patterns", dict[str, tuple[str, ...]], language)[name]
    return Guarded(re.compile(rf"\b(?:{'|'.join(entries)})\b"))
