"""The metrics of several workers as those of one."""

import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from agents.metrics.collectors import PREFIX
from agents.metrics.health import WorkerState

TIMEOUT_SECONDS: Final = 2.0

GREATEST: Final = frozenset({f"{PREFIX}_lag_seconds", f"{PREFIX}_build_info", "process_max_fds"})
"""What does not add up. Of everything else the sum is meant."""
LEAST: Final = frozenset({"process_start_time_seconds"})
ONLY_RISES: Final = frozenset({"counter", "histogram"})

Labels = tuple[tuple[str, str], ...]
Key = tuple[str, Labels]


class Summed(Collector):
    """Reads the workers' pages when it is read.

    What a worker had counted before it died still counts: otherwise the sum would fall with every restart.

    Args:
        urls: of the workers' pages; one that does not answer counts with what it last had counted.
    """

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls
        self._last: dict[tuple[str, Key], float] = {}
        self._before: dict[tuple[str, Key], float] = {}
        self._pages: dict[str, str] = {}

    def describe(self) -> Iterable[Metric]:
        """Nothing is known beforehand."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Each family once, summed."""
        merged: dict[str, Metric] = {}
        values: dict[str, dict[Key, float]] = {}
        with ThreadPoolExecutor(len(self._urls)) as pool:
            pages = list(pool.map(_page, self._urls))
        for url, page in zip(self._urls, pages, strict=True):
            self._pages[url] = page or self._pages.get(url, "")
            for family in text_string_to_metric_families(self._pages[url]):
                if not page and family.type not in ONLY_RISES:
                    continue
                merged.setdefault(family.name, Metric(family.name, family.documentation, family.type))
                samples = values.setdefault(family.name, {})
                for sample in family.samples:
                    key = (sample.name, tuple(sorted(sample.labels.items())))
                    value = self._risen(url, key, sample.value) if family.type in ONLY_RISES else sample.value
                    samples[key] = _added(sample.name, samples.get(key), value)
        for name, family in merged.items():
            for (sample_name, labels), value in values[name].items():
                family.add_sample(sample_name, dict(labels), value)
        yield from merged.values()

    def running(self) -> int:
        """How many workers are ready."""
        state = f'{PREFIX}_worker_state{{state="{WorkerState.RUNNING}"}} 1.0'
        with ThreadPoolExecutor(len(self._urls)) as pool:
            return sum(state in page for page in pool.map(_page, self._urls))

    def _risen(self, url: str, key: Key, value: float) -> float:
        where = (url, key)
        if value < self._last.get(where, 0.0):
            self._before[where] = self._before.get(where, 0.0) + self._last[where]
        self._last[where] = value
        return self._before.get(where, 0.0) + value


def _added(name: str, known: float | None, value: float) -> float:
    if known is None:
        return value
    if name in GREATEST:
        return max(known, value)
    return min(known, value) if name in LEAST else known + value


def _page(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - a worker of ours
            body: bytes = answer.read()
    except OSError:
        return ""
    return body.decode()
