"""Sentences as spans of a text.

One scan over the marks that may end a sentence, and a decision at each by the word before and the word after. An empty
line always ends a sentence; a single line break does too, unless the text was broken there for want of room.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.lexicon import table
from pipeline.reading.letters import LOWER_BELOW, capital_share

_BULLETS: Final = "•\u2043▪◦●"
_BREAK: Final = re.compile(
    rf"[.!?…\n{_BULLETS}]"
    r"(?:(?<=[.!?…])(?<![.!?…][.!?…])(?P<more>[.!?…]*+)(?P<closers>[\"'”\u2019»)\]]*+)(?P<gap>\s+|(?=[A-Z][a-z])|\Z)|(?<=\n)\s*|(?<![.!?…\n]))"
)
_WORD: Final = re.compile(r"[\"'“\u2018«(\[—\u2013-]{0,3}([\w\u2019']*)")
_SPACED_DOTS: Final = re.compile(r"(?:[ \u00a0]\.){2,5}[\"'”\u2019)\]]*\s*")
_LABEL: Final = re.compile(r"(?:\d{1,3}|[a-zA-Z])\Z")
_LIST: Final = re.compile(rf"(?:[{_BULLETS}]\s*)?(?P<label>\d{{1,3}}|[a-z])(?P<mark>\.\)|\)|\.)\s")
_TIME_OF_DAY: Final = frozenset({"a.m", "p.m"})
_TAIL: Final = 4
_LONGEST_WORD: Final = 300
_LONGEST_BULLET: Final = 8
_MINIMUM_WRAP: Final = 45
"""A line shorter than this was not broken for want of room."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    before_name: frozenset[str]
    before_number: frozenset[str]
    either: frozenset[str]
    openers: frozenset[str]
    tails: frozenset[str]
    """The last letters of the long abbreviations: a word in lower case that ends otherwise is none."""


@cache
def _lexicon() -> _Lexicon:
    words = table("abbreviations", dict[str, frozenset[str]])
    long = {word for name in words if name != "openers" for word in words[name] if len(word) > _TAIL}
    return _Lexicon(**words, tails=frozenset(word[-_TAIL:] for word in long))


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), in order, without white space around them.

    >>> split("Lt. Gen. Bah spoke. Two fell.")
    [(0, 19), (20, 29)]
    """
    lexicon = _lexicon()
    share = capital_share(text)
    lower = share is not None and share < LOWER_BELOW
    spans: list[tuple[int, int]] = []
    start = read = 0
    for found in _BREAK.finditer(text):
        if found.start() < read:
            continue
        mark = text[found.start()]
        if mark == "\n":
            end = None if _is_wrapped(text, found) else found.end()
        elif mark in _BULLETS:
            end = found.start()
        elif mark == "." and _is_plain(text, found.start(), found.end(), lexicon):
            end = found.end()
        elif mark == "." and (dots := _SPACED_DOTS.match(text, found.start() + 1)):
            read = dots.end()
            end = _omission(text, found.start(), dots.end())
        else:
            end = found.end() if _ends(text, start, found, lexicon, lower=lower) else None
        if end is not None and end > start:
            _add_items(spans, text, start, end)
            start = end
    _add_items(spans, text, start, len(text))
    return spans


def _is_plain(text: str, stop: int, end: int, lexicon: _Lexicon) -> bool:
    """Whether a stop stands between a long word in lower case and a capital: most do, and need no closer look."""
    tail = text[stop - _TAIL : stop]
    return (
        end == stop + 2
        and tail.isalpha()
        and tail.islower()
        and text[end : end + 1].isupper()
        and tail not in lexicon.tails
    )


def _ends(text: str, start: int, found: re.Match[str], lexicon: _Lexicon, *, lower: bool) -> bool:  # noqa: PLR0911 - one return a rule
    """Whether a mark ends the sentence that began at ``start``."""
    closers, gap = found["closers"], found["gap"]
    if "\n" in gap or found.end() == len(text):
        return True
    mark = text[found.start()]
    plain = mark == "." and not found["more"]
    following = _WORD.match(text, found.end())
    after = following[1] if following else ""
    if after[:1].islower() and not (lower and plain):
        return False
    if mark in ".…" and 1 <= len(found["more"]) <= 2:
        return after[:1].isupper() and text[found.end()] != "("
    nearest = max(start, found.start() - _LONGEST_WORD)
    word_at = max(nearest, text.rfind(" ", nearest, found.start()) + 1)
    before = text[word_at : found.start()]
    if not gap and not _may_touch(text, word_at, found):
        return False
    if not plain:
        return True
    first = word_at - start <= _LONGEST_BULLET and not text[start:word_at].strip(_BULLETS + " \n")
    if _LABEL.match(before.lstrip(_BULLETS)) and (first or _LIST.match(text, start)):
        return False
    return bool(closers) or _is_full_stop(before, after, lexicon)


def _omission(text: str, dot: int, end: int) -> int | None:
    """Where a sentence ends that has spaced dots, the first at ``dot``: before them, after a fourth, or not at all."""
    if not text[end : end + 1].isupper():
        return None
    if not text[dot - 1 : dot].isspace():
        return dot + 1
    return end if text.count(".", dot, end) > 3 else None


def _may_touch(text: str, word_at: int, found: re.Match[str]) -> bool:
    """Whether a mark without a space after it can end a sentence: not inside hosts, mail addresses and initials."""
    token = text[word_at : found.end() + 40].split(None, 1)[0]
    if "@" in token or "/" in token or "www" in token:
        return False
    return (
        bool(found["closers"])
        or text[max(word_at, found.start() - 2) : found.start()].islower()
        or text[found.start() - 1].isdigit()
    )


def _is_full_stop(before: str, after: str, lexicon: _Lexicon) -> bool:
    """Whether the stop between these two words ends a sentence."""
    word = before.lstrip("\"'“\u2018([—\u2013-").lower().replace("\u2019", "'")
    opens = not after or after.lower() in lexicon.openers
    if word in lexicon.before_name:
        return False
    if word in lexicon.before_number:
        return not after[:1].isdigit()
    if word in _TIME_OF_DAY:
        return opens or (after[:1].isupper() and before.isupper())
    if len(word) == 1 and word.isalpha():
        return opens
    if word in lexicon.either or (len(word) > 2 and word[-2] == "." and word[-1].isalpha()):
        return opens
    return True


def _is_wrapped(text: str, found: re.Match[str]) -> bool:
    """Whether a line was broken for want of room: it is long, and the next goes on in lower case."""
    line = text.rfind("\n", 0, found.start()) + 1
    return (
        found[0].count("\n") == 1
        and found.start() - line >= _MINIMUM_WRAP
        and text[found.end() : found.end() + 1].islower()
    )


def _add_items(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence without white space around it; several, where it is a list whose items are labelled in a row."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    head = None if text[start].isupper() else _LIST.match(text, start, end)
    while head is not None:
        label = head["label"]
        label = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        at = text.find(f" {label}{head['mark']} ", start, end)
        if at < 0:
            break
        spans.append((start, at))
        start = at + 1
        head = _LIST.match(text, start, end)
    spans.append((start, end))
