from hypothesis import given
from hypothesis import strategies as st

from pipeline.merging.store import DictStore

KEYS = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(KEYS, st.none() | st.binary(max_size=2))))
def test_a_store_keeps_what_a_dictionary_would(changes: list[tuple[str, bytes | None]]) -> None:
    store, expected = DictStore({"a": b"first"}), {"a": b"first"}
    for key, value in changes:
        if value is None:
            store.delete(key)
            expected.pop(key, None)
        else:
            store.put(key, value)
            expected[key] = value
        assert store.get(key) == value
    assert store.records == expected
    assert len(store) == len(expected)
    assert {key for key in "abcdefgh" if key in store} == expected.keys()


def test_a_copy_of_the_records_is_no_part_of_the_store() -> None:
    store = DictStore({"a": b"1"})
    store.records.clear()
    assert store.get("a") == b"1"
