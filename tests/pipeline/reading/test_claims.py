from datetime import UTC, date, datetime

import pytest

from pipeline.reading.attribution import find_attributions
from pipeline.reading.claims import find_claims, of_act
from pipeline.reading.figures import find_figures
from pipeline.reading.findings import FoundClaim
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.tally import tally
from schemas.article import Article
from schemas.values import Claim, Group, Metric, Stance


def page(title: str, *sentences: str) -> Page:
    text = " ".join(sentences)
    found = [Sentence(0, 0, len(title), title)]
    for index, sentence in enumerate(sentences, start=1):
        start = text.index(sentence, found[-1].end if index > 1 else 0)
        found.append(Sentence(index, start, start + len(sentence), sentence))
    article = Article(id="a", published_at=datetime(2024, 8, 13, 12, tzinfo=UTC), text=text, title=title)
    numbers = tuple(range(len(found)))
    return Page(article, tuple(found), LetterCase.MIXED, None, None, body_mismatch=False, paragraphs=numbers)


def claims(title: str, *sentences: str) -> tuple[FoundClaim, ...]:
    sheet = page(title, *sentences)
    return find_claims(sheet, find_figures(sheet), find_attributions(sheet))


def one(*sentences: str) -> Claim:
    (found,) = claims("", *sentences)
    return found.claim


def casualties(title: str, *sentences: str) -> tuple[int | None, int | None]:
    chosen = of_act(claims(title, *sentences), tuple(range(len(sentences) + 1)))
    folded = tally([found.claim for found in chosen])
    return (
        folded.killed.total.best if folded.killed else None,
        folded.wounded.total.best if folded.wounded else None,
    )


def test_a_claim_has_its_claimant_and_the_day_of_saying() -> None:
    claim = one("Rebels lost up to 900 soldiers since the start of the war, the Marovian ministry said Monday.")
    assert (claim.metric, claim.low, claim.high) == (Metric.LOSSES, 0, 900)
    assert (claim.claimant, claim.cumulative, claim.as_of) == ("Marovian ministry", True, date(2024, 8, 12))


def test_the_article_speaks_for_itself_without_a_claimant() -> None:
    claim = one("Twelve villagers were killed.")
    assert (claim.claimant, claim.as_of, claim.group) == (None, date(2024, 8, 13), Group.CIVILIAN)


def test_figures_joined_by_and_make_a_claim_a_group_and_their_sum() -> None:
    found = claims("", "Two soldiers and three teachers were killed.")
    assert {(each.claim.group, each.claim.low) for each in found} == {
        (Group.UNKNOWN, 2),
        (Group.CIVILIAN, 3),
        (Group.TOTAL, 5),
    }


def test_both_sides_blame_each_other() -> None:
    found = claims("", "Marovia and Tessaly have also exchanged blame for the fire.")
    assert [(each.claim.metric, each.claim.claimant, each.claim.stance) for each in found] == [
        (Metric.RESPONSIBILITY, "Marovia", Stance.ACCUSE),
        (Metric.RESPONSIBILITY, "Tessaly", Stance.ACCUSE),
    ]


def test_who_claims_responsibility_admits_it() -> None:
    claim = one("The Red Front claimed responsibility for the bombing.")
    assert (claim.metric, claim.claimant, claim.stance) == (Metric.RESPONSIBILITY, "Red Front", Stance.ADMIT)


def test_nobody_claiming_responsibility_is_no_claim() -> None:
    assert claims("", "No group has claimed responsibility for the bombing.") == ()


@pytest.mark.parametrize(
    ("title", "sentences", "expected"),
    [
        ("3 dead in Millfield", ("Three people were killed on Monday.",), (3, None)),
        ("Four shot, one fatally", (), (1, 3)),
        ("One killed, three shot", (), (1, 3)),
        ("Man shot in Millfield", ("A man was shot in the chest.", "He died later."), (1, None)),
        ("", ("A man was killed and another died later.",), (2, None)),
        ("", ("A fight left one person dead.",), (1, None)),
        ("", ("One person was killed, police said of the fight that left one dead.",), (1, None)),
        ("", ("They found the body of a boy who had died.",), (1, None)),
        ("Man kills two boys", ("Police came at noon.", "He shot them before he killed himself."), (3, None)),
        ("Man kills two boys", ("He killed the two boys, then took his own life.",), (3, None)),
        ("Man kills two boys", ("He killed the two boys, then tried to take his own life.",), (2, None)),
        ("", ("The suspect, held for killing a boy, took his own life in jail on Monday.",), (1, None)),
        ("", ("A girl died when she found a gun and accidentally shot herself.",), (1, None)),
        (
            "",
            ("Five men were wounded.", "It was late.", "Shops closed.", "In May police killed Ana Cruz, 44."),
            (None, 5),
        ),
        ("", ("Five men were wounded.", "It was late.", "Shops closed.", "The victim died."), (1, 5)),
        ("", ("Six people died, including the gunman.",), (6, None)),
        ("", ("A man killed his wife before killing himself.",), (2, None)),
        ("", ("One person was killed and five others were wounded.",), (1, 5)),
        ("", ("Six soldiers were killed.", "Two civilians were killed too."), (8, None)),
        ("", ("The fatal shooting shook the town.",), (1, None)),
        ("", ("Five men were wounded.", "It came a week after a fatal shooting."), (None, 5)),
        ("Quiet night", ("Nobody was hurt.",), (None, 0)),
    ],
)
def test_an_act_counts_each_person_once(
    title: str, sentences: tuple[str, ...], expected: tuple[int | None, int | None]
) -> None:
    assert casualties(title, *sentences) == expected


def test_an_act_has_only_the_claims_of_its_sentences() -> None:
    found = claims("", "Two men were killed in Ard.", "Five men were killed in Bel.")
    assert [each.claim.low for each in of_act(found, (2,))] == [5]
    assert of_act(found, ()) == ()


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        pytest.param("Two soldiers and three teachers were killed in Rell.", 5, id="two groups that and joins"),
        pytest.param("Three militiamen (SDF) and a councilman were killed in Rell.", 4, id="a bracket between"),
        pytest.param("A shell killed 12 people, including two boys and three soldiers.", 12, id="parts that and joins"),
        pytest.param("A crowd killed a man accused of killing two sisters.", 1, id="deaths of a motive"),
        pytest.param("Three robbers were killed by neighbours for having killed a shopkeeper.", 3, id="deaths avenged"),
        pytest.param("Two farmers were killed for their cattle and a third was killed in flight.", 3, id="no motive"),
        pytest.param("Police arrested a man suspected of killing two sisters.", 2, id="the deaths themselves"),
    ],
)
def test_each_of_the_dead_counts_once_and_for_this_act(sentence: str, killed: int) -> None:
    assert casualties("", sentence)[0] == killed
