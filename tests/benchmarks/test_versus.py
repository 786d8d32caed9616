"""Contenders take turns over the same articles, and are told apart by what they read."""

import sys
from pathlib import Path

import pytest

from benchmarks.versus import compare
from seeds import ARTICLES
from tests.conftest import ROOT


def test_the_same_code_reads_the_same_in_as_many_turns() -> None:
    one, other = compare(ARTICLES, [f"{sys.executable}:{ROOT}"] * 2, sample=20, seed=0, rounds=2)
    assert one.digest == other.digest
    assert len(one.turns) == len(other.turns) >= 2
    assert all(seconds > 0 for seconds in one.turns)


def test_a_tree_without_the_pipeline_is_no_contender(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ChildProcessError):
        compare(ARTICLES, [f"{sys.executable}:{tmp_path}"], sample=1, seed=0, rounds=1)
    assert f"is not in {tmp_path}" in capfd.readouterr().err
