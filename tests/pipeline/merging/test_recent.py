from hypothesis import given
from hypothesis import strategies as st

from pipeline.merging.recent import Recent


@given(st.lists(st.integers(0, 30), max_size=80), st.integers(1, 10))
def test_what_was_put_last_is_found_and_no_more_than_the_most_is_kept(keys: list[int], half: int) -> None:
    recent: Recent[int, str] = Recent(2 * half)
    for key in keys:
        assert recent.put(key, str(key)) == str(key)
    found = {key for key in range(31) if recent.get(key) is not None}
    assert all(recent.get(key) == str(key) for key in found)
    assert len(found) <= 2 * half
    assert found >= set(keys[-half:])


def test_nothing_else_is_found() -> None:
    assert Recent[bytes, int](2).get(b"a") is None
