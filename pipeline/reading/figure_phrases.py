"""Phrases that count: "at least twelve civilians", "a man", "another 121", "his wife", "Officer John Smith, 24"."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from pipeline.reading import numbers
from pipeline.reading.figure_tokens import Tokens, lexicon
from pipeline.reading.given_names import given_names
from schemas.values import Group, Qualifier


class Kind(StrEnum):
    """How a phrase counts; the first count firmest."""

    COUNT = "count"
    SINGLE = "single"
    """One that is new to the text: "a man"."""
    NAMED = "named"
    DEFINITE = "definite"
    """One that may have been counted before: "the victim", "she"."""


class Phrase(Struct):
    """Tokens ``first`` to ``last`` (excluded) count ``low`` to ``high`` of ``noun``."""

    first: int
    last: int
    kind: Kind
    low: int | None
    high: int | None
    qualifier: Qualifier
    noun: str | None
    group: Group
    additional: bool = False
    body: bool = False
    """Counts bodies, which are dead once found."""
    is_thing: bool = False


_NAMED: Final = r"|(?P<named>(?P<title>[PA]|(?:E?X))?X{1,4}(?:,G|,A)?)"
_ALONE: Final = r"|(?P<alone>a(?=[vfTBjiH,Ws.]|$)|h)"
_PHRASE: Final = (
    r"(?P<number>a?N(?:O(?=[EXPwAzN]))?E?(?P<modifiers>[wXAvTj]{0,4}?)(?P<head>P+|Q)"
    r"|a?N(?:[XwA]{1,3}(?=CN[wXA]{0,4}P))?(?=$|[TjiBHnCfL,;.WsYRIvGgOk]))"
    r"|(?P<single>[Da][wXAvTjF]{0,4}?(?:P+|A)(?:,G)?)"
    r"|(?P<definite>E[wXAvj]{0,3}?P+(?:,G)?)"
)
_TEXT: Final = re.compile(_PHRASE + _NAMED + _ALONE)
_TITLE: Final = re.compile(
    _PHRASE + r"|(?P<bare>(?:^|(?<=[.,CLtTgW]))[wXA]{0,3}?P+(?:,G)?"
    r"(?=,?[vf]?[TjtiFBHW]|C|,[NAD]|,[wXA]{0,2}P|,?$)|^[wX]?A(?=[vf]?[TjiFBH])|(?<=[OTtgL])A|(?<!Y)A(?=[vf]?[TjiFBHW]|w|CA))"
    + _NAMED
    + _ALONE
)
_ANY_OBJECT: Final = re.compile(
    r"(?P<number>a?N[wXAv]{1,5}(?![w]))|(?P<single>[Da][wXAvTj]{0,4}[wXA])|(?P<definite>E[wXA]{0,4}w)"
    r"|(?P<named>X{2,4}(?![wPQ]))|(?P<alone>h)"
)
_ANY_SUBJECT: Final = re.compile(
    r"(?:(?P<number>a?N[wXAv]{1,5})|(?P<single>[Da][wXAvTj]{0,4}[wXA])|(?P<definite>E[wXA]{0,3}[wX])|(?P<named>(?<![WE])X{2,4}(?:,G)?)),?$"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
_PARENTS: Final = frozenset(("father", "mother", "dad", "mom", "mum", "parent", "grandfather", "grandmother"))
_CHILDREN: Final = frozenset(("children", "kids", "boys", "girls", "sons", "daughters"))
"""Who has as many children: "a father of four"."""
_NUMBERED: Final = frozenset({
    "age", "aged", "ages", "number", "no", "room", "apartment", "apt", "unit", "suite", "lot", "channel", "highway",
    "route", "interstate", "district", "precinct", "ward", "zone", "exit", "grade", "image", "photo", "page",
})  # fmt: skip
"""A number after these is a name."""
_MORE: Final = frozenset(("other", "others", "more", "additional", "further", "another", "else"))
_HURT: Final = frozenset(("wounded", "injured", "dead", "missing", "unarmed", "slain", "captured", "kidnapped"))


def phrases(tokens: Tokens, *, title: bool) -> Iterator[Phrase]:
    """All phrases that count persons or things, in order. Headlines leave articles out, so "Man" counts there."""
    for match in (_TITLE if title else _TEXT).finditer(tokens.classes):
        phrase: Phrase | None
        if match["number"]:
            phrase = _number(tokens, match)
        elif match["single"]:
            phrase = _single(tokens, match.start(), match.end(), Kind.SINGLE)
        elif match["definite"]:
            phrase = _definite(tokens, match.start(), match.end())
        elif match["named"]:
            phrase = _named(tokens, match.start(), match.end())
        elif match["alone"]:
            phrase = _alone(tokens, match.start())
        else:
            phrase = _single(tokens, match.start(), match.end(), Kind.SINGLE)
        if phrase and "unborn" in tokens.words[phrase.first : phrase.last]:
            # Who counts the dead counts the born: registries and coders do.
            phrase.low = phrase.high = 0
        if phrase:
            yield phrase


def any_object(tokens: Tokens, at: int) -> Phrase | None:
    """Whatever noun stands at token ``at``: the object of a verb that only persons can suffer."""
    return _anybody(tokens, _ANY_OBJECT.match(tokens.classes, at))


def any_subject(tokens: Tokens, end: int) -> Phrase | None:
    """Whatever noun ends before token ``end``."""
    return _anybody(tokens, _ANY_SUBJECT.search(tokens.classes, max(0, end - 8), end))


def _anybody(tokens: Tokens, match: re.Match[str] | None) -> Phrase | None:
    if match is None:
        return None
    first, last = match.span()
    words = tokens.words[first:last]
    if lexicon().no_persons.intersection(words):
        return None
    if match["number"]:
        value = numbers.read(words[tokens.classes[first] == "a"])
        if value is None:
            return None
        more = bool(_MORE.intersection(words))
        return Phrase(first, last, Kind.COUNT, value.low, value.high, value.qualifier, words[-1], Group.TOTAL, more)
    kind = Kind.SINGLE if match["single"] else Kind.NAMED if match["named"] else Kind.DEFINITE
    return Phrase(first, last, kind, 1, 1, Qualifier.EXACT, words[-1], Group.TOTAL, words[0] == "another")


def bare(tokens: Tokens, at: int) -> Phrase | None:
    """The number at token ``at`` by itself."""
    value = numbers.read(tokens.words[at])
    if value is None:
        return None
    return Phrase(at, at + 1, Kind.COUNT, value.low, value.high, value.qualifier, None, Group.TOTAL)


def _number(tokens: Tokens, match: re.Match[str]) -> Phrase | None:
    first, last = match.span()
    at = first + (tokens.classes[first] == "a")
    if match["modifiers"] and any(
        letter in "Tj" and word not in _HURT
        for letter, word in zip(match["modifiers"], tokens.words[match.start("modifiers") :], strict=False)
    ):
        last = at + 1
    value = numbers.read(tokens.words[at])
    bare = last == at + 1
    if value is None or (bare and not _counts_alone(tokens, first, at)):
        return None
    if (
        (bare or tokens.words[last - 1] in _CHILDREN)
        and tokens.classes[first - 2 : first] == "PO"
        and tokens.words[first - 2] in _PARENTS
    ):
        return Phrase(first - 2, last, Kind.SINGLE, 1, 1, Qualifier.EXACT, tokens.words[first - 2], Group.TOTAL)
    words = set(tokens.words[first:last])
    noun = None if bare else tokens.words[last - 1]
    return Phrase(
        first,
        last,
        Kind.COUNT,
        value.low,
        value.high,
        value.qualifier,
        noun,
        _group(tokens, at + 1, last),
        additional=bool(words & _MORE),
        body=_of_bodies(tokens, first) or noun in lexicon().bodies,
        is_thing=not bare and tokens.classes[last - 1] == "Q",
    )


def _counts_alone(tokens: Tokens, first: int, at: int) -> bool:
    """A bare number counts people, unless it is a year, a date, an hour, a measure, a name or a whole: "one of six"."""
    if first > 2 and tokens.classes[first - 2 : first] == "NC" and tokens.words[first - 3] in _NUMBERED:
        return False
    before = tokens.classes[max(0, first - 2) : first].removesuffix(".")[-1:]
    after = tokens.classes[at + 1 : at + 2]
    if (first and tokens.words[first - 1] in _NUMBERED) or tokens.words[at + 1 : at + 2] == [")"]:
        return False
    if tokens.classes[max(0, first - 3) : first].endswith(("NO", "NOE")):
        return False
    return not (_YEAR.match(tokens.words[at]) or before == "u" or after == "u")


def _single(tokens: Tokens, first: int, last: int, kind: Kind) -> Phrase | None:
    end = last - 2 if tokens.classes[last - 1] == "G" else last
    noun = tokens.words[end - 1]
    if noun in lexicon().plurals:
        return None
    more = bool(set(tokens.words[first:last]) & _MORE)
    group = _group(tokens, first, end)
    body = noun in lexicon().bodies or _of_bodies(tokens, first)
    return Phrase(first, last, kind, 1, 1, Qualifier.EXACT, noun, group, more, body)


def _definite(tokens: Tokens, first: int, last: int) -> Phrase | None:
    kin = tokens.words[last - 1] in lexicon().kin and tokens.words[first] not in ("the", "this", "that")
    return _single(tokens, first, last, Kind.SINGLE if kin else Kind.DEFINITE)


def _named(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """A name counts one where a title, an age or a known given name shows that it is a person's."""
    words = tokens.words
    end = last
    while end > first and tokens.classes[end - 1] in ",GA":
        end -= 1
    titled = tokens.classes[first] == "P" and words[first] in lexicon().titles
    aged = end < last or tokens.classes[first] == "A"
    given = end - first - (tokens.classes[first] == "A") >= 2 and (
        words[first] in given_names() or words[first + 1] in given_names()
    )
    if not (titled or given or (aged and end - first >= 2)):
        return None
    group = _group(tokens, first, first + 1) if titled else Group.TOTAL
    return Phrase(first, last, Kind.NAMED, 1, 1, Qualifier.EXACT, None, group, body=_of_bodies(tokens, first))


def _alone(tokens: Tokens, at: int) -> Phrase:
    kind = Kind.DEFINITE if tokens.classes[at] == "h" else Kind.SINGLE
    return Phrase(at, at + 1, kind, 1, 1, Qualifier.EXACT, None, Group.TOTAL, additional=kind is Kind.SINGLE)


def _group(tokens: Tokens, first: int, last: int) -> Group:
    groups = lexicon().groups
    if lexicon().armed.intersection(tokens.words[first:last]):
        return Group.UNKNOWN
    for word in reversed(tokens.words[first:last]):
        if (group := groups.get(word)) and group is not Group.TOTAL:
            return group
    return Group.TOTAL


def _of_bodies(tokens: Tokens, first: int) -> bool:
    return tokens.classes[first - 1 : first] == "O" and first >= 2 and tokens.words[first - 2] in lexicon().bodies
