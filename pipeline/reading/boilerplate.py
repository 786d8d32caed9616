"""What stands on a page and is no text: captions, share bars, bylines, rights; and the outlet's name after a title."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.lexicon import table
from pipeline.lexicon.alternation import Alternation

_CREDIT: Final = re.compile(
    r"\((?:AP|Reuters|File|Photo|Image|Getty|AFP|EPA|Picture|Courtesy|Source|Credit)[^()]{0,80}(?:[Pp]hoto|/|:|via|Images)"
    r"[^()]{0,60}\)\.?\Z|/(?:AP|AFP|Reuters|Getty Images|EPA)\)?\.?\Z"
)
_CREDIT_REACH: Final = 160
_SUFFIX: Final = re.compile(r"\s{1,3}(?:[-\u2013\u2014|»·]{1,3}|::)\s{1,3}|\s?\|\s?")
_LONGEST_SUFFIX: Final = 80
_LONGEST_TITLE: Final = 500
_SHORTEST_TITLE: Final = 3
"""Fewer words before a dash are no title: "Live blog - what we know"."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A pattern for the beginning of a sentence that is no text, and an example."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The word list: page furniture, agencies' notes to editors, and words of outlets' names."""

    furniture: tuple[Furniture, ...]
    note: tuple[Furniture, ...]
    outlets: tuple[str, ...]


@cache
def _furniture() -> Alternation:
    return Alternation((entry.pattern for entry in table("boilerplate", Boilerplate).furniture), caseless=True)


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('boilerplate', Boilerplate).outlets)})\b", re.IGNORECASE)


@cache
def _notes() -> Alternation:
    return Alternation(entry.pattern for entry in table("boilerplate", Boilerplate).note)


def is_note(title: str) -> bool:
    """Whether an agency's note to its editors stands where a title should.

    >>> is_note("ATTENTION - UPDATES toll, ADDS quotes ///")
    True
    """
    return title.rstrip().endswith("///") or _notes().match(title) is not None


def is_junk(sentence: str) -> bool:
    """Whether a sentence is part of the page's furniture, or a caption with its credit."""
    if _furniture().match(sentence) is not None:
        return True
    if sentence[-1:] not in ").sPSE" or not ("(" in sentence or "/" in sentence):
        return False
    return _CREDIT.search(sentence, max(0, len(sentence) - _CREDIT_REACH)) is not None


def title_end(title: str, outlet: str | None) -> int:
    """Where a title proper ends and its outlet's name begins; the title's length, where none follows.

    >>> title_end("Two die in blast | Sanur Daily News", None)
    16
    """
    for found in _SUFFIX.finditer(title, 0, _LONGEST_TITLE):
        head, tail = title[: found.start()], title[found.end() :]
        if len(head.split()) < _SHORTEST_TITLE or len(tail) > _LONGEST_SUFFIX:
            continue
        if "|" in found[0] or _outlet().search(tail) or (outlet and outlet.casefold() in tail.casefold()):
            return found.start()
    return len(title)
