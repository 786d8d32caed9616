"""``conflict-stream version``: what is running."""

import platform
from importlib.metadata import version as installed
from typing import Final

from agents.cli.options import examples
from agents.cli.terminal import results

EXAMPLES: Final = examples("conflict-stream version")


def version() -> None:
    """Print the versions of this program and of what it stands on."""
    results().print(f"conflict-stream {installed('conflict-stream')}")
    for name in ("faust-streaming", "aiokafka"):
        results().print(f"{name} {installed(name)}", style="dim")
    results().print(f"Python {platform.python_version()}", style="dim")
