"""``conflict-stream health``: whether a worker is well, for containers and for people."""

import http.client
from typing import Annotated, Final

import typer

from agents.cli.failure import Failure
from agents.cli.options import examples, settings
from agents.cli.terminal import plain, results

TIMEOUT_SECONDS: Final = 3.0

EXAMPLES: Final = examples("conflict-stream health", "conflict-stream health --live --port 9464")


def health(
    *,
    live: Annotated[bool, typer.Option("--live", help="Only whether it is alive; it may be joining still.")] = False,
    host: Annotated[str | None, typer.Option(help="Where the worker serves its metrics.", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="On which port.", show_default="9464", min=1, max=65_535)] = None,
) -> None:
    """Ask a worker on this machine whether it is ready. Exit status 0: it is; 1: it is not, and why."""
    chosen = settings(metrics_host=host, metrics_port=port)
    where = chosen.metrics_host if chosen.metrics_host != "0.0.0.0" else "127.0.0.1"  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(where, chosen.metrics_port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/livez" if live else "/readyz")
        answer = connection.getresponse()
        said = plain(answer.read(500).decode(errors="replace").strip())
    except (OSError, http.client.HTTPException) as error:
        raise Failure(f"no worker answers at {where}:{chosen.metrics_port}: {error}") from None
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise Failure(said)
    results().print(said)
