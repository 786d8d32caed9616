"""Reading an article stage by stage, each timed. Follows ``pipeline.reading.read``, without its short cuts."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from pipeline.gazetteer import Gazetteer
from pipeline.reading import actors, attribution, claims, figures, objects, persons, places, times
from pipeline.reading.acts import group
from pipeline.reading.assembly import assemble
from pipeline.reading.finders import Findings
from pipeline.reading.grievance import grievances
from pipeline.reading.language import is_english
from pipeline.reading.page import prepare
from pipeline.reading.realis import judge
from pipeline.reading.summaries import needs_all_claims
from pipeline.reading.triggers import find_triggers, has_trigger
from schemas.article import Article

T = TypeVar("T")


class _Watch:
    """Collects the time of named pieces of work."""

    def __init__(self) -> None:
        self.spent: list[tuple[str, float]] = []

    def time(self, name: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        result = work()
        self.spent.append((name, time.process_time() - started))
        return result


def stages(article: Article, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """The name of each stage, and the seconds that it took."""
    watch = _Watch()
    watch.time("trigger scan", lambda: has_trigger(article))
    watch.time("language", lambda: is_english(article.text or article.title))
    page = watch.time("page", lambda: prepare(article))
    triggers = watch.time("triggers", lambda: find_triggers(page))
    refused = {drop.span for drop in watch.time("grievances", lambda: grievances(page, triggers))}
    real = watch.time(
        "realis", lambda: [one for one in triggers if one.span not in refused and judge(page, one) is None]
    )
    located = Findings(
        toponyms=watch.time("places", lambda: places.find_places(page, gazetteer)),
        times=watch.time("times", lambda: times.find_times(page)),
    )
    acts, _ = watch.time("acts", lambda: group(page, real, located.toponyms, located.times))
    told = None if needs_all_claims(acts) else frozenset(index for act in acts for index in act.sentences)
    said = watch.time("attribution", lambda: attribution.find_attributions(page))
    counted = watch.time("figures", lambda: figures.find_figures(page, told))
    found = replace(
        located,
        actors=watch.time("actors", lambda: actors.find_actors(page)),
        persons=watch.time("persons", lambda: persons.find_persons(page, told)),
        claims=watch.time("claims", lambda: claims.find_claims(page, counted, said)),
        weapons=watch.time("weapons", lambda: objects.find_weapons(page, told)),
        targets=watch.time("targets", lambda: objects.find_targets(page, told)),
    )
    watch.time("assembly", lambda: assemble(page, acts, found))
    yield from watch.spent
