"""``/metrics``, ``/livez`` and ``/readyz``, served from their own thread: a busy event loop cannot delay a scrape."""

import socketserver
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Final

from prometheus_client import CollectorRegistry, disable_created_metrics
from prometheus_client.exposition import choose_encoder

from agents.metrics.health import Answer, Health
from agents.settings import PREFIX

LOOPBACK: Final = "127.0.0.1"


class MetricsServer:
    """A running server; ``close`` ends it. ``port`` is the real one, also where 0 was asked for."""

    def __init__(self, server: socketserver.BaseServer, host: str, port: int) -> None:
        self._server = server
        self.host = host
        self.port = port

    @property
    def url(self) -> str:
        """Where the metrics are."""
        return f"http://{self.host}:{self.port}/metrics"

    def close(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()


def serve(registry: CollectorRegistry, health: Health, host: str = LOOPBACK, port: int = 0) -> MetricsServer:
    """Start serving.

    The series ``*_created`` that the client library adds to each counter are switched off, for the whole process:
    they double what Prometheus stores, and it has no use for them.

    Raises:
        OSError: the address is taken, or not ours; the message names it and the setting.
    """
    disable_created_metrics()  # type: ignore[no-untyped-call]
    try:
        server = _Server((host, port), _handler(registry, health))
    except OSError as error:
        why = f"cannot serve metrics on {host}:{port}: {error.strerror or error}; {PREFIX}METRICS_PORT names another"
        raise OSError(why) from None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="metrics", daemon=True).start()
    return MetricsServer(server, host, server.server_address[1])


class _Server(socketserver.ThreadingTCPServer):
    """Not ``http.server.HTTPServer``: that asks the name service for the host's name before it listens."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


def _handler(registry: CollectorRegistry, health: Health) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/metrics":
                    encode, content_type = choose_encoder(self.headers.get("Accept", ""))
                    self._reply(HTTPStatus.OK, content_type, encode(registry))
                case "/livez":
                    self._answer(health.live())
                case "/readyz":
                    self._answer(health.ready())
                case _:
                    self._reply(HTTPStatus.NOT_FOUND, "text/plain", b"try /metrics, /livez or /readyz\n")

        def _answer(self, answer: Answer) -> None:
            status = HTTPStatus.OK if answer.ok else HTTPStatus.SERVICE_UNAVAILABLE
            self._reply(status, "text/plain; charset=utf-8", f"{answer.why}\n".encode())

        def _reply(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Scrapes are not news."""

    return Handler
