"""docs/reliability.md and security.md name only settings that exist, the defaults they have, and every exit code."""

import re
from pathlib import Path

import pytest

from agents import worker
from agents.settings import PREFIX, Settings
from agents.stream import brake, fence

TEXT = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text()
SECURITY = (Path(__file__).parents[2] / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(rf"{PREFIX}(\w+)", TEXT + SECURITY)))


@pytest.mark.parametrize("name", NAMED)
def test_a_setting_that_is_named_exists(name: str) -> None:
    assert name.lower() in Settings.model_fields


@pytest.mark.parametrize(("name", "value"), re.findall(rf"`{PREFIX}(\w+)`\s\(([\d.]+)\)", TEXT))
def test_a_default_is_the_one_that_is_named(name: str, value: str) -> None:
    assert Settings.model_fields[name.lower()].default == float(value)


def test_every_exit_code_is_explained() -> None:
    codes = {0, brake.EXIT_CODE, fence.EXIT_CODE, worker.STUCK, worker.CONFIGURATION}
    assert set(map(int, re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE))) >= codes


def test_every_setting_of_security_is_explained() -> None:
    security = {name for name in Settings.model_fields if name.startswith(("security_", "sasl_", "tls_"))}
    assert security <= {name.lower() for name in re.findall(rf"`{PREFIX}(\w+)`", SECURITY)}
