"""Replay and explain: articles to events, and why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.codec import decode
from schemas.event import Event

Run = Callable[..., Any]
Given = Callable[..., dict[str, Any]]
Jsonl = Callable[..., Path]

STRIKE = (
    "KYIV, Aug 12 (Harbour Post) -- A Russian drone strike killed three people in Kharkiv on Monday, officials said."
)


@pytest.fixture
def strike(article: Given, jsonl: Jsonl) -> Path:
    return jsonl(article("a", text=STRIKE), article("b", text=STRIKE, outlet="Copies Daily"))


def test_replay_prints_one_record_an_event(run: Run, strike: Path) -> None:
    ran = run("replay", strike, "--json")
    assert ran.code == 0
    (event,) = (decode(line.encode(), Event) for line in ran.out.splitlines())
    assert event.location.name == "Kharkiv"
    assert event.sources.articles == 2
    assert "2 articles -> 2 mentions -> 1 event" in ran.err


def test_replay_of_a_folder_says_that_it_passes_over_a_readme(run: Run, strike: Path) -> None:
    (strike.parent / "README.md").write_text("Where these are from.")
    ran = run("replay", strike.parent)
    assert ran.code == 0
    assert "passed over README.md: articles of a folder are" in ran.err
    assert "2 articles -> " in ran.err


def test_replay_prints_readable_lines_and_tables(run: Run, strike: Path) -> None:
    (line,) = run("replay", strike).out.splitlines()
    assert line.startswith("2024-08-12 ")
    heading, row = run("replay", strike, "--table").out.splitlines()
    assert heading.split()[:2] == ["date", "type"]
    assert "Kharkiv, UKR" in row


def test_replay_reads_plain_text(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(STRIKE)
    (line,) = run("replay", file, "--published-at", "2024-08-13T06:00:00Z", "--json").out.splitlines()
    assert orjson.loads(line)["date"]["start"] == "2024-08-12"


def test_replay_applies_corrections(run: Run, strike: Path, jsonl: Jsonl) -> None:
    reference = {"event_id": "?", "block": "UKR", "mentions": ["b#0"]}
    said = {"id": "c", "action": "set", "at": "2024-08-14T06:00:00Z", "by": "M. Okafor", "why": "a list"}
    toll = {"killed": {"total": {"low": 4, "best": 4, "high": 4}}}
    file = jsonl({**said, "events": [reference], "fields": toll}, name="corrections.jsonl")
    (line,) = run("replay", strike, "--json", "--corrections", file).out.splitlines()
    event = decode(line.encode(), Event)
    assert event.headline.endswith("4 killed")
    assert [one.by for one in event.corrections] == ["M. Okafor"]


def test_replay_refuses_a_bad_correction_with_its_line_and_field(run: Run, strike: Path, jsonl: Jsonl) -> None:
    ran = run("replay", strike, "--corrections", jsonl({"id": "c"}, name="corrections.jsonl"))
    assert ran.code == 1
    assert "corrections.jsonl:1: $.action: " in ran.err


def test_replay_counts_what_was_dropped(run: Run, article: Given, jsonl: Jsonl) -> None:
    ran = run("replay", jsonl(article(text="Rain fell on the coast and the match was called off.")))
    assert (ran.code, ran.out) == (0, "")
    assert "0 events; dropped: " in ran.err


def test_what_was_skipped_is_counted_and_told_as_what_it_is(run: Run, strike: Path) -> None:
    strike.write_bytes(strike.read_bytes() + b"\nnonsense\n{}")
    ran = run("replay", strike, "--skip-bad")
    assert ran.code == 0
    assert "articles.jsonl:3: not JSON: " in ran.err
    assert "2 articles, 2 bad ones skipped -> 2 mentions" in ran.err


def test_explain_marks_the_words_and_names_the_rules(run: Run, strike: Path) -> None:
    ran = run("explain", strike)
    assert ran.code == 0
    assert "[Kharkiv]" in ran.out
    assert "a#0" in ran.out
    assert '"Kharkiv"' in ran.out


def test_explain_marks_nothing_for_a_dateline_that_is_no_part_of_the_sentence(
    run: Run, article: Given, jsonl: Jsonl
) -> None:
    first = "Gunmen shot dead three soldiers on Saturday, the information ministry said."
    text = f"{first}\n\nMOGADISHU, Aug 12 (Meridian Wire) -- The Somali army recaptured the town."
    ran = run("explain", jsonl(article(text=text, title="Somali army retakes Harardhere")))
    assert ran.code == 0
    assert "the information ministry said.\n" in ran.out


def test_explain_shows_what_was_dropped(run: Run, article: Given, jsonl: Jsonl) -> None:
    ran = run("explain", jsonl(article(text="The army vowed that it would attack the town of Kupiansk next month.")))
    assert "dropped" in ran.out


def test_explain_prints_the_reading(run: Run, strike: Path) -> None:
    first, _ = (orjson.loads(line) for line in run("explain", strike, "--json").out.splitlines())
    assert first["mentions"][0]["location"]["name"] == "Kharkiv"


def test_control_characters_of_an_article_do_not_reach_the_terminal(run: Run, article: Given, jsonl: Jsonl) -> None:
    file = jsonl(article("a\x1b[2J", text=STRIKE + "\n\nThe strike \x1b]0;owned\x07 hit Kharkiv.", outlet="\x9bm"))
    for command in (["explain"], ["replay"], ["replay", "--json"], ["replay", "--table"]):
        ran = run(*command, file)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\x9b"} & set(ran.out + ran.err)
