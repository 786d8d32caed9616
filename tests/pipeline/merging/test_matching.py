from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merging.evidence import are_candidates, compare, score, why
from pipeline.merging.matching import keys
from pipeline.merging.profile import Profile
from pipeline.merging.weights import WEIGHTS

FEW = st.lists(st.integers(1, 4), max_size=2, unique=True).map(tuple)


@st.composite
def profiles(draw: st.DrawFn, published: int = 0) -> Profile:
    """Mentions close enough in time, place and names that every rule has its say."""
    start = draw(st.integers(739_000, 739_005))
    fine = draw(st.booleans())
    east = draw(st.floats(-1, 1))
    ages = draw(FEW)
    return Profile(
        published=draw(st.integers(0, 40)) * 86_400_000_000 + published,
        id=draw(st.uuids()).hex,
        families=draw(st.sampled_from([1, 2, 3])),
        type=draw(st.integers(1, 3)),
        battle=draw(st.booleans()),
        shelling=draw(st.booleans()),
        summary=draw(st.booleans()),
        loose=not fine,
        coarse=draw(st.booleans()),
        bounded=draw(st.booleans()),
        start=start,
        end=start + draw(st.sampled_from([0, 0, 2, 30])),
        slack=draw(st.sampled_from([0, 1, 3])),
        fine=fine,
        settlement=draw(st.booleans()),
        lat=draw(st.sampled_from([0, 50, -65])) + draw(st.floats(-0.6, 0.6)),
        lon=180 + east if east < 0 else east - 180,
        radius=draw(st.sampled_from([0, 5, 40, 300])),
        place=draw(st.integers(1, 3)),
        admin1=draw(st.integers(0, 2)),
        people=draw(FEW),
        victims=draw(FEW),
        surnames=draw(FEW),
        ages=ages,
        addresses=draw(FEW),
        streets=draw(FEW),
        killed=draw(st.integers(-1, 5)),
        wounded=draw(st.integers(-1, 5)),
        marks=ages,
        figures=draw(FEW),
        weapons=draw(FEW),
        targets=draw(FEW),
        actors=draw(FEW),
        words=draw(FEW),
        sketch=draw(st.sampled_from([(), (1, 2), (1, 3)])),
        terms=draw(FEW),
        several=draw(st.booleans()),
    )


@given(profiles(), profiles())
@settings(max_examples=200, deadline=None)
def test_candidates_are_always_found_from_either_side(a: Profile, b: Profile) -> None:
    if are_candidates(a, b):
        (found_a, sought_a), (found_b, sought_b) = (map(set, keys("IRQ", one)) for one in (a, b))
        assert sought_a & found_b
        assert sought_b & found_a


@given(profiles(), profiles())
@settings(max_examples=80, deadline=None)
def test_evidence_is_symmetric_and_every_sign_has_its_weight(a: Profile, b: Profile) -> None:
    assert are_candidates(a, b) == are_candidates(b, a)
    assert compare(a, b) == compare(b, a)
    assert set(compare(a, b)) <= set(WEIGHTS)
    assert score(a, b) == score(b, a)


@given(profiles(), profiles())
@settings(max_examples=50, deadline=None)
def test_why_adds_up_to_the_score(a: Profile, b: Profile) -> None:
    reasons = why(a, b)
    told = sum(weight for _, weight in (*reasons.supporting, *reasons.opposing))
    assert abs(told - score(a, b)) < 1e-9
