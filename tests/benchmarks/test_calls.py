"""Reading an article costs what it is known to cost: work creeps in a rule at a time, and no clock shows it."""

import pytest

from benchmarks.calls import calls
from benchmarks.read import articles
from pipeline import gazetteer
from seeds import ARTICLES

BUDGET = 2_450
"""Calls of functions an article over the sample articles, as ``python -m benchmarks.calls`` tells."""
TOLERANCE = 0.05
"""What versions of Python and a small rule may differ by."""


def test_an_article_takes_no_more_calls_than_its_budget() -> None:
    load_set = articles(ARTICLES)
    taken = calls(load_set, gazetteer.load()).total() / len(load_set)
    assert taken == pytest.approx(BUDGET, rel=TOLERANCE), (
        f"Reading takes {taken:,.0f} calls an article, not {BUDGET:,}. Where it grew, `python -m benchmarks.calls` "
        f"here and in the tree before names the functions; a guard or an earlier exit often takes it back. Where work "
        f"is worth that, or became less, set BUDGET, and say so in docs/performance.md."
    )


def test_the_same_articles_take_the_same_calls() -> None:
    load_set, places = articles(ARTICLES)[:5], gazetteer.load()
    assert calls(load_set, places) == calls(load_set, places)
