"""Does confidence keep its promise? ``python -m evaluation.calibration DRAW VERDICTS``.

``DRAW`` is the output of ``evaluation.draw``; ``VERDICTS`` has a line for each event judged: its stratum, its number
there, and ``right`` or the cause of the error. Prints what share is right in each band of confidence, and the log-loss
beside that of one share for all, which any weights must beat.
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import Final

BANDS: Final = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
RIGHT: Final = "right"

_EVENT: Final = re.compile(r"^## (\S+) (\d+)\n.*confidence ([\d.]+)\]$", re.MULTILINE)
_LEAST: Final = 0.02
"""No loss is greater than that of this share."""

Judged = tuple[float, bool]
"""An event's confidence, and whether it is right."""


def judged(draw: str, verdicts: Iterable[str]) -> Iterator[Judged]:
    r"""The events of a draw that have a verdict.

    >>> list(judged("## sapa 1\nBombing, Goma  [incident, accomplished, confidence 0.7]", ["sapa 1 place"]))
    [(0.7, False)]
    """
    told = {(stratum, number): verdict for stratum, number, verdict in (line.split(maxsplit=2) for line in verdicts)}
    for stratum, number, confidence in _EVENT.findall(draw):
        verdict = told.get((stratum, number))
        if verdict is not None:
            yield float(confidence), verdict.strip() == RIGHT


def bands(events: Sequence[Judged]) -> Iterator[tuple[float, int, float]]:
    """The lower end of each band, how many events it has, and what share of them is right; empty bands are left out.

    >>> list(bands([(0.72, True), (0.74, False), (0.81, True)]))
    [(0.7, 2, 0.5), (0.8, 1, 1.0)]
    """
    for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
        inside = [right for confidence, right in events if low <= confidence < high]
        if inside:
            yield low, len(inside), sum(inside) / len(inside)


def log_loss(events: Sequence[Judged]) -> float:
    """The mean of what each confidence costs, in nats; less is better.

    >>> round(log_loss([(0.5, True), (0.5, False)]), 3)
    0.693
    """
    sure = [(min(1 - _LEAST, max(_LEAST, confidence)), right) for confidence, right in events]
    return -sum(log(share if right else 1 - share) for share, right in sure) / len(sure)


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("draw", type=Path)
    parser.add_argument("verdicts", type=Path)
    given = parser.parse_args()
    lines = (line for line in given.verdicts.read_text(encoding="utf-8").splitlines() if line.strip())
    events = list(judged(given.draw.read_text(encoding="utf-8"), lines))
    share = sum(right for _, right in events) / len(events)
    for low, number, right in bands(events):
        print(f"from {low:.2f}  {number:4} events  right {right:.2f}")
    flat = log_loss([(share, right) for _, right in events])
    print(f"log-loss {log_loss(events):.3f}; of one share for all, {share:.2f}: {flat:.3f}")


if __name__ == "__main__":
    main()
