"""docs/operating.md lists every setting as it is, every reason of a dead letter, and what the rules record."""

import re
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from agents.cli.settings import meanings, shown
from agents.settings import PREFIX, Settings
from schemas.dead_letter import Reason

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "operating.md").read_text()
TOO_LONG = {"published_types": "all but violent_crime"}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_listed_with_its_default_and_meaning(name: str) -> None:
    default = TOO_LONG.get(name) or shown(Settings.model_fields[name].default) or "(none)"
    meaning = " ".join(meanings()[name].replace("``", "`").split())
    assert f"| `{PREFIX}{name.upper()}` | {default} | {meaning} |" in TEXT.splitlines()


def test_no_setting_is_named_that_is_none() -> None:
    assert {name.lower() for name in re.findall(rf"{PREFIX}([A-Z_]+)", TEXT)} == set(Settings.model_fields)


def test_every_reason_of_a_dead_letter_is_explained() -> None:
    (table,) = re.findall(r"^\| reason \|.*?\n\n", TEXT, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`([a-z_0-9]+)`", table)) >= set(Reason)


def test_every_recorded_series_is_listed() -> None:
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus" / "rules" / "recording.yml").read_text())
    recorded = {rule["record"] for group in rules["groups"] for rule in group["rules"]}
    assert set(re.findall(r"^\| `(job\S*)` \|", TEXT, re.MULTILINE)) == recorded
