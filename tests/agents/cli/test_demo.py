"""The demo, as a newcomer runs it: it shows events, sums up, ends, and leaves nothing behind."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.brokers.embedded import is_installed
from agents.page import assets

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="the extra 'embedded' is not installed"),
]
COMMAND = [sys.executable, "-m", "agents.cli", "demo"]
DEADLINE = 150.0
"""More than the demo itself allows its broker, worker and page together: on a busy machine a start takes a minute."""
CHILDREN = 3 if assets.is_installed() else 2


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def demo(temporary: Path) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        COMMAND,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary), "CONFLICT_STREAM_BROKER": "elsewhere:9092"},
    )
    yield process
    process.kill()
    process.communicate()


def first_line(demo: "subprocess.Popen[str]") -> str:
    assert demo.stdout is not None
    assert demo.stderr is not None
    ready, _, _ = select.select([demo.stdout], [], [], DEADLINE)
    assert ready, "no event came"
    line = demo.stdout.readline()
    assert line, demo.stderr.read()
    return line


def children(parent: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(stat.parent.name)
    return found


def is_gone(process: str) -> bool:
    return not Path(f"/proc/{process}").exists()


def test_the_demo_once_says_where_everything_is_sums_up_and_ends_with_status_0(temporary: Path) -> None:
    ran = subprocess.run(
        [*COMMAND, "--once"],
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert ran.returncode == 0, ran.stderr
    assert sum(line.startswith("+ 2024-08-") for line in ran.stdout.splitlines()) > 10
    summary = re.search(r"(\d+) articles -> (\d+) mentions -> (\d+) events", ran.stderr)
    assert summary is not None, ran.stderr
    articles, mentions, events = map(int, summary.groups())
    assert articles >= mentions >= events > 10
    assert re.search(r"\d+ of \d+ expected events came out as expected", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert list(temporary.iterdir()) == []
    broker = re.search(r"broker +(127\.0\.0\.1:\d+)", ran.stderr)
    assert broker is not None
    assert re.search(r"metrics +http://127\.0\.0\.1:\d+/metrics", ran.stderr)
    for command in ("conflict-stream produce", "conflict-stream tail", "kcat -P", "kcat -C"):
        (line,) = (line for line in ran.stderr.splitlines() if command in line)
        assert broker[1] in line


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_ends_cleanly_when_told_to(
    demo: "subprocess.Popen[str]", temporary: Path, stop: signal.Signals
) -> None:
    assert first_line(demo).startswith("+ ")
    started = children(demo.pid)
    assert len(started) == CHILDREN
    demo.send_signal(stop)
    _, err = demo.communicate(timeout=DEADLINE)
    assert demo.returncode == 0
    assert "Traceback" not in err
    assert [process for process in started if not is_gone(process)] == []
    assert list(temporary.iterdir()) == []


def test_a_killed_demo_takes_its_children_with_it(demo: "subprocess.Popen[str]") -> None:
    first_line(demo)
    started = children(demo.pid)
    assert len(started) == CHILDREN
    demo.kill()
    deadline = time.monotonic() + DEADLINE
    while not all(is_gone(process) for process in started) and time.monotonic() < deadline:
        os.sched_yield()
    assert all(is_gone(process) for process in started)


def test_a_worker_that_ends_ends_the_demo_with_its_last_words(demo: "subprocess.Popen[str]") -> None:
    first_line(demo)
    (worker,) = (
        process for process in children(demo.pid) if b"\0worker\0" in Path(f"/proc/{process}/cmdline").read_bytes()
    )
    os.kill(int(worker), signal.SIGKILL)
    _, err = demo.communicate(timeout=DEADLINE)
    assert demo.returncode == 1
    assert "the worker has ended" in err
    assert "Traceback" not in err
