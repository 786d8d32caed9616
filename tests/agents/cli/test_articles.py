"""Articles from files, folders and standard input."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from agents.cli.articles import Layout, Refused, article, articles, documents, instant, passed_over, passing, size
from agents.cli.failure import USAGE, Failure
from schemas.article import Article
from schemas.codec import RejectedError

Given = Callable[..., dict[str, Any]]
Jsonl = Callable[..., Path]
MOMENT = datetime(2024, 8, 13, 6, tzinfo=UTC)


def test_each_line_of_a_file_is_an_article_and_blank_lines_are_none(article: Given, jsonl: Jsonl) -> None:
    file = jsonl(article("a"), b"", b"   ", article("b"))
    found = list(documents([str(file)]))
    assert [one.where for one in found] == [f"{file}:1", f"{file}:4"]
    assert [orjson.loads(one.data)["id"] for one in found] == ["a", "b"]


def test_a_json_file_holds_one_article_over_many_lines(article: Given, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_bytes(orjson.dumps(article(), option=orjson.OPT_INDENT_2))
    (one,) = articles([str(file)], Layout.AUTO, None)
    assert isinstance(one, Article)


def test_a_json_file_holds_an_array_of_articles(article: Given, tmp_path: Path) -> None:
    file = tmp_path / "many.json"
    file.write_bytes(orjson.dumps([article("a"), article("b")]))
    assert [one.where for one in documents([str(file)])] == [f"{file}[0]", f"{file}[1]"]


def test_a_json_file_of_json_lines_is_read_as_lines(article: Given, jsonl: Jsonl) -> None:
    file = jsonl(article("a"), article("b"), name="lines.json")
    assert len(list(documents([str(file)]))) == 2


def test_a_folder_is_read_by_name_with_folders_in_it(article: Given, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("second")
    (tmp_path / "a.jsonl").write_bytes(orjson.dumps(article("first")))
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    assert [Path(one.where.partition(":")[0]).name for one in documents([str(tmp_path)])] == ["a.jsonl", "2.txt"]


def test_a_readme_in_a_folder_is_passed_over_and_told_of_and_by_its_own_name_it_is_an_article(
    article: Given, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_bytes(orjson.dumps(article("first")))
    for name in ("README.md", "b.png", "c.png", "d.png", "e.png"):
        (tmp_path / name).write_text("Where these are from.")
    assert [one.name for one in documents([str(tmp_path)])] == ["a"]
    (said,) = passed_over([str(tmp_path), "-", str(tmp_path / "README.md")])
    assert "passed over README.md, b.png, c.png and 2 more" in said
    assert [one.name for one in documents([str(tmp_path / "README.md")])] == ["README"]


def test_a_folder_without_articles_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"no .txt, .json or .jsonl file"):
        list(documents([str(tmp_path)]))


def test_a_file_that_is_not_there_is_a_failure_that_names_it() -> None:
    with pytest.raises(Failure, match=r"nowhere.jsonl: no such file"):
        list(documents(["nowhere.jsonl"]))


def test_plain_text_becomes_an_article_that_is_the_same_when_read_again(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Shells fell on the town.")
    (first,), (again,) = (list(articles([str(file)], Layout.AUTO, MOMENT)) for _ in range(2))
    assert first == again
    assert isinstance(first, Article)
    assert (first.text, first.published_at) == ("Shells fell on the town.", MOMENT)
    file.write_text("Shells fell on the city.")
    (changed,) = articles([str(file)], Layout.AUTO, MOMENT)
    assert isinstance(changed, Article)
    assert changed.id != first.id


def test_plain_text_needs_a_publication_date(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Shells fell.")
    with pytest.raises(Failure, match="--published-at") as failure:
        list(articles([str(file)], Layout.AUTO, None))
    assert failure.value.exit_code == USAGE


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"\xef\xbb\xbfShells fell.")
    (one,) = articles([str(file)], Layout.AUTO, MOMENT)
    assert isinstance(one, Article)
    assert one.text == "Shells fell."


def test_text_that_is_not_utf8_is_a_failure_that_names_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"Shells \xff fell.")
    with pytest.raises(Failure, match=r"report.txt: byte 7 is not UTF-8"):
        list(articles([str(file)], Layout.AUTO, MOMENT))


def test_a_bad_article_is_refused_with_file_line_and_field(article: Given, jsonl: Jsonl) -> None:
    file = jsonl(article(), {"id": "b", "text": "x"}, b"{", article("c", text=7))
    good, no_date, no_json, no_text = articles([str(file)], Layout.AUTO, None)
    assert isinstance(good, Article)
    assert isinstance(no_date, Refused)
    assert no_date.why.startswith(f"{file}:2: ")
    assert "published_at" in no_date.why
    assert isinstance(no_json, Refused)
    assert no_json.why.startswith(f"{file}:3: ")
    assert isinstance(no_text, Refused)
    assert no_text.why.startswith(f"{file}:4: $.text: ")


def test_refusals_end_it_unless_somebody_is_told() -> None:
    told: list[str] = []
    assert list(passing([1, Refused("bad"), 2], told.append)) == [1, 2]
    assert told == ["bad"]
    with pytest.raises(Failure, match=r"bad.*1 article before it"):
        list(passing([1, Refused("bad"), 2], None))


def test_size_is_unknown_for_standard_input(article: Given, jsonl: Jsonl) -> None:
    file = jsonl(article())
    assert size([str(file)]) == file.stat().st_size
    assert size([str(file), "-"]) is None


def test_a_document_of_another_kind_breaks_the_contract(jsonl: Jsonl) -> None:
    (document,) = documents([str(jsonl(b"[1, 2]"))])
    with pytest.raises(RejectedError):
        article(document, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024-08-13", datetime(2024, 8, 13, tzinfo=UTC), id="a day is its first moment in UTC"),
        pytest.param("2024-08-13T06:00:00Z", MOMENT, id="an instant"),
        pytest.param("2024-08-13 09:00+03:00", MOMENT, id="an offset"),
    ],
)
def test_an_instant_is_read_as_users_write_it(text: str, expected: datetime) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize("text", ["yesterday", "", "13/08/2024", "2024-13-01"])
def test_what_is_no_instant_is_a_failure_of_usage(text: str) -> None:
    with pytest.raises(Failure, match="is no date") as failure:
        instant(text)
    assert failure.value.exit_code == USAGE
