"""The committed JSON Schemas say what the types say."""

import jsonschema
import orjson
import pytest

from schemas import documents


def test_committed_schemas_are_in_step_with_the_types() -> None:
    assert documents.stale() == []


@pytest.mark.parametrize("name", sorted(documents.MESSAGES))
def test_document_is_a_valid_2020_12_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(orjson.loads((documents.FOLDER / name).read_bytes()))


def test_docstrings_below_fields_become_descriptions() -> None:
    event = orjson.loads((documents.FOLDER / "event.v1.schema.json").read_bytes())
    assert "null is the article's own voice" in event["$defs"]["Claim"]["properties"]["claimant"]["description"]
