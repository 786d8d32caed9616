"""The location slot of a MUC-4 template: from the division down to the quarter, village or campus that the text names.

The task's list of places has what no gazetteer has. Its keys give a place where the text tells one: the city that a
report is filed from only where the text speaks of a street of it.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from evaluation.muc4_tables import NINE
from pipeline.gazetteer import fold
from pipeline.lexicon import common_words, uncommon_words
from pipeline.reading import Reading
from schemas.mention import Mention
from schemas.values import PlaceBasis, PlacePrecision

_KINDS: Final = (
    r"(?:neighbou?rhood|(?:residential )?(?:area|district)|sector|suburb|slum|village|hamlet|canton|farm|municipality"
    r"|corregimiento|town|township|community|settlement|refugee camp|port|mountain|river|jungle|jurisdiction)s?"
)
_KIND_BEHIND: Final = re.compile(rf"\"? {_KINDS}\b")
_KIND_BEFORE: Final = re.compile(rf"\b{_KINDS} (?:of|called|known as) (?:the )?\"?(?=\w)")
_PLACED: Final = re.compile(r"\b(?:in|near|at) (?=[^\W\d_]{3})")
_ENDS: Final = re.compile(r"[,.]|$| in | near ")
_CAMPUS: Final = re.compile(
    r"\b(?:at|in|outside|inside|near|from|entered|stormed) (?:the )?(?!local\b)"
    r"((?:(?!the\b|in\b|of\b|at\b|and\b|an?\b)[\w']+ ){1,3}(?:university|airport))\b"
    r"(?! (?:stud|lead|prof|offic|emp)\w+)"
)
_IN_CITY: Final = re.compile(
    r"\b(?:streets?|avenues?|ave|boulevard|plaza|corner of|intersection of|zone \d+|downtown|this (?:city|capital)"
    r"|neighbou?rhoods?|suburbs?)\b"
)
"""Where a report tells of these without a city's name, it is filed from there."""
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_][\w'-]*")
_PARTICLES: Final = frozenset(
    (
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "san",
        "santa",
        "santo",
        "rio",
        "puerto",
        "villa",
        "nueva",
        "nuevo",
        "ciudad",
    )
)
_PLAIN: Final = frozenset(
    ("a", "an", "at", "by", "in", "is", "of", "on", "or", "to", "elegant", "luxurious", "populous", "wealthy")
)
_MOST_WORDS: Final = 5
_MOST_PARTS: Final = 2
_REACH: Final = 60


def places(mention: Mention, reading: Reading, text: str) -> list[str]:
    """From the division down to the finest place; none where no more than the country is known."""
    location = mention.location
    if location.country not in NINE or location.precision is PlacePrecision.COUNTRY:
        return []
    known = frozenset(fold(toponym.text) for toponym in reading.toponyms)
    tellings = [one.lower() for one in _tellings(mention, text)]
    named = [location.admin1, location.name] if location.admin1 else [location.name]
    at_home = any(_IN_CITY.search(one) or _CAMPUS.search(one) for one in tellings)
    if location.basis is PlaceBasis.DATELINE and not at_home:
        named = []
    if named:
        named.extend(_told(mention, text))
    whole = list(dict.fromkeys(map(written, named)))
    finer = dict.fromkeys(written(part) for one in tellings for part in chain(parts(one), _unlisted(one, known)))
    return [*whole, *islice((part for part in finer if part not in whole), _MOST_PARTS)]


def _told(mention: Mention, text: str) -> Iterator[str]:
    """The place as written: the quarter of what is published as its city, and the city by its name of then."""
    for evidence in mention.evidence:
        if evidence.field == "location" and evidence.rule != "dateline" and evidence.span.sentence:
            written = text[evidence.span.start : evidence.span.end]
            if not written.lower().endswith("capital"):
                yield written


def parts(telling: str) -> Iterator[str]:
    """What a sentence in small letters names with its kind.

    >>> list(parts("armed men entered the village of san lucas and fled to escalon neighborhood"))
    ['san lucas', 'escalon']
    """
    found = [_ahead(telling, kind.end()) for kind in _KIND_BEFORE.finditer(telling)]
    found += [_back(telling, kind.start()) for kind in _KIND_BEHIND.finditer(telling)]
    yield from filter(None, found)
    for campus in _CAMPUS.finditer(telling):
        yield campus[1]


def _unlisted(telling: str, known: frozenset[str]) -> Iterator[str]:
    """What stands where a place does, and is neither known for one nor a word: "in sajandi, cauca"."""
    for placed in _PLACED.finditer(telling):
        name = _ahead(telling, placed.end())
        rare = name.replace(" ", "").isalpha() and name not in uncommon_words()
        if rare and name not in known and _ENDS.match(telling, placed.end() + len(name)):
            yield name


def _ahead(telling: str, start: int) -> str:
    end, before = start, ""
    for word in islice(_WORD.finditer(telling, start), _MOST_WORDS):
        if telling[end : word.start()].strip(" ") or not is_name(word[0], before):
            break
        end, before = word.end(), word[0]
    return telling[start:end].strip()


def _back(telling: str, end: int) -> str:
    start = end
    words = list(_WORD.finditer(telling, max(0, end - _REACH), end))
    for number in range(len(words) - 1, -1, -1):
        word, before = words[number], words[number - 1][0] if number else ""
        if telling[word.end() : start].strip(" ") or not is_name(word[0], before):
            break
        start = word.start()
    return telling[start:end].strip()


def is_name(word: str, before: str) -> bool:
    """Whether a word is of a place's name: no word of every day, but behind a particle of names any."""
    if word in _PARTICLES or before in _PARTICLES:
        return True
    return word not in _PLAIN and word not in common_words()


def _tellings(mention: Mention, text: str) -> Iterator[str]:
    """The sentences that tell of the act, the most telling first."""
    yield mention.sentence
    for span in (
        evidence.span for evidence in mention.evidence if evidence.field == "trigger" and evidence.span.sentence
    ):
        start, end = text.rfind(". ", 0, span.start) + 1, text.find(". ", span.end)
        yield " ".join(text[start : end if end > 0 else len(text)].split())


def written(name: str) -> str:
    """A name as the task writes it: capitals without accents, and no department's kind."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper().removesuffix(" DEPARTMENT")
