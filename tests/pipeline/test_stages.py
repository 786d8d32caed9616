"""Several works that pass their stages side by side come to what each comes to alone."""

from itertools import count, cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.read import articles
from pipeline import gazetteer
from pipeline.reading import read, read_all
from pipeline.stages import TOGETHER, Stages, abreast, alone
from seeds import ARTICLES

LENGTHS = st.lists(st.integers(0, 5), max_size=8)


def _work(name: int, stages: int, log: list[tuple[int, int]]) -> Stages[int]:
    for stage in range(stages):
        log.append((stage, name))
        yield
    return name


@given(LENGTHS)
def test_each_stage_is_done_for_all_before_the_next_begins(lengths: list[int]) -> None:
    log: list[tuple[int, int]] = []
    abreast(_work(name, stages, log) for name, stages in enumerate(lengths))
    assert log == sorted(log)
    assert len(log) == sum(lengths)


@given(LENGTHS)
def test_results_come_in_the_order_of_the_works(lengths: list[int]) -> None:
    assert abreast(_work(name, stages, []) for name, stages in enumerate(lengths)) == list(range(len(lengths)))


def test_one_work_alone_passes_all_its_stages() -> None:
    log: list[tuple[int, int]] = []
    assert alone(_work(7, 3, log)) == 7
    assert log == [(0, 7), (1, 7), (2, 7)]


def test_what_fails_in_one_work_is_not_hidden_by_the_others() -> None:
    def failing() -> Stages[int]:
        yield
        raise ValueError("a stage failed")

    with pytest.raises(ValueError, match="a stage failed"):
        abreast((_work(0, 3, []), failing()))


def test_articles_side_by_side_read_as_each_alone() -> None:
    places = gazetteer.load()
    some = articles(ARTICLES)
    many = (some * (2 * TOGETHER // len(some) + 1))[: 2 * TOGETHER + 1]
    assert list(read_all(many, places)) == [read(article, places) for article in many]


def test_background_is_read_side_by_side_too() -> None:
    places = gazetteer.load()
    some = articles(ARTICLES)[:TOGETHER]
    expected = [read(article, places, background=True) for article in some]
    assert list(read_all(some, places, background=True)) == expected


def test_no_more_articles_are_taken_than_are_read_side_by_side() -> None:
    numbers = count()
    endless = (article for _, article in zip(numbers, cycle(articles(ARTICLES)), strict=False))
    next(read_all(endless, gazetteer.load()))
    assert next(numbers) == TOGETHER
