import pytest

from agents.stream.state import State


def test_a_transaction_that_raises_changes_nothing() -> None:
    state = State()
    state.apply(3, [("a", b"1")])

    def fail() -> None:
        with state.transaction(3) as transaction:
            transaction.put("a", b"2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert state.partition(3).records == {"a": b"1"}


def test_a_transaction_reads_what_it_wrote() -> None:
    state = State()
    state.apply(0, [("a", b"1"), ("b", b"1")])
    with state.transaction(0) as transaction:
        transaction.put("a", b"2")
        transaction.delete("b")
        assert (transaction.get("a"), transaction.get("b"), transaction.get("c")) == (b"2", None, None)
    assert state.partition(0).records == {"a": b"2"}
    assert transaction.changes == {"a": b"2", "b": None}


def test_what_comes_back_to_its_old_value_is_no_change() -> None:
    state = State()
    state.apply(0, [("a", b"1")])
    with state.transaction(0) as transaction:
        transaction.put("a", b"2")
        transaction.put("a", b"1")
        transaction.put("b", b"1")
        transaction.delete("b")
        transaction.delete("c")
    assert transaction.changes == {}


def test_partitions_do_not_see_each_other() -> None:
    state = State()
    state.apply(0, [("a", b"0")])
    state.apply(1, [("a", b"1")])
    assert (state.partition(0).get("a"), state.partition(1).get("a")) == (b"0", b"1")


def test_revoked_partitions_are_forgotten() -> None:
    state = State()
    state.apply(0, [("a", b"0")])
    state.apply(1, [("a", b"1")])
    state.keep({1, 2})
    assert 0 not in state
    assert state.partition(1).records == {"a": b"1"}


def test_events_are_counted_as_they_come_and_go() -> None:
    state = State()
    state.apply(0, [("e/one", b"1"), ("e/two", b"1"), ("a/one", b"1"), ("e/one", b"2")])
    state.apply(1, [("e/three", b"1"), ("e/four", None)])
    assert state.events == 3
    state.apply(0, [("e/two", None), ("e/two", None)])
    assert state.events == 2
    state.keep({0})
    assert state.events == 1
