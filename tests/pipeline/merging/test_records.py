from collections.abc import Callable

import pytest

from pipeline.merging.fold import fold
from pipeline.merging.records import StateFormatError, verify
from pipeline.merging.rules import Rules
from pipeline.merging.state import FORMAT
from pipeline.merging.store import DictStore
from schemas.mention import ArticleMentions

Report = Callable[..., ArticleMentions]


def test_state_names_its_format_from_the_first_message_on(report: Report) -> None:
    store = DictStore()
    verify(store)
    fold(store, report("a"), Rules())
    assert store.get("format") == FORMAT
    verify(store)


@pytest.mark.parametrize("found", [None, b"0", b"11"])
def test_state_of_another_format_is_refused(report: Report, found: bytes | None) -> None:
    store = DictStore()
    fold(store, report("a"), Rules())
    store.delete("format")
    if found is not None:
        store.put("format", found)
    with pytest.raises(StateFormatError, match="this release keeps"):
        verify(store)


class Watched(DictStore):
    """Knows what it was asked for."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def get(self, key: str) -> bytes | None:
        self.asked.append(key)
        return super().get(key)


def test_no_message_asks_for_the_format_which_recovery_has_verified(report: Report) -> None:
    store = Watched()
    for name in "ab":
        fold(store, report(name), Rules())
    assert "clock" in store.asked
    assert "format" not in store.asked
