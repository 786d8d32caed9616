"""Every example message is accepted, or refused for the reason that stands beside it."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

import schemas
from schemas import codec
from schemas.article import Article
from schemas.correction import Correction
from schemas.event import Event
from schemas.mention import ArticleMentions

EXAMPLES = Path(schemas.__file__).parent / "examples"
KINDS: dict[str, type] = {
    "article": Article,
    "article_mentions": ArticleMentions,
    "correction": Correction,
    "event": Event,
}
GOOD = sorted(EXAMPLES.glob("*/good/*.json"))
BAD = tomllib.loads((EXAMPLES / "bad.toml").read_text())
REFUSALS = [(kind, name, row["reason"], row.get("field")) for kind, rows in BAD.items() for name, row in rows.items()]


def document(kind: str) -> dict[str, object]:
    schema: dict[str, object] = json.loads((EXAMPLES.parent / "json" / f"{kind}.v1.schema.json").read_text())
    return schema


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_good_example_is_accepted(path: Path) -> None:
    value: object = codec.decode(path.read_bytes(), KINDS[path.parts[-3]])
    assert codec.decode(codec.encode(value), KINDS[path.parts[-3]]) == value


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_committed_json_schema_accepts_what_the_codec_accepts(path: Path) -> None:
    jsonschema.Draft202012Validator(document(path.parts[-3])).validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize(("kind", "name", "reason", "field"), REFUSALS, ids=str)
def test_bad_example_is_refused_by_field(kind: str, name: str, reason: str, field: str | None) -> None:
    with pytest.raises(codec.RejectedError) as refusal:
        codec.decode((EXAMPLES / kind / "bad" / f"{name}.json").read_bytes(), KINDS[kind])
    assert (refusal.value.reason, refusal.value.field) == (reason, field)


def test_every_bad_example_says_why() -> None:
    assert {f"{kind}/{name}" for kind, name, *_ in REFUSALS} == {
        f"{path.parts[-3]}/{path.stem}" for path in EXAMPLES.glob("*/bad/*.json")
    }
