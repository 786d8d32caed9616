import logging

from aiokafka.errors import GroupAuthorizationFailedError, GroupCoordinatorNotAvailableError

from agents.logs import AGAIN_SECONDS, Sparing, is_news


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def said(name: str, message: str) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "", 0, message, (), None)


def test_a_client_says_the_same_once_in_a_while() -> None:
    clock = Clock()
    sparing = Sparing("aiokafka", clock)
    assert sparing.filter(said("aiokafka.client", "no connection"))
    assert not sparing.filter(said("aiokafka.client", "no connection"))
    assert sparing.filter(said("aiokafka.client", "no metadata"))
    clock.now += AGAIN_SECONDS
    assert sparing.filter(said("aiokafka.client", "no connection"))


def test_what_others_say_is_never_held_back() -> None:
    sparing = Sparing("aiokafka", Clock())
    assert all(sparing.filter(said("agents.worker", "stopped")) for _ in range(3))


def test_a_broker_whose_first_group_this_is_gives_no_error() -> None:
    record = said("aiokafka.consumer.group_coordinator", "Group Coordinator Request failed: %s")
    assert is_news(record)
    record.args = (GroupCoordinatorNotAvailableError(),)
    assert not is_news(record)
    record.args = (GroupAuthorizationFailedError(),)
    assert is_news(record)
