"""Where an export goes: a file, whole or not at all, or standard output for as long as somebody reads it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.cli.export import put
from agents.cli.failure import Failure

ENDLESS = "import itertools; from agents.cli.export import put; put('-', itertools.repeat(b'x' * 65536))"


def test_a_reader_that_has_enough_ends_it_without_a_traceback() -> None:
    with subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(3) == b"xxx"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(b"old")
    seen = []

    def pieces() -> Iterator[bytes]:
        yield b"new"
        seen.append(file.read_bytes())
        yield b"er"

    put(str(file), pieces())
    assert (seen, file.read_bytes()) == ([b"old"], b"newer")
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_what_fails_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(Failure, match="No space left on device"):
        put(str(file), pieces())
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]
