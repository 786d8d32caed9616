"""Who acts and who is acted upon: states' forces, armed groups, and kinds of people, under canonical names.

A state's organ is "<State>: armed forces", "<State>: police", "<State>: government" and so on; a kind of people is
"rebels", with the state or people it is said to be of: "Colombia: rebels", "Fulani herders". A group keeps one name for
all its aliases.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from pipeline.reading.actor_definitions import with_definitions
from pipeline.reading.actor_phrases import Phrase, phrases
from pipeline.reading.actor_tables import ActorTables, Word, WordKind, load
from pipeline.reading.findings import FoundActor
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.phrases import fold
from schemas.values import Sector, Span

_NUMBER: Final = re.compile(
    r"(?<![\w,.])(?!(?:19|20)\d\d )(?:\d{1,3}(?:,\d{3})*|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|(?:dozens|scores|hundreds|thousands) of) $",
    re.IGNORECASE,
)
_LEAST_CAPITALS: Final = 2
"""Of an abbreviation: "LeT" and "M23", but not "Is"."""
_LONGEST_NUMBER: Final = 13
_LONGEST_ACT: Final = 45
_STOPS: Final = frozenset(",.;:!?()[]")
_LOCATIVES: Final = frozenset((b"in", b"at", b"near", b"from", b"to", b"into", b"on", b"against", b"across"))
"""Before a state's name they make it a place, not the subject of the verb that follows."""
_AUXILIARIES: Final = frozenset((b"has", b"had", b"have", b"is", b"was", b"also", b"then", b"been"))
_Named: TypeAlias = tuple[str, Sector, str | None, str]
"""Canonical name, sector, state and rule."""

_RULES: Final = {WordKind.FORCE: "force", WordKind.PEOPLE: "people", WordKind.GENERIC: "generic"}


def find_actors(page: Page) -> tuple[FoundActor, ...]:
    """All actors that the page names, in the order of its text."""
    title, *body = page.sentences
    return (*_find_in(page, page.article.title, (title,)), *_find_in(page, page.article.text, body))


def _find_in(page: Page, text: str, sentences: Sequence[Sentence]) -> Iterator[FoundActor]:
    if not sentences:
        return
    tables = load()
    words = with_definitions(text, _words(tables, text, page.letter_case))
    year = page.article.published_at.year
    starts = [sentence.start for sentence in sentences]
    for phrase in phrases(text, words):
        if phrase.head is None and phrase.state is None:
            continue
        sentence = sentences[bisect_right(starts, phrase.start) - 1]
        if phrase.start < sentence.start or phrase.end > sentence.end:
            continue
        start = phrase.start
        found: _Named | None
        if phrase.head is not None and phrase.head.kind is WordKind.ORGANISATION:
            found = _organisation(phrase.head, words, year)
        else:
            if phrase.head is not None and phrase.head.kind is WordKind.GENERIC:
                start = _with_number(text, start, sentence.start)
            found = _named(tables, text, phrase, counted=start < phrase.start)
        if found is None:
            continue
        canonical, sector, country, rule = found
        span = Span(sentence.index, start, phrase.end)
        yield FoundActor(span, text[start : phrase.end], canonical, sector, country, rule)


def _words(tables: ActorTables, text: str, letter_case: LetterCase) -> list[tuple[int, int, Word]]:
    """The tables' words in a text, where the letters' case allows their meaning."""
    known = tables.words
    lower, upper = letter_case is LetterCase.LOWER, letter_case is LetterCase.UPPER
    words = []
    for start, end, index in tables.phrases.find(fold(text)):
        word = known[index]
        if word.kind > WordKind.ORGANISATION or _stands(
            tables, text[start:end], word, lower=lower, upper=upper or text[start - 2 : start - 1].isupper()
        ):
            words.append((start, end, word))
    return words


def _stands(tables: ActorTables, written: str, word: Word, *, lower: bool, upper: bool) -> bool:
    """Whether a name is written as one: "is" is no group, nor is "IS" where all is in capitals."""
    if lower:
        return not word.abbreviation
    if not word.abbreviation:
        return not (word.capital and written.islower())
    if sum(letter.isupper() or letter.isdigit() for letter in written) < _LEAST_CAPITALS:
        return False
    return not (upper and written.upper() in tables.ambiguous)


def _with_number(text: str, start: int, limit: int) -> int:
    number = _NUMBER.search(text, max(limit, start - _LONGEST_NUMBER), start)
    return number.start() if number else start


def _named(tables: ActorTables, text: str, phrase: Phrase, *, counted: bool) -> _Named | None:
    """What a phrase without an organisation names; null where it is no actor."""
    head, state = phrase.head, phrase.state
    country = state.country if state else None
    if head is None:
        if country is None or not _acts(tables, text, phrase):
            return None
        return f"{tables.states[country]}: armed forces", Sector.MILITARY, country, "state_acts"
    if not (head.bare or state or phrase.modified or (head.counted and counted)):
        return None
    folded, following = fold(text), phrase.end + 2
    if folded[following : folded.find(b" ", following)] in tables.things:
        return None
    name = f"{phrase.identity} {head.name}".lstrip()
    return f"{tables.states[country]}: {name}" if country else name, head.sector, country, _RULES[head.kind]


def _organisation(word: Word, words: list[tuple[int, int, Word]], year: int) -> _Named:
    """Which of the organisations of one name: alive in the year, of a state that the text names, listed first."""
    one = word.organisations[0]
    if len(word.organisations) > 1:
        seen = {known.country for _, _, known in words}
        one = max(
            word.organisations,
            key=lambda one: (one.first_year <= year <= one.last_year, not seen.isdisjoint(one.countries)),
        )
    return one.name, one.sector, one.country, "organisation"


def _acts(tables: ActorTables, text: str, phrase: Phrase) -> bool:
    """Whether the words after a state's name make it an actor: "Ukraine's attack", "Kiev had captured"."""
    folded, end = fold(text), phrase.end + 1
    if text[phrase.end : phrase.end + 1] in _STOPS:
        return False
    following = folded[end : end + _LONGEST_ACT].split()
    if following and following[0] == b"s":
        del following[0]
    while following and following[0] in _AUXILIARIES:
        del following[0]
    acts = [act for words in (1, 2, 3) if (act := b" ".join(following[:words])) in tables.acts]
    if not acts:
        return False
    before = folded[folded.rfind(b" ", 0, phrase.start) + 1 : phrase.start]
    return before not in _LOCATIVES or any(tables.acts[act] for act in acts)
