"""Commands that need no broker: what they print, and how they fail."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
import pytest
import typer
from prometheus_client import CollectorRegistry

from agents.brokers.process import free_port
from agents.cli import command_line
from agents.metrics import Health, WorkerState, serve
from agents.settings import Settings
from schemas.topics import ARTICLES

Run = Callable[..., Any]
Given = Callable[..., dict[str, Any]]
Jsonl = Callable[..., Path]
COMMANDS = (
    "worker",
    "demo",
    "produce",
    "tail",
    "export",
    "replay",
    "explain",
    "page",
    "topics",
    "dlq",
    "correct",
    "health",
    "settings",
    "schemas",
    "version",
)


def test_help_lists_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert [name for name in COMMANDS if name not in ran.out] == []


def commands(group: Any = None, *names: str) -> list[tuple[str, ...]]:
    """Every command, and every one of a group."""
    found: Any = group or typer.main.get_command(command_line([]))
    return [
        path
        for name, one in found.commands.items()
        for path in [(*names, name), *(commands(one, name) if hasattr(one, "commands") else [])]
    ]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_has_help_with_examples(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert ran.code == 0
    assert f"conflict-stream {' '.join(command)}" in ran.out.split("Examples:")[1]


def test_the_command_list_is_whole() -> None:
    assert {path[0] for path in commands()} == set(COMMANDS)


def test_no_command_shows_local_variables_when_it_breaks() -> None:
    assert not command_line([]).pretty_exceptions_enable


def test_a_command_imports_no_more_than_it_needs() -> None:
    code = "import sys; from agents.cli import command_line; command_line(['health']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "agents.cli.health" in loaded
    assert [name for name in ("faust", "aiokafka", "pipeline.reading", "agents.cli.tail") if name in loaded] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["nonsense"], 2, "No such command", id="an unknown command"),
        pytest.param(["produce"], 2, "FILE", id="a missing argument"),
        pytest.param(["produce", "nowhere.jsonl"], 1, "nowhere.jsonl: no such file", id="a missing file"),
        pytest.param(["export", "events.xlsx"], 2, "--format geojson, csv or parquet", id="an unknown kind of file"),
        pytest.param(["export", "--bbox", "1,2"], 2, "west,south,east,north", id="half a box to export"),
        pytest.param(["tail", "--country", "Ukraine"], 2, "ISO 3166-1", id="a country by name"),
        pytest.param(["tail", "--type", "war"], 2, "--type", id="an unknown type"),
        pytest.param(["tail", "--bbox", "1,2"], 2, "west,south,east,north", id="half a box"),
        pytest.param(["tail", "--since", "recently"], 2, "write 90m, 12h or 2d", id="a vague time"),
        pytest.param(["tail", "--type", "abducton"], 2, "did you mean abduction?", id="a type misspelt"),
        pytest.param(["tail", "--type", "shelling"], 2, "did you mean shelling_or_missile?", id="half a type"),
        pytest.param(["dlq", "list", "--reason", "x"], 2, "--reason 'x' is none of not_json", id="an unknown reason"),
        pytest.param(["replay", "x", "--json", "--table"], 2, "give one of them", id="two layouts at once"),
        pytest.param(["tail", "--broker", "kafka"], 2, "CONFLICT_STREAM_BROKER", id="an address without port"),
        pytest.param(["tail", "--broker", "embedded"], 2, "embedded broker's address", id="somebody's embedded broker"),
        pytest.param(["dlq", "retry"], 2, "say which", id="a retry of nothing"),
        pytest.param(["schemas", "nonsense"], 2, "article", id="an unknown schema"),
        pytest.param(["replay", "nowhere"], 1, "no such file", id="a replay of nothing"),
    ],
)
def test_what_the_user_got_wrong_is_told_without_a_traceback(
    run: Run, arguments: list[str], code: int, said: str
) -> None:
    ran = run(*arguments)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert "Value error" not in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "command", [["tail"], ["topics", "ensure"], ["topics", "describe"], ["dlq", "list"]], ids=" ".join
)
def test_a_broker_that_is_away_is_told_in_one_line(run: Run, command: list[str]) -> None:
    ran = run(*command, "--broker", f"127.0.0.1:{free_port()}")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "no broker answers at 127.0.0.1:" in ran.err


def test_a_file_name_cannot_write_to_the_terminal(run: Run) -> None:
    ran = run("replay", "bad\x1b[2Jname")
    assert ran.code == 1
    assert "\x1b" not in ran.err


def test_settings_print_an_environment_file_with_every_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_HORIZON_DAYS", "30")
    lines = run("settings").out.splitlines()
    values = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert set(values) == {f"CONFLICT_STREAM_{name.upper()}" for name in Settings.model_fields}
    assert values["CONFLICT_STREAM_HORIZON_DAYS"] == "30"


def test_settings_hide_secrets(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_SASL_PASSWORD", "hunter2")
    for ran in (run("settings"), run("settings", "--json")):
        assert "hunter2" not in ran.out
        assert "(hidden)" in ran.out


def test_settings_that_make_no_sense_are_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_METRICS_PORT", "ninety")
    ran = run("settings")
    assert ran.code == 2
    assert "CONFLICT_STREAM_METRICS_PORT" in ran.err


def test_schemas_list_and_print(run: Run) -> None:
    listed = run("schemas").out
    assert {"article", "event"} <= {line.split()[0] for line in listed.splitlines()}
    assert "$schema" in orjson.loads(run("schemas", "event").out)


def test_committed_schemas_are_in_step(run: Run) -> None:
    assert run("schemas", "--check").code == 0


def test_topics_are_described_without_a_broker(run: Run) -> None:
    ran = run("topics", "describe", "--offline")
    assert ran.code == 0
    assert ARTICLES.name in ran.out
    assert ARTICLES.dead_letters.name in ran.out


def test_every_setting_is_explained(run: Run) -> None:
    lines = run("settings").out.splitlines()
    values = [number for number, line in enumerate(lines) if not line.startswith("#")]
    assert [lines[number] for number in values if not lines[number - 1].startswith("# ")] == []


def test_a_misspelt_setting_is_told_of_with_the_nearest_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_STREAM_HORIZON_DAY", "30")
    ran = run("settings")
    assert ran.code == 0
    assert "CONFLICT_STREAM_HORIZON_DAY is no setting and changes nothing" in ran.err
    assert "did you mean CONFLICT_STREAM_HORIZON_DAYS?" in ran.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAUST_WEB_PORT", "1"),
        ("SERVICE_HOST", "10.0.0.1"),
        ("PORT_9464_TCP", "x"),
        ("PORT", "tcp://10.0.0.1:9464"),
        ("ANALYST", "M. Okafor"),
    ],
)
def test_what_others_name_with_our_prefix_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CONFLICT_STREAM_{name}", value)
    assert run("settings").err == ""


@pytest.mark.parametrize("command", ["version", "--version"])
def test_version_says_what_is_running(run: Run, command: str) -> None:
    ran = run(command)
    assert ran.code == 0
    assert ran.out.startswith(f"conflict-stream {version('conflict-stream')}\n")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [(("ta",), "tail"), (("dlq", "re"), "retry"), (("tail", "--type", "arm"), "armed_clash")],
    ids=" ".join,
)
def test_the_shell_completes(typed: tuple[str, ...], offered: str) -> None:
    line = ("conflict-stream", *typed)
    asked = {"_CONFLICT_STREAM_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(line), "COMP_CWORD": str(len(typed))}
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['conflict-stream']; from agents.cli import main; main()"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.split() == [offered]


@pytest.mark.parametrize("module", ["pipeline.reading", "agents.cli.replay"], ids=["importing", "reading"])
def test_ctrl_c_ends_a_command_without_a_traceback(module: str) -> None:
    code = f"""
import _thread, signal, sys, threading, time
from agents.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
def interrupt():
    while "{module}" not in sys.modules: time.sleep(0.01)
    _thread.interrupt_main()
threading.Thread(target=interrupt, daemon=True).start()
main(["replay", "-"])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 130
    assert "Traceback" not in ran.stderr


def test_health_asks_the_worker(run: Run) -> None:
    health = Health()
    server = serve(CollectorRegistry(), health)
    try:
        joining, alive = run("health", "--port", str(server.port)), run("health", "--live", "--port", str(server.port))
        health.become(WorkerState.RUNNING)
        ready = run("health", "--port", str(server.port))
    finally:
        server.close()
    assert (joining.code, joining.err) == (1, "conflict-stream: starting\n")
    assert (alive.code, alive.out) == (0, "alive\n")
    assert (ready.code, ready.out) == (0, "ready\n")


def test_health_says_that_no_worker_answers(run: Run) -> None:
    ran = run("health", "--port", str(free_port()))
    assert ran.code == 1
    assert "no worker answers" in ran.err


def test_a_bad_article_is_told_by_file_line_and_field(run: Run, article: Given, jsonl: Jsonl) -> None:
    ran = run("replay", jsonl(article(), article(published_at="today")))
    assert ran.code == 1
    assert "articles.jsonl:2: $.published_at" in ran.err
