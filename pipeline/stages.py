"""Work in stages, which several articles can pass side by side.

What a stage reads of code and tables puts the last one's out of the processor's caches, so that an article that is read
alone finds every stage cold. Where several pass a stage one after the other, only the first of them does.
"""

from collections.abc import Generator, Iterable
from typing import Final, TypeAlias, TypeVar, cast

TOGETHER: Final = 32
"""Works that pass their stages side by side: twice as many articles gain little more, and half as many lose a part."""

T = TypeVar("T")

Stages: TypeAlias = Generator[None, None, T]
"""Yields at the end of each stage but the last, and returns what came of them all."""


def alone(work: Stages[T]) -> T:
    """All stages of one work, one after the other."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast("T", end.value)


def abreast(works: Iterable[Stages[T]]) -> list[T]:
    """What comes of each work, in order; none begins a stage before all that have the stage before are done with it."""
    results: dict[int, T] = {}
    going = dict(enumerate(works))
    while going:
        for number, work in tuple(going.items()):
            try:
                next(work)
            except StopIteration as end:
                results[number] = end.value
                del going[number]
    return [results[number] for number in sorted(results)]
