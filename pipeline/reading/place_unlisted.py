"""Places that the gazetteer lacks, as far as the text itself says where they are.

A village "near the town of X in Y" lies in Y, and must not become another town; a quarter of a city is told with it;
"the Russian border regions" are a part of Russia and no point.
"""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from pipeline.gazetteer import ROW, Gazetteer, Level
from pipeline.reading.page import Page
from pipeline.reading.place_lexicon import Known, Region, cues, demonyms
from pipeline.reading.place_name import Name
from schemas.values import Location, PlacePrecision, Span

_CAPITAL: Final = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"  # noqa: RUF001
_SMALL: Final = "town|village|hamlet|settlement|locality|commune|community|area|camp"
_PART: Final = "district|neighbou?rhood|suburb|quarter|section|township|refugee camp"
_DIRECTION: Final = r"(?:(?:north|south|east|west|central)[a-z-]* )?"
_BEHIND: Final = re.compile(
    rf"\b(?P<cue>in|near|at|outside|around|from|of|to|on|attacked|entered|captured|seized) (?:the )?"
    rf"(?P<kind>(?:[a-z]+ ){{0,2}}(?:{_SMALL}|{_PART}|city) of )?"
    rf"(?P<name>{_CAPITAL}(?: (?:{_CAPITAL}|al|el)){{0,2}})(?P<type> (?:{_SMALL}|{_PART}))?"
    rf"(?P<between>, (?:in )?(?:the )?| in (?:the )?| of (?:the )?){_DIRECTION}(?:(?:province|state|region) of )?$"
)
_AHEAD: Final = re.compile(rf"['’]s (?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}}) (?:{_SMALL}|{_PART})\b")  # noqa: RUF001
_REACH: Final = 90
_UNTYPED: Final = frozenset(("in", "near", "outside"))
_BORDER: Final = " border "
_BORDERLAND: Final = re.compile(
    r" border (?P<noun>regions?|areas?|zones?|districts|provinces|villages|towns|communities)\b(?! of [A-Z])"
)


def unlisted_places(names: list[Name], page: Page) -> list[Name]:
    """Unknown names that the words beside a known one put into it: of "Congo's North Kivu", into the narrower."""
    taken: defaultdict[int, list[Name]] = defaultdict(list)
    for name in names:
        taken[name.span.sentence].append(name)
    found: dict[Span, Name] = {}
    for number, outer in enumerate(names):
        if outer.caseless or outer.cue == "dateline" or (outer.known is not None and outer.known.demonym):
            continue
        sentence = page.sentences[outer.span.sentence]
        part = page.article.text if outer.span.sentence else page.article.title
        start = outer.span.start
        before = names[number - 1] if number else None
        if before is not None and part[before.span.end : start] in ("'s ", "’s "):  # noqa: RUF001
            start = before.span.start
        match = None
        if part[start - 1 : start] == " ":
            match = _BEHIND.search(part, max(sentence.start, start - _REACH), start)
        if match is None or not _is_told(match, outer):
            match = _AHEAD.match(part, outer.span.end, sentence.end)
        if match is None:
            continue
        at, end = match.span("name")
        words = part[at:end].lower().split()
        overlaps = any(one.span.start < end and at < one.span.end for one in taken[outer.span.sentence])
        if overlaps or any(word in cues().never or word in cues().common for word in words):
            continue
        span = Span(outer.span.sentence, at, end)
        found[span] = inside(outer, span, part[at:end])
    return list(found.values())


def _is_told(match: re.Match[str], outer: Name) -> bool:
    """Whether the words are those of a place: "of" needs its type, other words a comma or a type."""
    typed = match["kind"] is not None or match["type"] is not None
    if match["between"].startswith(" of"):
        return match["type"] is not None
    return typed or (match["cue"] in _UNTYPED and outer.level is not Level.SETTLEMENT)


def inside(outer: Name, span: Span, text: str) -> Name:
    """A name of which only the container is known."""
    outer.is_outer = True
    return Name(
        span=span,
        text=text,
        key=text.lower(),
        postings=(),
        known=None,
        in_title_case=outer.in_title_case,
        initial=False,
        caseless=False,
        cue="in",
        locative=True,
        part_of=outer,
    )


def located_in(outer: Location, name: str) -> Location:
    """A place of which only the container is known: the city it is a quarter of, or the area it lies somewhere in."""
    if outer.precision in (PlacePrecision.SETTLEMENT, PlacePrecision.NEAR):
        return replace(outer, precision=PlacePrecision.SETTLEMENT, venue=name)
    return replace(outer, name=name.title() if name.isupper() else name, geonames_id=None)


def borderlands(names: list[Name], page: Page, gazetteer: Gazetteer) -> list[Name]:
    """Stretches along a border, each with the country that the sentence last spoke of: no point can stand for them."""
    people = demonyms(gazetteer)
    found = []
    for sentence in page.sentences:
        if _BORDER not in sentence.text:
            continue
        part = page.article.text if sentence.index else page.article.title
        told = [name for name in names if name.span.sentence == sentence.index]
        for match in _BORDERLAND.finditer(part, sentence.start, sentence.end):
            country = _country_before(told, match.start(), gazetteer)
            if country is None:
                continue
            code = gazetteer.code(country)
            name = f"{people.get(country, gazetteer.name(country))} border {match['noun']}"
            region = Region(name, code, None, None, None)
            start = match.start() + 1
            found.append(
                Name(
                    span=Span(sentence.index, start, match.end()),
                    text=part[start : match.end()],
                    key=name,
                    postings=(),
                    known=Known(name, None, region, demonym=False),
                    in_title_case=False,
                    initial=False,
                    caseless=False,
                    cue="in",
                    locative=True,
                )
            )
    return found


def _country_before(names: list[Name], end: int, gazetteer: Gazetteer) -> int | None:
    for name in reversed(names):
        if name.span.end <= end and name.postings:
            row = name.postings[0] & ROW
            if gazetteer.level[row] == Level.COUNTRY:
                return row
    return None
