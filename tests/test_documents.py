"""The index of the documents, the command line's and the lexicon's are whole."""

import re
import tomllib
from pathlib import Path

import pytest

from agents.cli import COMMANDS, GROUPS, INTERRUPTED
from agents.cli.failure import USAGE, Failure

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LEXICON = ROOT / "pipeline" / "lexicon" / "en"


def test_every_document_is_in_the_index() -> None:
    listed = set(re.findall(r"\]\(([^)]+)\)", (DOCS / "README.md").read_text()))
    there = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert listed == there | {"decisions/README.md"}


def test_every_command_is_listed() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", (DOCS / "cli.md").read_text(), re.MULTILINE)
    assert set(listed) == {*COMMANDS, *GROUPS}


def test_every_exit_code_is_listed() -> None:
    listed = re.findall(r"^\| (\d+) \|", (DOCS / "cli.md").read_text(), re.MULTILINE)
    assert {int(code) for code in listed} == {0, Failure("").exit_code, USAGE, INTERRUPTED}


def test_every_list_of_words_is_named() -> None:
    named = set(re.findall(r"`(\w+\.(?:toml|tsv))`", (DOCS / "lexicon.md").read_text()))
    assert named == {path.name for path in LEXICON.iterdir() if path.suffix in {".toml", ".tsv"}} | {"outlets.toml"}


@pytest.mark.parametrize("line", ['verb = "torpedo"', 'types = ["shelling_or_missile"]', 'frame = "transitive"'])
def test_the_word_that_is_added_as_an_example_is_there_as_it_is_shown(line: str) -> None:
    assert f"    {line}\n" in (DOCS / "lexicon.md").read_text()
    (name, value) = tomllib.loads(line).popitem()
    entries = tomllib.loads((LEXICON / "violence.toml").read_text())["entry"]
    (torpedo,) = (entry for entry in entries if entry.get("verb") == "torpedo")
    assert torpedo[name] == value
