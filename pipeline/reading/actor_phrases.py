"""Words of the tables that stand together, joined into an actor's name as written.

The last noun is the head ("suspected Islamist militants", "members of the army"), but a group's name stays the head of
what follows it ("Hamas fighters").
"""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from pipeline.reading.actor_tables import Word, WordKind

_QUOTE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_BESIDE: Final = frozenset((" ", "-", "\n", "  ", "/", "'s ", f"{_QUOTE}s ", "' ", f"{_QUOTE} ", ' "', '" ', " '"))
_OF: Final = frozenset(
    f" {preposition}{article}"
    for preposition in ("of", "from", "in", "with", "belonging to")
    for article in (" ", " the ", " an ", " a ", ' "', ' the "')
)
_STATE, _CAPITAL, _NATION, _ORGANISATION, _FORCE, _GENERIC, _CARRIER, _MODIFIER = WordKind
_STATES: Final = frozenset((_STATE, _CAPITAL))
_PEOPLE: Final = frozenset((_FORCE, _GENERIC))


class Phrase(Struct):
    """An actor's name as far as it is read; without a head it names none."""

    start: int
    end: int
    head: Word | None = None
    state: Word | None = None
    identity: str = ""
    modified: bool = False


def phrases(text: str, words: Iterable[tuple[int, int, Word]]) -> Iterator[Phrase]:
    """Join words in the order of the text; those that are left alone come as phrases of their own."""
    phrase: Phrase | None = None
    for start, end, word in words:
        if phrase is not None:
            gap = text[phrase.end : start]
            if _is_linked(text, phrase, gap) and _continues(phrase, word):
                phrase.end = end
                continue
            if gap in _OF and _completes(phrase, word):
                _take(phrase, word)
                phrase.end = end
                continue
            yield phrase
        phrase = Phrase(start, end)
        _take(phrase, word)
    if phrase is not None:
        yield phrase


def _is_linked(text: str, phrase: Phrase, gap: str) -> bool:
    """Beside one another; the full stop of "U.S. troops" ends no sentence."""
    return gap in _BESIDE or (gap == ". " and phrase.head is None and text[phrase.end - 2] == ".")


def _take(phrase: Phrase, word: Word) -> None:
    kind = word.kind
    if kind in _STATES:
        phrase.state = word
    elif kind is _MODIFIER:
        phrase.identity = word.name or phrase.identity
        phrase.modified = True
    elif kind is not _CARRIER:
        phrase.head = word
        if kind is _NATION:
            phrase.state = word


def _continues(phrase: Phrase, word: Word) -> bool:
    """Take up the word beside the phrase, unless it begins another."""
    head = phrase.head
    if head is None:
        if word.kind in _STATES and phrase.state is not None:
            return False
        _take(phrase, word)
        return True
    if word.kind is _CARRIER or head.kind is _ORGANISATION:
        return word.kind is _CARRIER or word.member
    if word.kind is _ORGANISATION and head.member:
        _take(phrase, word)
        return True
    if word.kind not in _PEOPLE:
        return False
    if not (word.kind is _FORCE and head.kind is _GENERIC and head.member):
        _take(phrase, word)
    phrase.modified = True
    return True


def _completes(phrase: Phrase, word: Word) -> bool:
    """Whether the word behind "of" belongs to the phrase: "members of the FMLN", "army of Niger"."""
    head = phrase.head
    if head is None:
        return phrase.state is None
    if word.kind is _ORGANISATION:
        return head.member
    return word.kind is _STATE and head.kind in _PEOPLE and phrase.state is None
