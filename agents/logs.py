"""What a worker says on standard error."""

import logging
import sys
import time
from collections.abc import Callable
from typing import Final

from aiokafka.errors import GroupCoordinatorNotAvailableError

FORMAT: Final = "%(asctime)s %(levelname)s %(message)s"
CHATTY: Final = (
    "aiokafka",
    "faust",
    "mode",
    "agents.stream.app",
    "agents.stream.consumer",
    "agents.stream.recovery",
    "agents.stream.state",
    "agents.stream.thread",
)
"""Loggers that tell of every start and stop of a part; mode names them after the part's module."""
TELLS_SECRETS: Final = "aiokafka.conn"
"""At its debug level it writes every request, the one with the password too."""
AGAIN_SECONDS: Final = 30.0


class Sparing(logging.Filter):
    """Lets a message of a client through once in a while: aiokafka repeats itself many times a second.

    Args:
        name: of the logger that is meant.
        clock: seconds that never go back.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(name)
        self._clock = clock
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is another logger's, or its message was not said lately."""
        if not super().filter(record):
            return True
        now = self._clock()
        if now - self._said.get(str(record.msg), -AGAIN_SECONDS) < AGAIN_SECONDS:
            return False
        self._said[str(record.msg)] = now
        return True


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record is more than that a broker, asked by its first group, is still making the topic of groups.

    aiokafka logs that as an error and asks again. Where it does not pass, the worker is not ready, which is told.
    """
    return not any(isinstance(one, GroupCoordinatorNotAvailableError) for one in record.args or ())


def log_to_stderr(level: str) -> None:
    """Log from this level on; Kafka's clients and Faust only their warnings, unless it is ``debug``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.basicConfig(level=level.upper(), handlers=[handler])
    logging.getLogger(TELLS_SECRETS).setLevel(logging.INFO)
    if level != "debug":
        handler.addFilter(Sparing("aiokafka"))
        handler.addFilter(is_news)
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
