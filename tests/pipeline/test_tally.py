from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.tally import tally
from schemas.values import Claim, Group, Metric, Qualifier, Range, Stance, Toll

MONDAY, TUESDAY = date(2024, 5, 6), date(2024, 5, 7)


def killed(  # noqa: PLR0913 - each test names the one field that matters to it
    low: int | None,
    high: int | None = None,
    *,
    group: Group = Group.TOTAL,
    claimant: str | None = None,
    day: date = MONDAY,
    qualifier: Qualifier = Qualifier.EXACT,
    cumulative: bool = False,
) -> Claim:
    top = low if qualifier is Qualifier.EXACT else high
    return Claim(Metric.KILLED, group, low, top, qualifier, claimant=claimant, as_of=day, cumulative=cumulative)


def total(*claims: Claim) -> Range | None:
    toll = tally(claims).killed
    return toll.total if toll else None


def test_nothing_claimed_is_unknown() -> None:
    assert tally([]).killed is None


def test_zero_is_known() -> None:
    assert total(killed(0)) == Range(0, 0, 0)


def test_the_newest_figure_of_a_claimant_replaces_the_older() -> None:
    old, new = killed(3, claimant="police"), killed(5, claimant="Police", day=TUESDAY)
    assert total(old, new) == Range(5, 5, 5)


def test_the_newest_claimant_gives_the_best_and_all_give_the_bounds() -> None:
    assert total(killed(3, claimant="police"), killed(5, claimant="doctors", day=TUESDAY)) == Range(3, 5, 5)


def test_of_one_day_the_lower_claim_is_best() -> None:
    assert total(killed(3, claimant="police"), killed(5, claimant="doctors")) == Range(3, 3, 5)


def test_a_newer_and_lower_figure_is_a_part_where_more_reports_give_the_whole() -> None:
    reports = [replace(killed(4), mention_id=name) for name in ("a#0", "b#0")]
    assert total(*reports, replace(killed(1, day=TUESDAY), mention_id="c#0")) == Range(1, 4, 4)


def test_a_newer_and_greater_figure_replaces_what_more_reports_gave() -> None:
    reports = [replace(killed(4), mention_id=name) for name in ("a#0", "b#0")]
    assert total(*reports, replace(killed(9, day=TUESDAY), mention_id="c#0")) == Range(4, 9, 9)


def test_what_more_reports_gave_long_before_no_longer_counts() -> None:
    reports = [replace(killed(4), mention_id=name) for name in ("a#0", "b#0")]
    late = replace(killed(1, day=date(2024, 7, 1)), mention_id="c#0")
    assert total(*reports, late) == Range(1, 1, 4)


def test_of_reports_of_one_day_the_greater_is_the_whole() -> None:
    assert total(replace(killed(2), mention_id="a#0"), replace(killed(3), mention_id="b#0")) == Range(2, 3, 3)


def wounded(number: int, mention: str, *, dead: int = 0) -> tuple[Claim, ...]:
    hurt = Claim(Metric.WOUNDED, Group.TOTAL, number, number, as_of=MONDAY, mention_id=mention)
    return (hurt, replace(killed(dead), mention_id=mention)) if dead else (hurt,)


def test_the_wounded_of_one_report_are_the_dead_of_another() -> None:
    tolls = tally([*wounded(2, "a#0"), replace(killed(2, day=TUESDAY), mention_id="b#0")])
    assert (tolls.killed, tolls.wounded) == (Toll(Range(2, 2, 2)), Toll(Range(0, 0, 0)))


def test_of_many_wounded_in_one_report_and_dead_in_another_some_live() -> None:
    hurt, dead = replace(killed(4), metric=Metric.WOUNDED, mention_id="a"), replace(killed(5), mention_id="b")
    tolls = tally([hurt, dead])
    assert tolls.wounded
    assert tolls.wounded.total.best == 4


def test_a_newer_figure_of_wounded_stands_against_more_reports_of_the_day_before() -> None:
    told = [(12, MONDAY), (12, MONDAY), (30, TUESDAY)]
    tolls = tally(
        [
            replace(killed(number, day=day), metric=Metric.WOUNDED, mention_id=str(index))
            for index, (number, day) in enumerate(told)
        ]
    )
    assert tolls.wounded == Toll(total=Range(12, 30, 30))


def test_of_wounded_told_equally_often_in_one_day_the_fewest_stand() -> None:
    told = [(2, MONDAY), (4, TUESDAY), (5, TUESDAY)]
    tolls = tally(
        [
            replace(killed(number, day=day), metric=Metric.WOUNDED, mention_id=str(index))
            for index, (number, day) in enumerate(told)
        ]
    )
    assert tolls.wounded == Toll(total=Range(2, 4, 5))


def test_dead_and_wounded_of_one_report_are_different_people() -> None:
    tolls = tally([*wounded(1, "a#0", dead=2), replace(killed(2, day=TUESDAY), mention_id="b#0")])
    assert tolls.wounded == Toll(Range(1, 1, 1))


def test_groups_add_up_to_the_total() -> None:
    claims = (killed(2, group=Group.CIVILIAN), killed(1, group=Group.PERPETRATOR))
    assert total(*claims) == Range(3, 3, 3)


def test_a_total_includes_dead_perpetrators() -> None:
    assert total(killed(6), killed(1, group=Group.PERPETRATOR)) == Range(6, 6, 6)


def test_cumulative_totals_are_never_added_nor_put_on_one_act() -> None:
    old, new = killed(900, cumulative=True), killed(950, cumulative=True, day=TUESDAY)
    assert total(old, new) == Range(950, 950, 950)
    assert total(old, new, killed(3)) == Range(3, 3, 3)


def test_losses_bound_deaths_from_above() -> None:
    losses = Claim(Metric.LOSSES, Group.SIDE_A, 0, 1610, Qualifier.UP_TO, cumulative=True)
    toll = tally([losses]).killed
    assert toll is not None
    assert toll.side_a == Range(0, None, 1610)


def test_losses_widen_a_total_and_leave_its_best_figure() -> None:
    losses = Claim(Metric.LOSSES, Group.SIDE_A, 0, 1610, Qualifier.UP_TO, cumulative=True)
    assert total(losses, killed(12, group=Group.CIVILIAN)) == Range(12, 12, 1622)


def test_at_least_has_no_upper_bound() -> None:
    assert total(killed(12, qualifier=Qualifier.AT_LEAST)) == Range(12, 12, None)


def test_at_least_one_gives_way_to_an_older_five() -> None:
    vague = replace(killed(1, None, qualifier=Qualifier.AT_LEAST, day=TUESDAY), mention_id="a")
    assert total(vague, replace(killed(5), mention_id="b")) == Range(1, 5, None)


def test_a_vague_number_has_no_best() -> None:
    assert total(killed(24, 99, qualifier=Qualifier.VAGUE)) == Range(24, None, 99)


def test_a_denied_figure_is_no_figure() -> None:
    assert tally([Claim(Metric.KILLED, low=9, high=9, stance=Stance.DENY)]).killed is None


_CLAIMS = st.lists(
    st.builds(
        Claim,
        metric=st.sampled_from((Metric.KILLED, Metric.LOSSES)),
        group=st.sampled_from(Group),
        low=st.integers(0, 9),
        high=st.none() | st.integers(9, 20),
        claimant=st.sampled_from((None, "police", "army")),
        as_of=st.sampled_from((MONDAY, TUESDAY)),
        cumulative=st.booleans(),
    ),
    max_size=6,
)


@given(_CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(claims: list[Claim], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally(shuffled) == tally(claims)


@given(_CLAIMS)
def test_bounds_are_ordered(claims: list[Claim]) -> None:
    toll = tally(claims).killed
    if toll is not None:
        known = [value for value in (toll.total.low, toll.total.best, toll.total.high) if value is not None]
        assert known == sorted(known)
