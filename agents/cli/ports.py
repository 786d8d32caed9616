"""Ports for what the demo starts: the usual ones, so that example configurations and bookmarks find them."""

import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from agents.brokers.process import LOOPBACK, BrokerError, free_port


@dataclass(frozen=True, slots=True)
class Port:
    """A port to listen on, and the usual one that it stands in for, if that was taken."""

    number: int
    instead_of: int | None = None

    @property
    def note(self) -> str:
        """What to tell of it; nothing where it is the usual one."""
        return f"  (another program has {self.instead_of})" if self.instead_of else ""


def choose(usual: int, wanted: int | None, option: str) -> Port:
    """The port that was asked for by an option; else the usual one, or any other where that is taken.

    Raises:
        BrokerError: the one that was asked for is taken.
    """
    if wanted == 0:
        return Port(free_port())
    if _is_free(usual if wanted is None else wanted):
        return Port(usual if wanted is None else wanted)
    if wanted is not None:
        raise BrokerError(f"port {wanted} is taken: {option} names another, and 0 takes a free one")
    return Port(free_port(), instead_of=usual)


@contextmanager
def in_turn() -> Iterator[None]:
    """Keep other demos of this machine from choosing until what was chosen is listened on.

    The lock is on the folder for temporary files itself: a file of our own would be left behind.
    """
    folder = os.open(tempfile.gettempdir(), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
