"""Which phrase each verb or noun of harm takes: a passive the one before it, an active the one after it.

Works on the word classes of ``figure_tokens``: gaps between a phrase and its verb are patterns over their letters.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, structs

from pipeline.reading import figure_gaps as gaps
from pipeline.reading.figure_phrases import Kind, Phrase, any_object, any_subject, bare
from pipeline.reading.figure_things import Bound
from pipeline.reading.figure_tokens import Tokens, lexicon
from schemas.values import Group, Metric, Qualifier

_WEAK_OBJECT: Final = frozenset((Kind.DEFINITE, Kind.NAMED))


class _Verb(Struct, frozen=True):
    """A word that tells what became of somebody."""

    at: int
    metric: Metric
    rule: str


class Binder:
    """Gives the verbs of one sentence their phrases, from left to right."""

    def __init__(self, tokens: Tokens, counted: list[Phrase]) -> None:
        self.words = tokens.words
        self.tokens = tokens
        self.classes = tokens.classes
        self.counted = counted
        self.by_first = {phrase.first: index for index, phrase in enumerate(counted)}
        self.taken: set[int] = set()

    def bind(self) -> Iterator[Bound]:
        """What each verb and noun of harm says, then what a phrase after "including" is part of."""
        said = [bound for match in gaps.HARM.finditer(self.classes) for bound in self._said(match.start(), match[0])]
        for index, phrase in enumerate(self.counted):
            if index in self.taken or self._before(phrase) != "I":
                continue
            whole = [each for each in said if max(each.verb, each.phrase.last - 1) < phrase.first]
            if whole:
                said.append(Bound(phrase, whole[-1].metric, whole[-1].verb, "part", part=True))
        yield from said

    def _said(self, at: int, letter: str) -> Iterator[Bound]:
        metric = lexicon().metrics.get(self.words[at], Metric.KILLED)
        before = self.classes[at - 1 : at]
        match letter:
            case "T":
                yield from self._participle(at, metric)
            case "g" | "t":
                yield from self._active(at, metric)
            case "i":
                yield from self._intransitive(at, metric)
            case "j":
                yield from self._subject(_Verb(at, metric, "adjective"))
            case "n":
                yield from self._noun(at, metric)
            case "f" if self.classes[at + 1 : at + 2] not in ("T", "g", "t"):
                yield from self._subject(_Verb(at, Metric.KILLED, "adverb"))
            case "S" if (before in tuple(",Cs") or self._gun_on(at)) and gaps.VERB.search(self.classes, 0, at):
                yield from self._self(at - 1, Metric.KILLED)
            case _:
                pass

    def _gun_on(self, at: int) -> bool:
        """Whether it reads "turned the gun on himself"."""
        return self.words[at - 1] == "on" and self.words[at - 2] in ("gun", "weapon", "rifle", "shotgun", "handgun")

    def _before(self, phrase: Phrase) -> str:
        return self.classes[phrase.first - 1 : phrase.first] if phrase.first else ""

    def _participle(self, at: int, metric: Metric) -> Iterator[Bound]:
        word = self.words[at]
        if metric in (Metric.WOUNDED, Metric.CAPTURED) and self.classes[at + 1 : at + 3] in ("CT", ",T"):
            return
        shot_at = self.words[at + 1 : at + 2] == ["at"] and at + 2 in self.by_first
        if word == "shot" and (shot_at or self.classes[at - 1 : at] in ("D", "E")):
            return
        metric = self._deadlier(at, metric)
        if metric is Metric.KILLED and self.classes[at - 1 : at] == "C" and self.words[at - 2] in gaps.HURT:
            metric = Metric.LOSSES
        rule = "shot" if word == "shot" and metric is Metric.WOUNDED else "passive"
        helpers = self._helpers(at)
        if "m" in helpers or "x" in helpers:
            return
        if "B" in helpers or "F" in helpers:
            yield from self._subject(_Verb(at, metric, rule))
            return
        objects = list(self._object(_Verb(at, metric, "shot" if rule == "shot" else "active")))
        if objects or self.classes[at + 1 :].removeprefix("j")[:1] not in gaps.OBJECTS:
            yield from objects or self._subject(_Verb(at, metric, rule))

    def _active(self, at: int, metric: Metric) -> Iterator[Bound]:
        letter = self.classes[at]
        if letter == "t" and self.classes[at - 1 : at] in ("m", "D", "E"):
            return
        if self.words[at] in gaps.SENDS and not gaps.HOSPITALS.intersection(self.words[at:]):
            return
        if self.classes[at + 1 : at + 3] == f"C{letter}":
            joined = lexicon().metrics.get(self.words[at + 2])
            if metric is Metric.KILLED and joined is Metric.WOUNDED:
                # "Killing and injuring three": three, dead or hurt.
                yield from self._object(_Verb(at + 2, Metric.LOSSES, "active"))
                return
            if metric is Metric.WOUNDED:
                return
        yield from self._object(_Verb(at, self._deadlier(at, metric), "active"))

    def _helpers(self, at: int) -> str:
        """The classes of the verb's own helpers."""
        found = gaps.COMPLEX.search(self.classes, max(0, at - 8), at)
        return found[0] if found else ""

    def _deadlier(self, at: int, metric: Metric) -> Metric:
        """Being shot is a wound, unless dead of it."""
        if metric is not Metric.WOUNDED:
            return metric
        if self.words[at - 1 : at] in (["fatal"], ["deadly"], ["fatally"], ["mortally"]):
            return Metric.KILLED
        tail = " ".join(self.words[at + 1 : at + 8])
        return Metric.KILLED if gaps.FATAL.match(tail) or " to death" in tail else metric

    def _intransitive(self, at: int, metric: Metric) -> Iterator[Bound]:
        words = self.words[at + 1 : at + 8]
        if self.words[at] == "passed" and words[:1] != ["away"]:
            return
        if metric is Metric.WOUNDED:
            if not any(word.startswith(gaps.HURTS) for word in words):
                return
            if "fatal" in words:
                metric = Metric.KILLED
        yield from self._subject(_Verb(at, metric, "intransitive"))

    def _subject(self, verb: _Verb) -> Iterator[Bound]:
        """The phrase that the verb says something of, and those joined to it."""
        helpers = self._helpers(verb.at)
        if "m" in helpers or "x" in helpers:
            return
        start = verb.at - len(helpers)
        close = not helpers.strip("vf") and self.classes[verb.at] in "Tjf"
        index = self._nearest(start, verb.metric, close=close)
        if index is not None:
            yield from self._joined_back(index, verb)
        else:
            yield from self._anybody(any_subject(self.tokens, start), verb)

    def _nearest(self, start: int, metric: Metric, *, close: bool) -> int | None:
        """The index of the phrase whose gap to ``start`` lets it be the subject."""
        pattern = gaps.APPOSED if close else gaps.GAP
        for index in range(len(self.counted) - 1, -1, -1):
            phrase = self.counted[index]
            if phrase.last > start or phrase.is_thing:
                continue
            gap = self.classes[phrase.last : start]
            if len(gap) > gaps.MAX_GAP:
                return None
            if gap.endswith(",") and self._is_partitive(phrase):
                continue
            if not pattern.match(gap):
                if close or not gaps.GAP.match(gap):
                    return None
                continue
            if index in self.taken and metric is not Metric.KILLED and not gap.endswith("R"):
                return None
            if close or not index or self._before(phrase) not in ("W", "Y"):
                return index
        return None

    def _is_partitive(self, phrase: Phrase) -> bool:
        """Some of those counted before: "twelve people, four of them children, were ..."."""
        behind = self.words[phrase.last : phrase.last + 2]
        return self._before(phrase) == "," and behind[:1] == ["of"] and behind[1:] in (["them"], ["whom"])

    def _anybody(self, phrase: Phrase | None, verb: _Verb) -> Iterator[Bound]:
        if phrase and (verb.metric is Metric.KILLED or self.words[verb.at] in lexicon().of_persons):
            yield Bound(phrase, verb.metric, verb.at, verb.rule)

    def _links(self, first: int, second: int) -> str | None:
        """What joins two phrases: "and", a comma, "including". Null where they are not joined."""
        gap = self.classes[self.counted[first].last : self.counted[second].first]
        return gap if gap in (",I", "I") or (gap and gaps.LINK.fullmatch(gap)) else None

    def _joined_back(self, index: int, verb: _Verb) -> Iterator[Bound]:
        chain = [index]
        while index and index - 1 not in self.taken and self._links(index - 1, index):
            index -= 1
            if self._is_apposed(index):
                self.taken.add(index)
            else:
                chain.append(index)
        for position, each in enumerate(reversed(chain)):
            yield self._bound(each, verb, joined=position > 0)

    def _bound(self, index: int, verb: _Verb, *, joined: bool) -> Bound:
        self.taken.add(index)
        phrase = self.counted[index]
        part = self._before(phrase) == "I" or (joined and self._is_listed(index))
        return Bound(phrase, verb.metric, verb.at, verb.rule, part=part, joined=joined and not part)

    def _is_listed(self, index: int) -> bool:
        """Whether it is part of a whole by what stands before: "22 people, including three boys and four girls"."""
        before = self._before(self.counted[index - 1])
        return before == "I" and "," not in (self._links(index - 1, index) or ",")

    def _object(self, verb: _Verb) -> Iterator[Bound]:
        """The phrase that the verb acts on, and those joined to it."""
        at = verb.at
        if "x" in self.classes[max(0, at - 3) : at] or self.classes[at - 1 : at] == "m":
            return
        if self.classes[at + 1 : at + 2] == "S":
            yield from self._self(at, verb.metric)
            if self.classes[at + 2 : at + 3] == "C" and at + 3 in self.by_first:
                yield self._bound(self.by_first[at + 3], verb, joined=True)
            return
        at += gaps.fatal(self.words, at)
        first = next((each for each in range(at + 1, at + 4) if each in self.by_first), None)
        if first is None or self.classes[at + 1 : first].strip("OvEfj"):
            start = at + 1 + (self.classes[at + 1 : at + 2] in ("O", "j"))
            yield from self._anybody(any_object(self.tokens, start), verb)
            return
        index = self.by_first[first]
        joined = False
        while not self.counted[index].is_thing:
            yield self._bound(index, verb, joined=joined)
            joined = True
            while self._is_apposed(index):
                index += 1
                self.taken.add(index)
            if not self._continues(index):
                return
            index += 1

    def _is_apposed(self, index: int) -> bool:
        """Whether the next phrase tells of the same person: "Ana Cruz, 44, a judge"."""
        following = index + 1
        if following == len(self.counted) or self._links(index, following) != ",":
            return False
        one, other = self.counted[index], self.counted[following]
        if one.kind is Kind.COUNT and one.high == 1 and other.kind in (Kind.SINGLE, Kind.NAMED):
            # "One of the victims, a man, died", but not "one man, a woman and a boy".
            return following + 1 == len(self.counted) or not self._links(following, following + 1)
        return _same_person(one, other)

    def _continues(self, index: int) -> bool:
        """Whether the next phrase is acted on too, and is not the subject of what follows."""
        if index + 1 == len(self.counted) or (link := self._links(index, index + 1)) is None:
            return False
        following = self.counted[index + 1]
        after = self.classes[following.last : following.last + 1]
        if ("C" in link and after in gaps.PREDICATES) or (following.kind in _WEAK_OBJECT and after == "s"):
            return False
        return not self._speaks(following)

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether it tells of the harm and did not suffer it: "wounding five, a police officer in Sarn said"."""
        behind = gaps.SPEAKER.match(self.classes, phrase.last)
        return behind is not None and not gaps.SAYS.isdisjoint(self.words[phrase.last : behind.end() + 1])

    def _self(self, at: int, metric: Metric) -> Iterator[Bound]:
        phrase = Phrase(at + 1, at + 2, Kind.SINGLE, 1, 1, Qualifier.EXACT, None, Group.PERPETRATOR, additional=True)
        if metric is Metric.WOUNDED:
            phrase = structs.replace(phrase, kind=Kind.DEFINITE, group=Group.TOTAL, additional=False)
        if metric in (Metric.KILLED, Metric.WOUNDED):
            yield Bound(phrase, metric, at, "reflexive")

    def _noun(self, at: int, metric: Metric) -> Iterator[Bound]:
        """Read "two deaths", "no injuries", "the death toll rose to 12", "the deaths of three men"."""
        word = self.words[at]
        told = gaps.toll(self.words, self.classes, at) if word in gaps.TOLLS else None
        if told is not None and (counted := bare(self.tokens, told)):
            yield Bound(counted, Metric.KILLED, at, "toll")
            return
        back = at - 1
        while back > at - 4 and self.classes[back : back + 1] in tuple("wvXj"):
            back -= 1
        counted = bare(self.tokens, back) if back >= 0 and self.classes[back] == "N" else None
        if counted is None:
            if self.classes[at + 1 : at + 2] == "O":
                yield from self._object(_Verb(at, metric, "noun_of"))
        elif (word == "death" and counted.high != 1) or gaps.NO_MORE.intersection(self.words[back:at]):
            return
        elif word == "casualties" and counted.high == 0:
            yield Bound(counted, Metric.KILLED, at, "noun")
            yield Bound(structs.replace(counted), Metric.WOUNDED, at, "noun")
        else:
            yield Bound(counted, metric, at, "noun")


def _same_person(one: Phrase, other: Phrase) -> bool:
    """Whether a name and a description stand in apposition: "Erica Robinson, a 26-year-old resident"."""
    kinds = (one.kind, other.kind)
    return Kind.NAMED in kinds and one.kind is not other.kind and Kind.COUNT not in kinds
