from collections.abc import Sequence

import pytest

from agents.stream.brake import EXIT_CODE, Brake, Tolerance
from agents.stream.records import Output, Record, Result

DEAD_LETTERS = "articles.dlq"


class EndedError(Exception):
    pass


def end(code: int) -> None:
    raise EndedError(code)


def work(records: Sequence[Record]) -> list[Result]:
    return [Result((Output("mentions" if one.value else DEAD_LETTERS, None, one.value),)) for one in records]


def feed(brake: Brake, messages: str) -> None:
    """One message a letter: ``.`` is a good one, ``x`` a bad one."""
    values = (b"good" if letter == "." else None for letter in messages)
    records = [Record("articles", 0, offset, None, value, 0) for offset, value in enumerate(values)]
    for start in range(0, len(records), 2):
        brake(records[start : start + 2])


def brake(in_row: int | None = None, share: float | None = None, window: int = 10) -> Brake:
    return Brake(work, DEAD_LETTERS, Tolerance(in_row, share, window), end)


@pytest.mark.parametrize("messages", ["...", "xxx.xxx.xxx", "x" * 3])
def test_bad_messages_between_good_ones_are_borne(messages: str) -> None:
    feed(brake(in_row=3), messages)


def test_too_many_in_a_row_end_the_worker() -> None:
    with pytest.raises(EndedError, match=str(EXIT_CODE)):
        feed(brake(in_row=3), ".xxxx")


def test_too_great_a_share_ends_the_worker() -> None:
    with pytest.raises(EndedError):
        feed(brake(share=0.5), "x.x.x.x.xx")


def test_a_share_counts_the_last_messages_only() -> None:
    feed(brake(share=0.5), "xxxxx.....xxxxx.....")


def test_a_share_of_too_few_messages_says_nothing() -> None:
    feed(brake(share=0.5), "xxxxxxxxx")


def test_without_limits_all_may_be_bad() -> None:
    feed(brake(), "x" * 100)


def test_the_reason_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(EndedError):
        feed(brake(in_row=1), "xx")
    (message,) = caplog.messages
    assert "more than 1 messages in a row to articles.dlq" in message
    assert "\n" not in message
