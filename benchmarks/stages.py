"""Reading an article stage by stage, each timed. Follows ``pipeline.reading.read``, without its short cuts.

The trigger scan is remembered, as it is there: what it takes is not in the stage of the triggers again.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from pipeline.gazetteer import Gazetteer
from pipeline.reading import actors, attribution, claims, figures, objects, persons, places, times
from pipeline.reading.acts import group
from pipeline.reading.assembly import assemble
from pipeline.reading.finders import Findings
from pipeline.reading.language import is_english
from pipeline.reading.page import prepare
from pipeline.reading.read import judged, told_in
from pipeline.reading.triggers import has_trigger
from pipeline.reading.victims import identify
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
    real, _ = watch.time("triggers, realis", lambda: judged(page))
    located = Findings(
        toponyms=watch.time("places", lambda: places.find_places(page, gazetteer)),
        times=watch.time("times", lambda: times.find_times(page)),
    )
    acts, _ = watch.time("acts", lambda: group(page, real, located.toponyms, located.times))
    watch.time("victims", lambda: identify(page, acts))
    told = told_in(acts)
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
