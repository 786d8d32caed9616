"""Figures and assertions of responsibility, with who makes them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

from pipeline.reading.attribution import words_of_blame
from pipeline.reading.claim_choice import of_act
from pipeline.reading.findings import Attribution, Figure, FoundClaim
from pipeline.reading.page import Page, Sentence
from schemas.values import Claim, Group, Metric, Qualifier, Span, Stance

__all__ = ["find_claims", "of_act"]

_BLAME: Final = ("blame", "accus", "responsib", "credit")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAID_ON: Final = re.compile(
    rf"\b(?:said|told|confirmed|announced|reported|stated)\s(?:on\s|late\s)?({'|'.join(_WEEKDAYS)})\b"
)


def find_claims(
    page: Page, figures: tuple[Figure, ...], attributions: tuple[Attribution, ...]
) -> tuple[FoundClaim, ...]:
    """All claims of the page, in the order of the text.

    Figures joined by "and" make one claim a group, and one of their sum for ``total`` where the groups differ. The
    article's own voice has no claimant. ``as_of`` is the day of saying where a weekday tells it, else of publication.
    """
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        by_sentence.setdefault(attribution.scope.sentence, []).append(attribution)
    published = page.article.published_at.date()
    found: list[FoundClaim] = []
    for chain in _chains(figures):
        sentence = page.sentences[chain[0].span.sentence]
        said = _innermost(chain[0].span, by_sentence.get(sentence.index, ()))
        day = _day_of_saying(sentence, published) if said else published
        found.extend(_of_chain(chain, said, day))
    whole = f"{page.article.title} {page.article.text}".lower()
    for sentence in page.sentences if any(word in whole for word in _BLAME) else ():
        found.extend(_of_blame(sentence, by_sentence.get(sentence.index, ()), published))
    return tuple(
        sorted(found, key=lambda each: (each.claim.span.sentence, each.claim.span.start) if each.claim.span else (0, 0))
    )


def _chains(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """Figures that "and" joins, together."""
    chain: list[Figure] = []
    for figure in figures:
        if figure.metric is None:
            continue
        if chain and figure.rule.endswith(".joined") and _continues(chain[-1], figure):
            chain.append(figure)
            continue
        if chain:
            yield chain
        chain = [figure]
    if chain:
        yield chain


def _continues(before: Figure, figure: Figure) -> bool:
    return (
        before.metric is figure.metric and before.span.sentence == figure.span.sentence and before.item == figure.item
    )


def _of_chain(chain: Sequence[Figure], said: Attribution | None, day: date) -> Iterator[FoundClaim]:
    groups = {figure.group for figure in chain}
    for group in sorted(groups):
        members = [figure for figure in chain if figure.group is group]
        if group is not Group.TOTAL or len(groups) == 1:
            yield _claim(members, group, said, day)
    if len(groups) > 1:
        yield _claim(chain, Group.TOTAL, said, day)


def _claim(members: Sequence[Figure], group: Group, said: Attribution | None, day: date) -> FoundClaim:
    first = members[0]
    lows = [figure.low for figure in members if figure.low is not None]
    highs = [figure.high for figure in members if figure.high is not None]
    rule = first.rule.removesuffix(".joined")
    if len(members) == 1 and first.additional and not first.rule.endswith(".joined"):
        rule += ".more"
    elif len(members) > 1 and rule.endswith((".single", ".definite", ".named")):
        rule = rule.rsplit(".", 1)[0] + ".count"
    claim = Claim(
        metric=first.metric or Metric.KILLED,
        group=group,
        low=sum(lows) if len(lows) == len(members) else None,
        high=sum(highs) if len(highs) == len(members) else None,
        qualifier=next(
            (figure.qualifier for figure in members if figure.qualifier is not Qualifier.EXACT), Qualifier.EXACT
        ),
        item=first.item,
        claimant=said.claimant if said else None,
        stance=said.stance if said else Stance.ASSERT,
        cumulative=any(figure.cumulative for figure in members),
        as_of=day,
        span=Span(first.span.sentence, first.span.start, max(figure.span.end for figure in members)),
    )
    return FoundClaim(claim, rule)


def _innermost(span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    around = [each for each in attributions if each.scope.start <= span.start and span.end <= each.scope.end + 1]
    return min(around, key=lambda each: each.scope.end - each.scope.start, default=None)


def _day_of_saying(sentence: Sentence, published: date) -> date:
    named = _SAID_ON.search(sentence.folded)
    if not named:
        return published
    return published - timedelta((published.weekday() - _WEEKDAYS.index(named[1])) % 7)


@cache
def _blame() -> tuple[re.Pattern[str], re.Pattern[str]]:
    claims, mutual = words_of_blame()
    name = r"[^\W_][^,;:\"]{1,60}?"
    return (
        re.compile(
            rf"(?:^|[,;.]\s|\band\s)(?P<one>{name})\s(?:(?:has|have|had|later|also)\s){{0,2}}(?P<verb>{claims})",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?:^|[,;.]\s)(?P<one>{name})\sand\s(?P<two>{name})\s(?:(?:has|have|had|also|both)\s){{0,3}}(?P<verb>{mutual})",
            re.IGNORECASE,
        ),
    )


def _of_blame(sentence: Sentence, attributions: Iterable[Attribution], published: date) -> Iterator[FoundClaim]:
    """Who says that they, or the others, did it."""
    text, lowered = sentence.text[:3000], sentence.folded[:3000]
    own, mutual = _blame()
    if ("blame" in lowered or "accus" in lowered) and (found := mutual.search(text)):
        for party in ("one", "two"):
            span = Span(sentence.index, sentence.start + found.start("one"), sentence.start + found.end("verb"))
            yield _responsibility(found[party], Stance.ACCUSE, span, published, "mutual_blame")
        return
    if ("responsib" in lowered or "credit" in lowered) and (found := own.search(text)):
        if not found["one"].lower().startswith(("no ", "nobody", "no-one", "none")):
            span = Span(sentence.index, sentence.start + found.start("one"), sentence.start + found.end("verb"))
            yield _responsibility(found["one"], Stance.ADMIT, span, published, "claimed_responsibility")
        return
    for each in attributions:
        if each.stance is Stance.ACCUSE:
            yield _responsibility(each.claimant, Stance.ACCUSE, each.scope, published, "accusation")


def _responsibility(claimant: str, stance: Stance, span: Span, published: date, rule: str) -> FoundClaim:
    name = claimant.removeprefix("The ").removeprefix("the ").strip()
    return FoundClaim(Claim(Metric.RESPONSIBILITY, claimant=name, stance=stance, as_of=published, span=span), rule)
