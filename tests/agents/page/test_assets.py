"""The files that are served: whole, from here, and without a way to bring markup to life."""

import re
from pathlib import Path
from typing import Any

import pytest

from agents.page.assets import MAPLIBRE, STATIC, files, is_installed

SCRIPTS = sorted(STATIC.glob("*.js"))
OURS = [*SCRIPTS, *sorted(STATIC.glob("*.css")), STATIC / "index.html"]
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc")
SVG = "http://www.w3.org/2000/svg"


def named(file: Path) -> str:
    return file.name


@pytest.mark.parametrize("file", OURS, ids=named)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    assert re.findall(r"""["'(`=](?:https?:)?//[a-z]""", file.read_text().replace(SVG, "")) == []


@pytest.mark.parametrize("file", SCRIPTS, ids=named)
def test_text_is_never_read_as_markup_or_script(file: Path) -> None:
    assert MARKUP.findall(file.read_text()) == []


@pytest.mark.parametrize("file", OURS, ids=named)
def test_files_stay_small(file: Path) -> None:
    assert len(file.read_text().splitlines()) < 300


def test_the_page_has_no_inline_script_or_style() -> None:
    page = (STATIC / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []


def test_every_file_that_is_asked_for_is_there() -> None:
    known = {*files(), *MAPLIBRE}
    asked = re.findall(r'"/assets/([^"]+)"', "".join(file.read_text() for file in OURS))
    imported = re.findall(r'from "\./([^"]+)"', "".join(file.read_text() for file in SCRIPTS))
    assert {*asked, *imported} - known == set()
    assert len(asked) > 5


@pytest.mark.skipif(not is_installed(), reason="the extra 'page' is not installed")
def test_the_map_comes_out_of_its_wheel(served: Any) -> None:
    answer = served.get("/assets/maplibre-gl.js")
    assert answer.status == 200
    assert b"MapLibre GL JS" in answer.body[:200]
