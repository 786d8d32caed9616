from hypothesis import given
from hypothesis import strategies as st

from pipeline.merging.recent import Recent


@given(st.lists(st.integers(0, 30), max_size=80), st.integers(1, 20))
def test_what_was_put_last_is_found_and_no_more_than_the_most(keys: list[int], most: int) -> None:
    recent: Recent[int, str] = Recent(most)
    for key in keys:
        assert recent.put(key, str(key)) == str(key)
    lately = list(dict.fromkeys(reversed(keys)))[:most]
    assert {key: recent.get(key) for key in range(31)} == {
        key: str(key) if key in lately else None for key in range(31)
    }
