"""Sentences as strings of word classes, so that the grammar of figures can be a few patterns over letters.

``Three soldiers were killed`` becomes ``NPBT``: number, person noun, form of *be*, participle.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct, field

from pipeline.reading import numbers
from schemas.values import Group, Metric

AGE: Final = rf"(?:\d{{1,3}}|{numbers.WORDS})(?:[\s-](?:year|month|week)s?)[\s-]?old"
_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W\d_]\w*(?:['\u2019&.-]\w+)*|[,;:()\"'\u2018\u201c\u201d.?!\u2013\u2014-]|\d+"
    r"|[$\u00a3\u20ac#]\s?\d[\d,.]*(?:\s(?:million|billion|thousand))?"
)
_NUMBER: Final = re.compile(rf"(?P<A>{AGE}s?\b)|(?P<N>{numbers.NUMBER}(?![\w%:/\u00b0]|[.,]\d|[-\u2013]\w))")
_JUNK: Final = re.compile(r"\d[\w%:./\u00b0,-]*")
_A_NUMBER: Final = re.compile(
    r"an?\s(?:dozen|couple|few|handful|hundred|thousand|million|minimum|maximum|estimated|number|large|un)"
)
_NO_NUMBER_AFTER: Final = frozenset("$\u00a3\u20ac#./:-")
_PUNCTUATION: Final = {
    ",": ",",
    "(": ",",
    ")": ",",
    "-": ",",
    "\N{EN DASH}": ",",
    "\N{EM DASH}": ",",
    ";": ";",
} | dict.fromkeys("\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}", "")
"""Brackets and dashes set off as commas do; quotation marks count nothing."""

MAX_TOKENS: Final = 400
"""No sentence is read further: lists and hostile text are longer."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each word is: its class, and what nouns and verbs mean."""

    classes: dict[str, str]
    metrics: dict[str, Metric]
    groups: dict[str, Group]
    plurals: frozenset[str]
    kin: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    protesters: frozenset[str]
    settlements: frozenset[str]
    equipment: dict[str, str]
    holding: frozenset[str]
    armed: frozenset[str]
    no_persons: frozenset[str]
    of_persons: frozenset[str]
    """Verbs that only persons suffer, whatever noun stands there."""
    cumulative: AhoCorasick
    implied: dict[str, AhoCorasick]
    stems: AhoCorasick


class Tokens(Struct):
    """One sentence's words: where they are, in lower case, and their classes as one string.

    Classes: ``N`` number, ``A`` age as a phrase, ``G`` age in commas, ``D`` a or an, ``a`` another, ``E`` definite,
    ``P`` noun of persons, ``Q`` noun of things, ``X`` capitalised; of harm: ``T`` participle, ``g`` -ing, ``t`` base
    form, ``i`` intransitive, ``j`` adjective, ``n`` noun, ``f`` fatally; ``B H L F`` be, have, leave, find, ``C`` and,
    ``O`` of, ``I`` including, ``R`` who, ``Y`` by, ``W`` preposition, ``s`` speech and subordination, ``h`` he or she,
    ``S`` himself, ``z`` other pronouns, ``m`` modal, ``x`` not, ``u`` unit, ``k`` square, ``v`` adverb, ``w`` the rest.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    classes: str = ""


@cache
def lexicon() -> Lexicon:
    """Load the words, once."""
    raw = tomllib.loads(resources.files("pipeline.lexicon.en").joinpath("figures.toml").read_text("utf-8"))
    classes: dict[str, str] = {}
    groups: dict[str, Group] = {}
    plurals: set[str] = set()
    for group in ("total", "civilian", "unknown", "perpetrator"):
        people = raw["people"][group]
        made = {f"{noun}s" for noun in people["nouns"]} | set(people["plurals"])
        plurals |= made
        for noun in made.union(people["nouns"]):
            groups[noun] = Group(group)
            classes[noun] = "P"
    for title in raw["people"]["titles"]:
        classes.setdefault(title, "P")
        groups.setdefault(title, Group.UNKNOWN)
    things = raw["things"]
    classes |= dict.fromkeys([*things["settlements"], *things["equipment"]], "Q")
    metrics: dict[str, Metric] = {}
    letters = {"noun": "n", "adjective": "j", "base": "t", "ing": "g", "intransitive": "i", "participle": "T"}
    for metric, forms in raw["verbs"].items():
        for form, letter in letters.items():
            for word in forms[form]:
                metrics[word] = Metric(metric)
                classes[word] = letter
    for letter, words in raw["classes"].items():
        classes |= dict.fromkeys(words, letter)
    stems = [*raw["stems"]["words"]]
    return Lexicon(
        classes=classes,
        metrics=metrics,
        groups=groups,
        plurals=frozenset(plurals),
        kin=frozenset(raw["people"]["kin"]),
        titles=frozenset(raw["people"]["titles"]),
        bodies=frozenset(raw["people"]["bodies"]),
        protesters=frozenset(raw["people"]["protesters"]),
        settlements=frozenset(things["settlements"]),
        equipment={word: word if word == "aircraft" else word.removesuffix("s") for word in things["equipment"]},
        holding=frozenset(raw["holding"]["words"]),
        armed=frozenset(raw["people"]["armed"]),
        no_persons=frozenset(raw["of_persons"]["never"]),
        of_persons=frozenset(raw["of_persons"]["words"]),
        cumulative=AhoCorasick(raw["cumulative"]["phrases"], matchkind=MatchKind.LeftmostFirst),
        implied={name: AhoCorasick(found, matchkind=MatchKind.LeftmostFirst) for name, found in raw["implied"].items()},
        stems=AhoCorasick(stems),
    )


def tokenize(text: str, lowered: str, *, capitals: bool) -> Tokens:
    """Classify the words of a sentence; ``capitals`` says whether capitals tell names here."""
    tokens = Tokens()
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    letters: list[str] = []
    known = _KNOWN[capitals]
    position = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < position:
            continue
        if len(words) == MAX_TOKENS:
            break
        written = match[0]
        word, letter, numeric = known.get(written) or _classify(written, capitals, known)
        if not letter:
            continue
        position = end
        if numeric and (letter != "D" or _A_NUMBER.match(lowered, start)) and (number := _number(lowered, start)):
            position, word, letter = number.end(), number[0], number.lastgroup or "N"
        elif letter == "_" and (junk := _JUNK.match(text, start)):
            position = junk.end()
        words.append(word)
        starts.append(start)
        ends.append(position)
        letters.append(letter)
    tokens.classes = _ages("".join(letters), words)
    return tokens


def _number(text: str, start: int) -> re.Match[str] | None:
    return None if text[start - 1 : start] in _NO_NUMBER_AFTER and start else _NUMBER.match(text, start)


_Class = tuple[str, str, bool]
"""A token in lower case, its class, and whether a number may start with it. No class: not a word at all."""
_KNOWN: Final[tuple[dict[str, _Class], dict[str, _Class]]] = ({}, {})
"""The classes of tokens met before, where capitals tell nothing and where they tell names."""
_MOST_KNOWN: Final = 1 << 15


def _classify(written: str, capitals: bool, known: dict[str, _Class]) -> _Class:  # noqa: FBT001
    if len(known) > _MOST_KNOWN:
        known.clear()
    found = known[written] = _class_of(written, capitals=capitals)
    return found


def _class_of(written: str, *, capitals: bool) -> _Class:
    word = written.lower()
    first = written[0]
    if first.isdigit():
        return word, "_", True
    if first.isalpha():
        if capitals and word == "may" and first == "M":
            return word, "u", False
        letter = lexicon().classes.get(word) or _unknown(written, word, capitals=capitals)
        return word, letter, word.partition("-")[0] in numbers.FIRST_WORDS
    return word, _PUNCTUATION.get(word, "_" if len(word) > 1 else "."), False


def _unknown(written: str, word: str, *, capitals: bool) -> str:
    if word.endswith(("'s", "\u2019s")):
        return "E"
    if capitals and written[0].isupper():
        return "X"
    return "v" if word.endswith("ly") else "w"


_BETWEEN_COMMAS: Final = re.compile(r"(?:(?<=[XPw],)|(?<=X\.,))N(?=$|[,.;BCTWRsYijF])")
_SECOND: Final = re.compile(r"(?<=GC)N(?=$|[,.;BTWRsYijF])")


def _ages(classes: str, words: list[str]) -> str:
    """``John Smith, 24, was``: a bare number under 120 between commas is an age; ``two boys, 4 and 6,`` have two."""
    if ",N" not in classes:
        return classes

    def age(found: re.Match[str]) -> str:
        word = words[found.start()]
        return "G" if word.isdigit() and int(word) < 120 else "N"

    return _SECOND.sub(age, _BETWEEN_COMMAS.sub(age, classes))
