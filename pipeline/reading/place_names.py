"""Where a text may name places: words in capitals that the gazetteer or a list holds, with the words around them."""

import re
from typing import Final

from msgspec import Struct

from pipeline.gazetteer import ALTERNATE, Gazetteer, Level, fold
from pipeline.reading.given_names import given_names
from pipeline.reading.page import Sentence
from pipeline.reading.place_distance import distance_told, is_told_by_distance
from pipeline.reading.place_lexicon import Cues, Known, cues, known_names
from pipeline.reading.place_name import Name
from pipeline.reading.place_words import (
    JOINED,
    ends_in_capital,
    goes_on,
    is_end,
    is_inside_name,
    may_follow,
    with_articles,
)
from schemas.values import Span

CAPITALISED: Final = re.compile(r"[A-ZÀ-ÞĀ-ŽḀ-Ỿ][^\W_]*(?:['’](?!s\b)[^\W_]+)*")  # noqa: RUF001
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")  # noqa: RUF001
_LETTERS: Final = re.compile(r"[^\W_]+")
_NEXT_WORD: Final = re.compile(r"(?:['’]s)? \(?([A-Za-z-]+)")  # noqa: RUF001
_DATELINE: Final = re.compile(
    r"(?:,? [A-Z][\w.]*)?(?:,? [A-Z][a-z]+\.? \d\d?)?(?:,? \([A-Z][\w. ]+\))? ?(?:--|—|–)"  # noqa: RUF001
)
_TOWN_OF: Final = re.compile(r" (?:city|hamlet|town|village) of ")
"""Behind a name: "the Iowa city of Ames" tells no more of Iowa than that it holds Ames."""
_SECOND: Final = " -- "
"""Behind a name that opens a sentence in capitals: the report was filed there, for the city of the dateline."""
_CUE_REACH: Final = 72
_MOST_CUE_WORDS: Final = 6
_TITLE_CASE: Final = 0.6
_MOST_POSTINGS: Final = 60
_HEADS: Final = 30_000
_ROWS: Final = 4_096
"""Names are remembered up to so many: the same few hundred stand in most of the news."""
_LISTED: Final = 1
_NAME: Final = 2
_LONGER: Final = 4
_WEAK: Final = 8
"""Also a word of the language, or a person's name."""
_BINDING: Final = frozenset("-'’")  # noqa: RUF001


class _Line(Struct, frozen=True):
    """A sentence while it is scanned: its part of the article, that folded, and its words that may begin a name."""

    part: str
    folded: str
    sentence: Sentence
    tokens: list[tuple[int, int]]
    caseless: bool


Found = tuple[int, str, tuple[int, ...], Known | None]


class Scanner:
    """Finds possible names in a text. Built once for a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known = known_names(gazetteer)
        self._cues: Cues = cues()
        self._heads: dict[str, int] = {}
        self._pairs: dict[str, bool] = {}
        self._rows: dict[str, tuple[int, ...]] = {}

    def _head(self, word: str) -> int:
        """What a folded word can be: flags, remembered."""
        if len(self._heads) > _HEADS:
            self._heads.clear()
        known = word in self._known or word.partition("'")[0] in self._known
        name = word not in self._cues.never and bool(self._gazetteer.postings(word))
        lists = self._cues
        personal = word in lists.surnames or word in given_names()
        weak = word in lists.common or (personal and not self._is_wide(word))
        longer = self._gazetteer.continues(word)
        flags = self._heads[word] = _LISTED * known + _NAME * name + _LONGER * longer + _WEAK * weak
        return flags

    def _is_wide(self, word: str) -> bool:
        """Whether a country or a first-order division is called so."""
        rows = (posting for posting in self._gazetteer.postings(word) if not posting & ALTERNATE)
        return any(self._gazetteer.level[row] <= Level.ADMIN1 for row in rows)

    def scan(self, part: str, sentences: tuple[Sentence, ...], *, caseless: bool = False) -> list[Name]:
        """The possible names of some sentences of a title or text, leftmost and longest, in order.

        ``caseless`` looks every word up, for texts all in capitals or all in small letters.
        """
        folded = fold(part[: sentences[-1].end]) if sentences else ""
        pattern = _WORD if caseless else CAPITALISED
        found: list[Name] = []
        for sentence in sentences:
            tokens = [match.span() for match in pattern.finditer(part, sentence.start, sentence.end)]
            if tokens:
                if not caseless and "-" in sentence.text:
                    tokens = with_articles(part, tokens)
                self._scan_line(_Line(part, folded, sentence, tokens, caseless), found)
        return found

    def _scan_line(self, line: _Line, found: list[Name]) -> None:
        part, folded, sentence, tokens = line.part, line.folded, line.sentence, line.tokens
        title_case = (
            not line.caseless
            and len(tokens) > 3
            and len(tokens) > _TITLE_CASE * (sentence.text.count(" ") + 1)
            and not sentence.text.endswith(".")
        )
        heads = self._heads
        free = 0
        for at, (start, end) in enumerate(tokens):
            head = folded[start:end]
            flags = heads.get(head)
            if flags is None:
                flags = self._head(head)
            if not flags or flags == _WEAK or start < free:
                continue
            entry = self._name_at(line, head, flags, start)
            if entry is None or (part[start - 1 : start] in _BINDING and not may_follow(part, start, free)):
                continue
            stop, key, postings, known = entry
            if flags & _WEAK and stop == end and not line.caseless and is_inside_name(part, tokens, at):
                continue
            free = stop
            name = Name(
                span=Span(sentence.index, start, stop),
                text=part[start:stop],
                key=key,
                postings=postings,
                known=known,
                in_title_case=title_case,
                initial=start == sentence.start,
                caseless=line.caseless,
            )
            self._look_around(name, line, at)
            found.append(name)

    def _name_at(self, line: _Line, head: str, flags: int, start: int) -> Found | None:
        end = start + len(head)
        part, folded, caseless = line.part, line.folded, line.caseless
        known = self._known_at(line, head, start) if flags & _LISTED else None
        least = start + len(known.written) if known else end
        if flags & _LONGER and (caseless or goes_on(part, folded, end)):
            for key in reversed(self._gazetteer.names_at(folded, start)) if self._goes_on(folded, start, end) else ():
                stop = start + len(key)
                if stop <= least:
                    break
                if (
                    stop <= line.sentence.end
                    and is_end(folded, stop)
                    and key not in self._cues.never
                    and (caseless or ends_in_capital(part, start, stop))
                ):
                    return stop, key, self._postings(key), None
        if known is not None:
            return least, known.written, self._postings_of(known), known
        if flags & _NAME:
            return end, head, self._postings(head), None
        return None

    def _goes_on(self, folded: str, start: int, end: int) -> bool:
        """Whether a longer name may begin with a word and the one after it; remembered, for most words do not."""
        after = _LETTERS.match(folded, end + 1)
        pair = folded[start : after.end() if after else end + 1]
        known = self._pairs.get(pair)
        if known is None:
            if len(self._pairs) > _HEADS:
                self._pairs.clear()
            known = self._pairs[pair] = self._gazetteer.begins(pair)
        return known

    def _postings(self, key: str) -> tuple[int, ...]:
        rows = self._rows.get(key)
        if rows is None:
            if len(self._rows) > _ROWS:
                self._rows.clear()
            rows = self._rows[key] = tuple(self._gazetteer.postings(key)[:_MOST_POSTINGS])
        return rows

    def _postings_of(self, known: Known) -> tuple[int, ...]:
        """A listed name's own row first; towns that share the name stay possible ("Palestine, Texas")."""
        own = known.row
        if own is None:
            return ()
        if known.demonym or known.abbreviation:
            return (own,)
        others = [posting for posting in self._postings(known.key) if posting & ~ALTERNATE != own]
        return (own, *[posting | ALTERNATE for posting in others])[:_MOST_POSTINGS]

    def _known_at(self, line: _Line, head: str, start: int) -> Known | None:
        part, folded, caseless = line.part, line.folded, line.caseless
        names = self._known.get(head) or self._known.get(head.partition("'")[0])
        if names:
            for known in names:
                if caseless and len(known.written) < 4 and "." not in known.written:
                    continue
                folds = caseless or known.any_case
                text, written = (folded, known.key) if folds else (part, known.written)
                if text.startswith(written, start) and is_end(folded, start + len(known.written)):
                    return known
        return None

    def _look_around(self, name: Name, line: _Line, at: int) -> None:
        part, folded, sentence, tokens = line.part, line.folded, line.sentence, line.tokens
        start, stop = name.span.start, name.span.end
        if at and part[tokens[at - 1][1] : start] in JOINED:
            name.before = folded[slice(*tokens[at - 1])]
        following = at + 1
        while following < len(tokens) and tokens[following][0] < stop:
            following += 1
        if following < len(tokens) and part[stop : tokens[following][0]] in JOINED:
            name.after = folded[slice(*tokens[following])]
        if name.caseless:
            lists = self._cues
            name.before = name.before if name.before in lists.titles or name.before in given_names() else None
            name.after = name.after if name.after in lists.organisations else None
        name.following = part[stop : min(stop + 32, sentence.end)]
        match = _NEXT_WORD.match(part, stop, sentence.end)
        if match:
            name.next_word = match[1].lower()
        self._read_cue(name, part[max(sentence.start, start - _CUE_REACH) : start])
        level = self._cues.types.get(name.next_word)
        if level is not None and not _TOWN_OF.match(name.following.lower()):
            name.level = level
        if not name.caseless and name.text.isupper() and len(name.text) > 3 and _DATELINE.match(part, stop):
            name.cue, name.locative = "dateline", True
        second = name.caseless and name.initial and name.following.startswith(_SECOND)
        if second or is_told_by_distance(name.following):
            name.locative = True

    def _is_name(self, word: str, *, caseless: bool) -> bool:
        """Whether a word is in capitals and no demonym: "the Turkish province of Kilis" is no province of another.

        Where all are capitals, the words of which such phrases are made are no names: "IN THE NORTHERN CITY OF".
        """
        lists, small = self._cues, word.lower()
        if caseless and (small in lists.filler or small in lists.locative or small in lists.function):
            return False
        return word[0].isupper() and not any(known.demonym for known in self._known.get(fold(word), ()))

    def _read_cue(self, name: Name, behind: str) -> None:
        """Walk back over "the northern city of" to the preposition."""
        lists = self._cues
        written = behind
        behind = behind.lower()
        words = behind.split()
        word = ""
        for _ in range(_MOST_CUE_WORDS):
            if not words:
                return
            told, word = word, words.pop()
            phrase = f"{words[-1]} {word}" if words else word
            if word in lists.locative or phrase in lists.locative:
                name.cue, name.locative = word, True
                distance = distance_told(behind)
                name.near_km = lists.near.get(phrase, lists.near.get(word)) if distance is None else distance
                return
            if word == "of" and words and words[-1] in lists.types:
                own = lists.types[words[-1]] is Level.SETTLEMENT
                if (
                    not own
                    and len(words) > 1
                    and self._is_name(written.split()[len(words) - 2], caseless=name.caseless)
                ):
                    # "The Karrada district of Baghdad": the type is that of the other name.
                    return
                name.level = lists.types[words.pop()]
                name.cue, name.locative = "of", True
            elif word in lists.types and name.level is None:
                name.level = lists.types[word]
            elif (name.cue == "of" or told == "capital") and not name.caseless and _is_capital(written, len(words)):
                # "Near the West Bank town of Jenin", "outside the Afghan city of Herat", "in the Somali capital Xamar".
                continue
            elif not lists.passes(word, words):
                if word in lists.relational and name.cue is None:
                    name.cue = word
                return


def _is_capital(written: str, number: int) -> bool:
    return written.split()[number][0].isupper()
