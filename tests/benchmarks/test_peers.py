"""Every peer of the benchmark is a program with an environment that is pinned."""

import tomllib

import pytest

from benchmarks.meter import Meter, job
from benchmarks.stream import PEERS
from tests.conftest import ROOT


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_is_a_program_whose_library_is_pinned(peer: str) -> None:
    assert (ROOT / "benchmarks" / "peers" / f"{peer}.py").exists()
    library, *_ = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"][f"bench-{peer}"]
    assert "==" in library


def test_make_installs_every_peer() -> None:
    assert f"for peer in {' '.join(PEERS)};" in (ROOT / "Makefile").read_text()


def test_a_command_line_is_a_job() -> None:
    found = job(["broker:9092", "in", "out", "log", "group", "30", "0.0002"])
    assert (found.broker, found.articles, found.events, found.changelog, found.group, found.meter.messages) == (
        *("broker:9092", "in", "out", "log", "group"),
        30,
    )


def test_a_meter_is_done_after_its_messages() -> None:
    meter = Meter(2, 0.0)
    meter.message()
    assert not meter.is_done
    meter.message()
    assert meter.is_done
