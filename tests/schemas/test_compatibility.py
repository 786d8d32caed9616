"""The contracts of now keep the promises of the last release; and a broken promise is noticed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import documents
from schemas.compatibility import RECEIVED, Promise, breaches, last_release, promise

Json = dict[str, Any]
Edit = Callable[[Json], object]


def test_what_is_received_is_a_message() -> None:
    assert documents.MESSAGES.keys() >= RECEIVED


def test_the_last_release_is_the_greatest_number(tmp_path: Path) -> None:
    for version in ("1.2", "1.10", "1.9"):
        (tmp_path / version).mkdir()
    assert last_release(tmp_path).name == "1.10"


@pytest.mark.parametrize("path", sorted(last_release().glob("*.json")), ids=lambda path: path.name)
def test_schemas_of_now_keep_the_promises_of_the_last_release(path: Path) -> None:
    assert breaches(path.read_bytes(), (documents.FOLDER / path.name).read_bytes(), promise(path.name)) == []


def test_no_message_of_the_last_release_is_gone() -> None:
    released = {path.name for path in last_release().glob("*.json")}
    assert released
    assert released <= documents.MESSAGES.keys()


SMALL: Json = {
    "$ref": "#/$defs/Event",
    "$defs": {
        "Event": {
            "type": "object",
            "required": ["id", "kind"],
            "properties": {
                "id": {"type": "string", "maxLength": 10, "pattern": "^e"},
                "kind": {"$ref": "#/$defs/Kind"},
                "count": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]},
                "share": {"type": "number"},
                "actors": {"type": "array", "items": {"$ref": "#/$defs/Actor"}},
            },
        },
        "Kind": {"enum": ["incident", "summary"]},
        "Actor": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    },
}


def edited(edit: Edit) -> bytes:
    schema: Json = orjson.loads(orjson.dumps(SMALL))
    edit(schema["$defs"])
    return orjson.dumps(schema)


def fields(definitions: Json) -> Any:
    return definitions["Event"]["properties"]


FINE: dict[str, Edit] = {
    "nothing": lambda _: None,
    "a new optional field": lambda defs: fields(defs).update(place={"type": "string"}),
    "a new optional field of a part": lambda defs: defs["Actor"]["properties"].update(role={"type": "string"}),
    "another description": lambda defs: defs["Actor"].update(description="A force."),
    "a definition by another name": lambda defs: (
        defs.update(Sort=defs.pop("Kind")),
        fields(defs).update(kind={"$ref": "#/$defs/Sort"}),
    ),
}
NARROWER: dict[str, tuple[Edit, str]] = {
    "a removed field": (lambda defs: fields(defs).pop("share"), "$.share: removed"),
    "a removed field of a part": (lambda defs: defs["Actor"].update(properties={}), "$.actors[].name: removed"),
    "a renamed field": (lambda defs: fields(defs).update(number=fields(defs).pop("count")), "$.count: removed"),
    "a value less": (lambda defs: defs["Kind"]["enum"].remove("summary"), "$.kind: summary"),
    "null no longer": (lambda defs: fields(defs).update(count={"type": "integer", "minimum": 0}), "$.count: null"),
    "another type": (lambda defs: fields(defs).update(share={"type": "string"}), "$.share: number"),
    "integers only": (lambda defs: fields(defs).update(share={"type": "integer"}), "$.share: number"),
    "a shorter text": (lambda defs: fields(defs)["id"].update(maxLength=9), "$.id: maxLength"),
    "a greater minimum": (lambda defs: fields(defs)["count"]["anyOf"][0].update(minimum=1), "$.count: minimum"),
    "a new minimum": (lambda defs: fields(defs)["share"].update(minimum=0), "$.share: minimum"),
    "another pattern": (lambda defs: fields(defs)["id"].update(pattern="^x"), "$.id: pattern"),
    "a required field": (lambda defs: defs["Event"]["required"].append("count"), "$.count: required"),
    "enumerated text": (lambda defs: fields(defs)["id"].update(enum=["e1"]), "$.id: anything"),
}
WIDER: dict[str, tuple[Edit, str]] = {
    "a value more": (lambda defs: defs["Kind"]["enum"].append("rumour"), "$.kind: rumour"),
    "null too": (
        lambda defs: fields(defs).update(share={"anyOf": [{"type": "number"}, {"type": "null"}]}),
        "$.share: ",
    ),
    "numbers for integers": (lambda defs: fields(defs)["count"]["anyOf"][0].update(type="number"), "$.count: number"),
    "a longer text": (lambda defs: fields(defs)["id"].update(maxLength=11), "$.id: maxLength"),
    "any length": (lambda defs: fields(defs)["id"].pop("maxLength"), "$.id: maxLength"),
    "optional now": (lambda defs: defs["Event"]["required"].remove("kind"), "$.kind: required"),
}


@pytest.mark.parametrize("edit", FINE.values(), ids=FINE)
@pytest.mark.parametrize("promise", Promise)
def test_what_only_adds_keeps_every_promise(edit: Edit, promise: Promise) -> None:
    assert breaches(orjson.dumps(SMALL), edited(edit), promise) == []


@pytest.mark.parametrize(("edit", "told"), NARROWER.values(), ids=NARROWER)
@pytest.mark.parametrize("promise", Promise)
def test_what_is_removed_or_narrowed_breaks_every_promise(edit: Edit, told: str, promise: Promise) -> None:
    assert any(breach.startswith(told) for breach in breaches(orjson.dumps(SMALL), edited(edit), promise))


@pytest.mark.parametrize(("edit", "told"), WIDER.values(), ids=WIDER)
def test_what_is_widened_breaks_only_the_full_promise(edit: Edit, told: str) -> None:
    old, new = orjson.dumps(SMALL), edited(edit)
    assert any(breach.startswith(told) for breach in breaches(old, new, Promise.FULL))
    assert breaches(old, new, Promise.BACKWARD) == []


@pytest.mark.parametrize("field", ["headline", "casualties", "merged_into"])
def test_an_event_without_a_field_that_was_released_is_noticed(field: str) -> None:
    released = (last_release() / "event.v1.schema.json").read_bytes()
    changed = orjson.loads(released)
    del changed["$defs"]["Event"]["properties"][field]
    assert any(breach.startswith(f"$.{field}") for breach in breaches(released, orjson.dumps(changed), Promise.FULL))
