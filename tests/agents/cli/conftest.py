"""Commands run as a user would, and events and articles to run them on."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from agents.cli import main
from schemas.codec import decode
from schemas.event import Event

EXAMPLE = Path(__file__).parents[3] / "schemas" / "examples" / "event" / "good" / "full.json"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and its exit status."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def event() -> Event:
    return decode(EXAMPLE.read_bytes(), Event)


@pytest.fixture
def article() -> Callable[..., dict[str, Any]]:
    def article(name: str = "a-1", **fields: Any) -> dict[str, Any]:
        return {"id": name, "published_at": "2024-08-13T06:00:00Z", "text": "Rain fell on the coast.", **fields}

    return article


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., Path]:
    def jsonl(*lines: dict[str, Any] | bytes, name: str = "articles.jsonl") -> Path:
        file = tmp_path / name
        file.write_bytes(b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines))
        return file

    return jsonl


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> str:
    """Topics of this test's own, on a broker that others use too."""
    prefix = f"t{uuid.uuid4().hex[:8]}."
    monkeypatch.setenv("CONFLICT_STREAM_TOPIC_PREFIX", prefix)
    monkeypatch.setenv("CONFLICT_STREAM_GROUP_ID", prefix.rstrip("."))
    return prefix
