"""What the user can put right: told in one line, without a traceback."""

from typing import Final

USAGE: Final = 2
"""Exit status where the command itself was wrong."""


class Failure(Exception):  # noqa: N818 - what the user reads is no error of ours
    """Ends the command. ``exit_code`` is 1, or ``USAGE``."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
