"""Published events to be judged by eye: ``python -m evaluation.draw --data DIR --seed 1``.

Reads and merges the load set, each source as one replay with the default settings, and prints a sample of what is
published, by stratum: every record with the sentence that gave it and what stands around it. ``--without`` takes the
output of earlier draws, whose articles are then left out, so that rules are judged on what they were not mended on.
"""

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

from evaluation.lines import article, lines
from pipeline.gazetteer import Gazetteer, load
from pipeline.merging.rules import Rules
from pipeline.replay import replay
from schemas.article import Article
from schemas.event import Event, MentionReference
from schemas.values import Toll

STRATA: Final = {"te3s": 50, "guardian": 30, "sapa": 30, "ipe": 30, "LGL": 30, "muc": 30}
"""How many events to judge, by the source that an article's id begins with."""

RULES: Final = Rules(horizon=None)
AROUND: Final = 450
"""Characters shown before and after the sentence."""

_DRAWN: Final = re.compile(r"^article: (\S+)", re.MULTILINE)


def draw(events: Iterable[Event], number: int, seed: int) -> list[Event]:
    """So many of them, the same ones for the same seed, in the order of their ids."""
    known = sorted(events, key=lambda event: event.event_id)
    chosen = random.Random(seed).sample(range(len(known)), min(number, len(known)))  # noqa: S311 - a sample, not a secret
    return [known[place] for place in sorted(chosen)]


def show(event: Event, articles: Mapping[str, Article]) -> Iterator[str]:
    """The record and its first report, as lines to judge it by."""
    date, place = event.date, event.location
    yield f"{event.headline}  [{event.kind}, {event.outcome}, confidence {event.confidence.overall}]"
    yield f"type: {event.type}"
    yield f"date: {date.start} to {date.end}, {date.precision}, {date.basis}, {date.text!r}"
    yield f"place: {place.name}, {place.admin1}, {place.country}, {place.precision}, {place.basis}, {place.venue or ''}"
    yield "actors: " + "; ".join(f"{actor.role} {actor.canonical} ({actor.sector})" for actor in event.actors)
    harm = event.casualties
    tolls = {"killed": harm.killed, "wounded": harm.wounded, "captured": harm.captured, "displaced": harm.displaced}
    yield "tolls: " + ", ".join(f"{name} {_range(toll)}" for name, toll in tolls.items() if toll is not None)
    yield "things: " + "; ".join([*(one.name for one in event.weapons), *(one.name for one in event.targets)])
    yield f"reports: {event.mention_count}"
    yield from _told(event.mentions[0], articles[event.mentions[0].article_id])


def _range(toll: Toll) -> str:
    return f"{toll.total.low}/{toll.total.best}/{toll.total.high}"


def _told(mention: MentionReference, source: Article) -> Iterator[str]:
    yield f"article: {source.id}"
    yield f"published: {source.published_at:%A %Y-%m-%d}; title: {source.title}"
    yield f"begins: {' '.join(source.text[:150].split())}"
    start = mention.sentence_start or 0
    in_title = any(one.field == "trigger" and one.span.sentence == 0 for one in mention.evidence)
    before = "" if in_title else source.text[max(0, start - AROUND) : start]
    end = 0 if in_title else start + len(mention.sentence or "")
    words = f"{before}>>>{mention.sentence}<<<{source.text[end : end + AROUND]}"
    yield "told: " + " ".join(words.split())


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the public sets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=Path, nargs="*", default=(), help="earlier draws")
    given = parser.parse_args()
    gazetteer = load()
    before = {name for path in given.without for name in _DRAWN.findall(path.read_text(encoding="utf-8"))}
    for stratum, articles in _strata(given.data / "load" / "stream_dev.jsonl"):
        events = _published(articles, gazetteer)
        left = [event for event in events if before.isdisjoint(one.article_id for one in event.mentions)]
        chosen = draw(left, STRATA[stratum], given.seed)
        print(
            f"# {stratum}: {len(chosen)} of {len(left)} drawn; {len(articles)} articles published {len(events)} events"
        )
        sources = {one.id: one for one in articles}
        for number, event in enumerate(chosen, 1):
            print(f"\n## {stratum} {number}", *show(event, sources), sep="\n", flush=True)
        print()


def _strata(path: Path) -> Iterator[tuple[str, list[Article]]]:
    """The articles of each stratum, in the order of publication."""
    known = [article(line) for line in lines(path)]
    known.sort(key=lambda one: (_stratum(one), one.published_at, one.id))
    for stratum, articles in groupby(known, key=_stratum):
        if stratum in STRATA:
            yield stratum, list(articles)


def _stratum(source: Article) -> str:
    return source.id.partition("-")[0]


def _published(articles: Iterable[Article], gazetteer: Gazetteer) -> tuple[Event, ...]:
    return replay(articles, gazetteer, RULES).events


if __name__ == "__main__":
    main()
