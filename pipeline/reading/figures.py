"""Counts of people and things, bound to what became of them.

Each sentence with a word of harm, protest, arrest or ground held is read as a string of word classes
(``figure_tokens``), its counting phrases are found (``figure_phrases``), and each verb or noun of harm takes its own
(``figure_binding``). Soldiers, police and fighters count as group ``unknown``: only an event's sides tell whose they
are.
"""

import re
from collections.abc import Container, Iterator
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.figure_binding import Binder
from pipeline.reading.figure_phrases import Kind, phrases
from pipeline.reading.figure_things import Bound, things
from pipeline.reading.figure_tokens import Tokens, lexicon, tokenize
from pipeline.reading.findings import Figure
from pipeline.reading.page import LetterCase, Page, Sentence
from schemas.values import Group, Metric, Qualifier, Span

MAX_SENTENCES: Final = 500
"""No article is read further."""
MAX_CHARACTERS: Final = 5000
"""No sentence is read further."""
_ATTEMPTED: Final = re.compile(r"\b(?:attempt\w*|conspir\w+|solicitation)\b[^,.;]*\Z")
_SUICIDE: Final = guarded(
    r"(?:\b(?:before|then|and) (?:\w+ ){0,2}|, (?:\w+ ){1,2})"
    r"(?:commit(?:s|ted|ting) suicide|t(?:ook|akes|aking) (?:his|her) own life"
    r"|(?:fatally )?(?:shot|shoots|shooting|killed|kills|killing) (?:him|her)self)\b"
)
_NOT_DONE: Final = re.compile(
    r"\b(?:to|not|never|tr(?:y|ies|ied|ying)|attempt\w*|threaten\w*|considered|if|would|could|may|might"
    r"|accident\w*)\b[^,.;]*\Z"
)
_TIMES: Final = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_MULTIPLE: Final = guarded(
    rf"\b({'|'.join(_TIMES)})[\s-](?:fatal\s)?(homicide|murder|slaying|killing|shooting|stabbing)\b"
)

_MOTIVE: Final = re.compile(
    r"\b(?:accus\w+ of|suspected of|suspicions? of|guilty of|for|revenge for|responsible for)"
    r" (?:having |allegedly |reportedly |the )*$"
)
_MOTIVE_REACH: Final = 50


def find_figures(page: Page, told: Container[int] | None = None) -> tuple[Figure, ...]:
    """The bound figures of the page, in the order of the text; where given, only those of the sentences ``told``."""
    stems = lexicon().stems
    capitals = page.letter_case is LetterCase.MIXED
    found: list[Figure] = []
    for sentence in page.sentences[:MAX_SENTENCES]:
        if told is not None and sentence.index not in told:
            continue
        lowered = sentence.folded[:MAX_CHARACTERS]
        if stems.find_matches_as_indexes(f" {lowered}"):
            found.extend(_of_sentence(sentence, lowered, capitals=capitals))
    return tuple(found)


def _of_sentence(sentence: Sentence, lowered: str, *, capitals: bool) -> list[Figure]:
    tokens = tokenize(sentence.text[:MAX_CHARACTERS], lowered, capitals=capitals)
    counted = list(phrases(tokens, title=sentence.index == 0 or not capitals))
    binder = Binder(tokens, counted)
    bound = _strongest([*binder.bind(), *things(tokens, counted)])
    cumulative = bool(lexicon().cumulative.find_matches_as_indexes(lowered))
    wholes = {part.verb for part in bound if part.part}
    figures = [
        _figure(sentence, tokens, each, cumulative=cumulative, including=each.verb in wholes and not each.part)
        for each in bound
    ]
    figures = _without_motives(sentence, lowered, figures) if "killing" in lowered or "killed" in lowered else figures
    figures.extend(_suicides(sentence, lowered, figures))
    figures.extend(_implied(sentence, lowered, figures))
    return sorted(figures, key=lambda figure: (figure.span.start, figure.metric or ""))


def _without_motives(sentence: Sentence, lowered: str, figures: list[Figure]) -> list[Figure]:
    """The figures without the deaths that those now killed were held to have caused: "killed a man accused of ..."."""
    starts = [each.span.start - sentence.start for each in figures if each.metric is Metric.KILLED]
    if len(starts) < 2:
        return figures
    later = (start for start in starts if start > min(starts))
    motives = {start for start in later if _MOTIVE.search(lowered, max(0, start - _MOTIVE_REACH), start)}
    return [each for each in figures if each.span.start - sentence.start not in motives]


def _suicides(sentence: Sentence, lowered: str, figures: list[Figure]) -> Iterator[Figure]:
    """The dead perpetrator: "killed his wife and then took his own life"."""
    dead = [figure for figure in figures if figure.metric is Metric.KILLED]
    if not dead or any(figure.group is Group.PERPETRATOR for figure in dead):
        return
    found = _SUICIDE.search(lowered, dead[0].span.end - sentence.start)
    if found is None or _NOT_DONE.search(lowered, max(0, found.start() - 30), found.end()):
        return
    if found[0].endswith("self") and not any(figure.rule.startswith("active.") for figure in dead):
        return
    span = Span(sentence.index, sentence.start + found.start(), sentence.start + found.end())
    yield Figure(span, 1, 1, Qualifier.EXACT, None, Group.PERPETRATOR, Metric.KILLED, "suicide.single", additional=True)


def _implied(sentence: Sentence, lowered: str, figures: list[Figure]) -> Iterator[Figure]:
    """At least one, where the words tell of a death or a wound and nothing counts it."""
    told = {figure.metric for figure in figures}
    if Metric.KILLED in told:
        return
    implied = lexicon().implied
    if multiple := _MULTIPLE.search(lowered):
        fatal = multiple[2] not in ("shooting", "stabbing")
        metric = Metric.KILLED if fatal else Metric.WOUNDED
        count = _TIMES[multiple[1]]
        if metric not in told:
            span = Span(sentence.index, sentence.start + multiple.start(), sentence.start + multiple.end())
            rule = "multiple.count" if fatal else "shot.count"
            yield Figure(span, count, count, Qualifier.EXACT, None, Group.TOTAL, metric, rule)
            return
    for name, metric, least in (
        ("killed_with_themselves", Metric.KILLED, 2),
        ("killed", Metric.KILLED, 1),
        ("wounded", Metric.WOUNDED, 1),
    ):
        matches = implied[name].find_matches_as_indexes(lowered) if metric not in told else ()
        for _, start, end in matches:
            if _ATTEMPTED.search(lowered, max(0, start - 30), start):
                continue
            span = Span(sentence.index, sentence.start + start, sentence.start + end)
            yield Figure(span, least, None, Qualifier.AT_LEAST, None, Group.TOTAL, metric, "implied.definite")
            return


def _strongest(bound: list[Bound]) -> list[Bound]:
    """One meaning a phrase: who was shot and died is dead."""
    best: dict[int, Bound] = {}
    for each in bound:
        key = id(each.phrase)
        if key not in best or each.metric is Metric.KILLED:
            best[key] = each
    return list(best.values())


def _figure(sentence: Sentence, tokens: Tokens, bound: Bound, *, cumulative: bool, including: bool) -> Figure:
    phrase = bound.phrase
    start, end = tokens.starts[phrase.first], tokens.ends[phrase.last - 1]
    if not (bound.joined or bound.part):
        start, end = min(start, tokens.starts[bound.verb]), max(end, tokens.ends[bound.verb])
    offset = sentence.start
    return Figure(
        span=Span(sentence.index, offset + start, offset + end),
        low=phrase.low,
        high=phrase.high,
        qualifier=phrase.qualifier,
        noun=phrase.noun,
        group=phrase.group,
        metric=bound.metric,
        rule=f"{'part' if bound.part else bound.rule}.{phrase.kind.value}{'.joined' if bound.joined else ''}",
        additional=phrase.additional or bound.joined,
        including=including,
        cumulative=cumulative and phrase.kind is Kind.COUNT,
        item=bound.item,
    )
