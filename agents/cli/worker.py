"""``conflict-stream worker``: articles in, events out, until told to stop."""

import sys
from typing import Annotated, Final

import typer

from agents.cli.options import Broker, examples, settings
from agents.crew import run_crew
from agents.worker import run_worker

EXAMPLES: Final = examples(
    "conflict-stream worker --broker kafka:9092",
    "conflict-stream worker --broker embedded --metrics-port 0",
    "conflict-stream worker --broker kafka:9092 --processes 4",
)


def worker(
    *,
    broker: Broker = None,
    metrics_port: Annotated[
        int | None, typer.Option(help="Where /metrics is served; 0 takes a free port.", show_default="9464")
    ] = None,
    processes: Annotated[
        int, typer.Option(help="Workers on this machine: one uses one core; what dies is started again.", min=1, max=64)
    ] = 1,
) -> None:
    """Run a worker: it reads articles, merges mentions and publishes events, until SIGTERM or Ctrl-C.

    Workers with the same group id share the work. 'conflict-stream settings' lists what else can be set.
    """
    chosen = settings(broker=broker, metrics_port=metrics_port)
    sys.exit(run_worker(chosen) if processes == 1 else run_crew(chosen, processes))
