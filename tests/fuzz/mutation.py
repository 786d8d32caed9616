"""Inputs out of seeds: odd words in a text, odd values in a structure, odd writing of JSON, odd bytes.

Every choice is asked of a ``Random``, so that whoever drives can be a seed, Hypothesis (which shrinks) or libFuzzer.
"""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Final

LONGEST_TEXT: Final = 20_000
"""Characters; one in ``RARELY`` may grow ten times longer."""
RARELY: Final = 500

ODD_WORDS: Final = (
    # Markup and protocols
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><svg onload=alert(1)>",
    "javascript:alert(1)",
    "\n\nevent: reset\ndata: {}\n\n",
    "[bold red]blink[/bold red][link=https://x.example]x[/link]",
    "{{7*7}} ${7*7} %s%n",
    # Controls, writing direction, what cannot be seen
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x9b31m",
    "\x00",
    "\x7f",
    "\r\n",
    "\r",
    "\x08\x08",
    "\t",
    "\x0b\x0c\x1c\x85",
    "\u202e",
    "\u2066\u2069",
    "\u061c",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\u200b\u200d",
    "\u00a0",
    "\ufffe\uffff",
    "\U000e0041",
    # Letters and digits that change their length or fool isdigit
    "e\u0301\u0301\u0301",
    "\u00b2",
    "\u2460\u2461",
    "\u0661\u0662\u0663",
    "\U0001d7d9\U0001d7da",
    "\u2167",
    "\u00bd",
    "\ufb01",
    "\u0130",
    "\u00df",
    "\ufdfa",
    "\U0001f469\u200d\U0001f680",
    "\u6771\u4eac",
    "\u041a\u0438\u0435\u0432",
    # Numbers
    "9" * 400,
    "1,000,000,000,000,000,000",
    "killing 999999999999999999999999 people",
    "killed 0 people",
    "-1",
    "1e309",
    "3/4",
    "12-",
    "one hundred thousand million billion",
    "aged 999",
    # Dates
    "February 30",
    "31 June 2024",
    "on the 0th of May",
    "2024-13-45",
    "Dec 31, 9999",
    "Jan 1, 1",
    "99999 years ago",
    "two million days ago",
    "1000000 weeks ago",
    "in 10,000 years",
    "25:61 p.m.",
    "last Monday",
    # The grammar's own words, where they do not belong
    "killed",
    "and",
    "not",
    "said",
    "near",
    "Kharkiv",
    "who",
    "(",
    '"',
    "\u201c",
    ".",
    ",",
    "'s",
    " ",
    "\n\n",
)
ODD_VALUES: Final[tuple[object, ...]] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    1e308,
    float("nan"),
    float("inf"),
    "",
    " ",
    "\x00",
    "\ud800",
    "a" * 5000,
    [],
    {},
    [[]],
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999999-23:59",
    "1900-01-01T00:00:00Z",
    "2024-02-30T00:00:00Z",
    "2024-02-29T23:59:60Z",
    "2024-08-05T08:40:00+14:00",
    "2024-08-05",
    "UKR\n",
    "en\n",
)
NO_UTF8: Final = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5", b"\x00")
NESTING: Final = 2_000

Way = Callable[[bytes, Random, Sequence[bytes]], bytes]


def mutated(seeds: Sequence[bytes], chance: Random) -> bytes:
    """One input: a seed, changed one to three times, most often in what its texts say and in nothing else."""
    data = chance.choice(seeds)
    ways = (_prose,) if chance.randrange(FORMS) < FORMS - 1 else WAYS
    for _ in range(chance.randint(1, 3)):
        data = _mutate(data, chance, seeds, ways)
    return data


def _mutate(data: bytes, chance: Random, seeds: Sequence[bytes], ways: Sequence[Way]) -> bytes:
    """Change an input in one way. What is no JSON can only be changed by bytes."""
    try:
        return chance.choice(ways)(data, chance, seeds)
    except (ValueError, RecursionError):
        return _bytes(data, chance, seeds)


def odd_text(text: str, chance: Random, other: str = "") -> str:
    """Change a text in one way."""
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.randint(0, 200))
    match chance.randrange(7):
        case 0 | 1:
            made = text[:start] + chance.choice(ODD_WORDS) + text[start:]
        case 2:
            made = text[:start] + " " + chance.choice(ODD_WORDS) + " " + text[end:]
        case 3:
            made = text[:start] + text[start:end] * chance.randint(2, 60) + text[end:]
        case 4:
            made = text[:start] + text[end:]
        case 5:
            made = text[start:] + chance.choice((" ", "\n\n", "")) + text[:start]
        case _:
            made = text[:start] + other + text[start:]
    return made[: LONGEST_TEXT * (10 if chance.randrange(RARELY) == 0 else 1)]


def _prose(data: bytes, chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Odd words where sentences and names stand, which no contract restricts: what has a space in it."""
    value = json.loads(data)
    return _in_one_of([place for place in _texts(value) if " " in place[0][place[1]]], value, chance, seeds)


def _words(data: bytes, chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Odd words in any of its strings, the longer the likelier: ids, instants and enumerations too."""
    value = json.loads(data)
    return _in_one_of(_texts(value), value, chance, seeds)


def _in_one_of(places: list[tuple[Any, Any]], value: Any, chance: Random, seeds: Sequence[bytes]) -> bytes:
    if not places:
        raise ValueError
    weights = [1 + len(holder[name]) for holder, name in places]
    holder, name = chance.choices(places, weights)[0]
    holder[name] = odd_text(holder[name], chance, _longest_text(json.loads(chance.choice(seeds))))
    return _written(value)


def _texts(value: Any) -> list[tuple[Any, Any]]:
    return [place for place in _places(value) if isinstance(place[0][place[1]], str)]


def _values(data: bytes, chance: Random, seeds: Sequence[bytes]) -> bytes:
    """An odd value in one of its places, or the place gone, or another seed's value there."""
    value = json.loads(data)
    places = list(_places(value))
    if not places:
        return _written(chance.choice(ODD_VALUES))
    holder, name = chance.choice(places)
    match chance.randrange(4):
        case 0 | 1:
            holder[name] = chance.choice(ODD_VALUES)
        case 2:
            del holder[name]
        case _:
            others = list(_places(json.loads(chance.choice(seeds))))
            if others:
                other, there = chance.choice(others)
                holder[name] = other[there]
    return _written(value)


def _writing(data: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    """The same JSON, written as a careless or hostile producer would."""
    match chance.randrange(9):
        case 0:
            written = b"\xef\xbb\xbf" + data
        case 1:
            written = gzip.compress(data, 1, mtime=0)
        case 2:
            written = data[: chance.randint(0, len(data))]
        case 3:
            written = b"[" * NESTING + data + b"]" * NESTING
        case 4:
            written = data.replace(b": ", b": " + b'{"a":' * NESTING, 1)
        case 5:
            twice = chance.choice((b'"id": "again", ', b'"text": null, ', b'"id": "\\udc00", ', b'"text": 1e999999, '))
            written = data.replace(b"{", b"{" + twice, 1)
        case 6:
            written = data.decode(errors="replace").encode(chance.choice(("utf-16", "utf-32", "cp1252")), "replace")
        case 7:
            written = data + chance.choice((b"\x00", data, b"}", b"\n\n", b"//"))
        case _:
            written = b"\n\t " + data.replace(b" ", b"\r\n ") + b" "
    return written


def _bytes(data: bytes, chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Bytes changed without regard to what they say."""
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.randint(1, 40))
    match chance.randrange(5):
        case 0:
            return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:start] + data[start:end] * chance.randint(2, 30) + data[end:]
        case 3:
            return (
                data[:start] + chance.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5", b"\x00")) + data[start:]
            )
        case _:
            other = chance.choice(seeds)
            return data[:start] + other[chance.randint(0, len(other)) :]


WAYS: Final[tuple[Way, ...]] = (_words, _words, _values, _values, _writing, _bytes)
FORMS: Final = 4
"""One input in so many may be odd in its form too. Most of those are refused at the door, and tell nothing of what is
behind it."""


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # JSON
    """Every place in a structure: what holds it, and its name or index there."""
    names = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in list(names):
        yield value, name
        yield from _places(value[name])


def _longest_text(value: Any) -> str:
    return max((holder[name] for holder, name in _places(value) if isinstance(holder[name], str)), key=len, default="")


def _written(value: Any) -> bytes:
    return json.dumps(value).encode()
