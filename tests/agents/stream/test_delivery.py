from hypothesis import given
from hypothesis import strategies as st

from agents.stream.delivery import grouped

CHANGES = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.binary(max_size=200), max_size=4)


@given(st.lists(CHANGES, max_size=20), st.integers(1, 1000))
def test_groups_lead_to_the_same_state(parts: list[dict[str, bytes | None]], limit: int) -> None:
    one: dict[str, bytes | None] = {}
    for part in parts:
        one |= part
    other: dict[str, bytes | None] = {}
    for group in grouped(parts, limit):
        other |= group
    assert one == other


@given(st.lists(CHANGES, max_size=20), st.integers(1, 1000))
def test_no_message_is_divided(parts: list[dict[str, bytes | None]], limit: int) -> None:
    """After each group the state is one that some number of whole messages leads to."""
    states: list[dict[str, bytes | None]] = [{}]
    for part in parts:
        states.append({**states[-1], **part})
    reached: dict[str, bytes | None] = {}
    for group in grouped(parts, limit):
        reached |= group
        assert reached in states


def test_a_group_stays_within_the_limit_unless_one_message_is_larger() -> None:
    parts = [{str(number): b"x" * 100} for number in range(10)]
    assert [len(group) for group in grouped(parts, 600)] == [3, 3, 3, 1]
    assert len(grouped(parts, 1)) == 10
