"""A server as a child process: on a free port, and never left behind."""

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

PR_SET_PDEATHSIG: Final = 1
LOOPBACK: Final = "127.0.0.1"


class BrokerError(RuntimeError):
    """A broker cannot be started. The message is one line."""


class BrokerProcess:
    """A running broker. ``address`` is where clients find it; leaving the context ends it."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]", port: int, log: Path, grace: float = 0.0) -> None:
        self.name = name
        self.process = process
        self.port = port
        self.address = f"{LOOPBACK}:{port}"
        self.log = log
        self._grace = grace
        self.scratch: Path | None = None
        """A folder that nobody needs after the broker's end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait_until_open(self, timeout: float) -> None:
        """Wait until the port is open.

        Raises:
            BrokerError: the server ended, or its port is still closed after ``timeout`` seconds.
        """
        deadline = time.monotonic() + timeout
        while not _is_open(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                lines = self.log.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
                raise BrokerError(f"{self.name} did not start: {lines[-1]}")
            time.sleep(0.01)

    def stop(self) -> None:
        """End the process and wait for its end. What it keeps in memory is gone."""
        if self._grace:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self._grace)
        self.process.kill()
        self.process.wait()
        if self.scratch is not None:
            shutil.rmtree(self.scratch, ignore_errors=True)


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
    return port


def start(  # noqa: PLR0913 - all but three by name
    command: Sequence[str], port: int, log: Path, *, environment: Mapping[str, str], timeout: float, grace: float = 0.0
) -> BrokerProcess:
    """Start a server and wait until its port is open.

    Raises:
        BrokerError: the server ended, or its port is still closed after ``timeout`` seconds.
    """
    broker = launch(command, port, log, environment=environment, grace=grace)
    broker.wait_until_open(timeout)
    return broker


def launch(
    command: Sequence[str], port: int, log: Path, *, environment: Mapping[str, str], grace: float = 0.0
) -> BrokerProcess:
    """Start a server, and wait for nothing. The child is killed when the thread that started it ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the command is this program's own
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            preexec_fn=DiesWithParent(os.getpid()),  # noqa: PLW1509 - only a system call in the child
        )
    return BrokerProcess(Path(command[0]).name, process, port, log, grace)


def _is_open(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex((LOOPBACK, port)) == 0


class DiesWithParent:
    """Runs in the child between fork and exec. The library is loaded before the fork, where locks are safe."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._prctl = getattr(ctypes.CDLL(None), "prctl", None)
        """Linux has it; elsewhere an orphan has to be ended by hand."""

    def __call__(self) -> None:
        """Take the child from the terminal's group, and tie it to its parent."""
        os.setpgrp()
        if self._prctl is not None:
            self._prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self._parent:
            os._exit(1)
