"""A worker's own figures, read from its ``/metrics`` as Prometheus would."""

import asyncio
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client.parser import text_string_to_metric_families

TIMEOUT_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Scrape:
    """The samples of one moment."""

    samples: Mapping[tuple[str, tuple[str, ...]], float]
    """By name, and the values of the labels in the order of their names."""

    def total(self, name: str) -> int:
        """The sum over all labels."""
        return int(sum(value for (found, _), value in self.samples.items() if found == name))

    def by(self, name: str) -> dict[str, int]:
        """The samples that are not zero, by their label."""
        return {labels[0]: int(value) for (found, labels), value in self.samples.items() if found == name and value}


async def scrape(url: str) -> Scrape:
    """Read ``/metrics``.

    Raises:
        OSError: nobody answers there.
    """
    text = await asyncio.to_thread(_get, url)
    return Scrape(
        {
            (
                sample.name,
                tuple(sample.labels[name] for name in sorted(sample.labels)),
            ): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }
    )


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - the address is our own worker's
        body: bytes = answer.read()
    return body.decode()
