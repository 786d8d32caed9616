"""docs/architecture.md and the README name only files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
FILES = sorted(set(re.findall(r"`((?:schemas|pipeline|agents|seeds|evaluation)/[\w./]*)`", ARCHITECTURE)))
LINKS = [
    (document, target)
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "seeds" / "README.md")
    for target in re.findall(r"\]\(((?!http|#)[^)#]+)", document.read_text())
]


@pytest.mark.parametrize("name", FILES)
def test_file_of_each_step_exists(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize(("document", "target"), LINKS, ids=lambda value: str(value).rsplit("/", 1)[-1])
def test_link_leads_somewhere(document: Path, target: str) -> None:
    assert (document.parent / target).exists()


@pytest.mark.parametrize("room", ["pipeline/reading", "pipeline/merging", "agents/stream"])
def test_every_file_of_the_central_rooms_is_on_the_way_or_listed_by_its_package(room: str) -> None:
    listed = set(re.findall(r"\w+", ARCHITECTURE + (ROOT / room / "__init__.py").read_text()))
    assert {path.stem for path in (ROOT / room).glob("*.py")} - listed <= {"__init__"}
