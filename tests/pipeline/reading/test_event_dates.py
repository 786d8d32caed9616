import time
from datetime import UTC, date, datetime

import pytest

from pipeline.reading.page import Page, prepare
from pipeline.reading.times import date_of, find_times
from schemas.article import Article
from schemas.values import DateBasis, DatePrecision, EventDate, Evidence, Span

PUBLISHED = datetime(2024, 8, 13, 12, tzinfo=UTC)


def page(text: str, title: str = "") -> Page:
    return prepare(Article(id="a", published_at=PUBLISHED, text=text, title=title))


def trigger(prepared: Page, word: str) -> Span:
    sentence = next(sentence for sentence in prepared.sentences if word in sentence.text)
    start = sentence.start + sentence.text.index(word)
    return Span(sentence.index, start, start + len(word))


def dated(text: str, word: str, *rest: str, title: str = "") -> tuple[EventDate, Evidence | None]:
    prepared = page(text, title)
    others = tuple(trigger(prepared, other) for other in rest)
    return date_of(prepared, find_times(prepared), trigger(prepared, word), others)


DAYS = {
    "same clause": ("Gunmen killed two men on Monday.", "killed", date(2024, 8, 12)),
    "nearer of two": ("Gunmen killed two men on Sunday, and the army left on Monday.", "killed", date(2024, 8, 11)),
    "not the saying": ("Police said Monday that gunmen killed two men on Sunday.", "killed", date(2024, 8, 11)),
    "not the arrest": ("A man was arrested Monday after he killed two men Saturday.", "killed", date(2024, 8, 10)),
    "called by its day": (
        "A man was arraigned on charges in connection with the Aug. 9 drive-by shooting of a judge.",
        "shooting",
        date(2024, 8, 9),
    ),
    "not the press conference": (
        "Police told of the killing in a Sunday night press conference. It happened at noon Friday.",
        "killing",
        date(2024, 8, 9),
    ),
    "not the day before it": (
        "A judge was killed two days after Christmas. The killing was on Friday.",
        "killed",
        date(2024, 8, 9),
    ),
    "shortly after an hour": ("Gunmen killed two men just after 5 p.m. Sunday.", "killed", date(2024, 8, 11)),
    "possessive": ("A man was charged on Monday with Saturday's killing.", "killing", date(2024, 8, 10)),
    "not what it followed": (
        "A man sought since the raid on 2 August was caught on Sunday. Police held him in Rell.",
        "held",
        date(2024, 8, 11),
    ),
    "not what had been agreed": (
        "Police shut the paper on Monday. They held two men. The owners had agreed on Friday to be careful.",
        "held",
        date(2024, 8, 12),
    ),
    "not the day of the figures": (
        "The figures as of Monday are of the dead of the raid. It began on Friday.",
        "raid",
        date(2024, 8, 9),
    ),
    "not when the toll rose": (
        "The toll from a bombing in Rell rose to 12 on Monday. Two bombs went off on Friday.",
        "bombing",
        date(2024, 8, 9),
    ),
    "sentence before": ("Rebels came on Friday. They killed two men.", "killed", date(2024, 8, 9)),
    "sentence after": ("Rebels killed two men. The raid began on Friday.", "killed", date(2024, 8, 9)),
    "night and hour": (
        "Two men were killed overnight. It happened about 1 a.m. in Rell.",
        "killed",
        date(2024, 8, 13),
    ),
    "last Tuesday": ("Rebels crossed the river last Tuesday.", "crossed", date(2024, 8, 6)),
    "nearly a week ago": (
        "A judge died on Thursday after gunmen shot him in Rell on Wednesday.",
        "shot",
        date(2024, 8, 7),
    ),
    "not the search": (
        "Police were searching late Monday for two men after a shooting. It happened about 9 p.m. Friday.",
        "shooting",
        date(2024, 8, 9),
    ),
    "where it happened": (
        "Two men were killed in Rell. Flowers lay there on Monday. It happened at noon Friday.",
        "killed",
        date(2024, 8, 9),
    ),
    "the past few hours": ("In the past few hours gunmen have killed two men.", "killed", date(2024, 8, 13)),
    "just now": ("Two men were killed a few minutes ago in Rell.", "killed", date(2024, 8, 13)),
    "what was reported stands in a clause of its own": (
        "The army reported that early this morning gunmen killed two men.",
        "killed",
        date(2024, 8, 13),
    ),
    "its own verb does not claim it": ("The killings continued today in Rell.", "killings", date(2024, 8, 13)),
    "since it was done": ("Rell has mourned since 3 August, when gunmen killed two men.", "killed", date(2024, 8, 3)),
    "an alleged deed is no saying": (
        "Police said that on Sunday alleged rebels killed two men.",
        "killed",
        date(2024, 8, 11),
    ),
    "capitals are no names": (
        "POLICE REPORTED THAT GUNMEN YESTERDAY KILLED TWO MEN IN RELL.",
        "KILLED",
        date(2024, 8, 12),
    ),
    "a possessive in capitals": (
        "A GROUP CLAIMED RESPONSIBILITY FOR TODAY'S ATTACK ON TWO MEN.",
        "ATTACK",
        date(2024, 8, 13),
    ),
    "sources have said that": (
        "ARMY SOURCES HAVE CONFIRMED THAT TODAY GUNMEN ATTACKED TWO MEN.",
        "ATTACKED",
        date(2024, 8, 13),
    ),
    "what the victim was doing then": (
        "Two men were killed by gunmen while travelling between their home and the office today.",
        "killed",
        date(2024, 8, 13),
    ),
    "beside what was today": (
        "Rebels raided Rell this morning. The mayor fled. Guards ran. Another bomb killed two men in Orm.",
        "killed",
        date(2024, 8, 13),
    ),
    "past midnight is an hour": (
        "Rebels killed two men today. It was past midnight when they came.",
        "came",
        date(2024, 8, 13),
    ),
    "month made finer": ("Two men were killed in July. They were shot on July 9.", "killed", date(2024, 7, 9)),
}


@pytest.mark.parametrize(("text", "word", "day"), DAYS.values(), ids=DAYS)
def test_an_act_has_its_day(text: str, word: str, day: date) -> None:
    days, evidence = dated(text, word)
    assert (days.start, days.end, days.precision) == (day, day, DatePrecision.DAY)
    assert evidence is not None
    assert evidence.field == "date"


BOUNDED = {
    "nothing": "Gunmen killed two men.",
    "the morning after publication": "Gunmen killed two men. On Wednesday morning police were still at the house.",
    "only a saying": "Police said on Tuesday that gunmen killed two men.",
    "only the future": "Gunmen killed two men. A hearing will be held on Friday.",
    "only a duration": "Gunmen killed two men in a three-week siege.",
    "today is another act's": "The judge today signed a warrant for those who killed two men.",
    "a street's name": "Gunmen killed two men on 9 August Avenue.",
    "an election's day": "Gunmen killed two men who ran in the 4 August elections.",
    "the evening of a day that was not told": "They wept that evening because gunmen had killed two men.",
    "the first day of the offensive": "Gunmen killed two men during the offensive that began on Friday.",
    "a stamp that opens the title": "Tues. 8:40 pm: Gunmen killed two men.",
    "too far away": "Rebels came on Monday. One. Two. Three. Four. Gunmen killed two men.",
    "a count for the year": "Gunmen killed two men, the tenth raid this year.",
}


@pytest.mark.parametrize("text", BOUNDED.values(), ids=BOUNDED)
def test_publication_bounds_an_act_that_nothing_dates(text: str) -> None:
    days, evidence = dated(text, "killed")
    assert days.basis is DateBasis.BOUNDED
    assert days.start < days.end == PUBLISHED.date()
    assert evidence is None


@pytest.mark.parametrize("said", ["have charged a neighbour over", "identified the men who died in"])
def test_who_is_named_or_charged_was_so_a_day_after_at_the_least(said: str) -> None:
    days, evidence = dated(f"Police {said} a shooting in Rell.", "shooting")
    assert (days.end, days.basis, evidence) == (date(2024, 8, 12), DateBasis.BOUNDED, None)


def test_the_day_of_an_accusation_is_not_that_of_the_act() -> None:
    text = "The army rejected charges raised on Friday that blame it for the murder of six priests."
    days, evidence = dated(text, "murder")
    assert (days.basis, evidence) == (DateBasis.BOUNDED, None)


HEARINGS = {
    "sentenced": "The man who shot a clerk was sentenced Friday.",
    "a hearing of its own": "A man shot a clerk. He was back in court on Monday, where he pleaded guilty.",
    "this morning": "A man accused of having shot a clerk appeared in court this morning.",
}


@pytest.mark.parametrize("text", HEARINGS.values(), ids=HEARINGS)
def test_the_day_of_a_hearing_is_not_that_of_the_act(text: str) -> None:
    days, evidence = dated(text, "shot", title="Man pleads guilty over clerk")
    assert (days.basis, days.end, evidence) == (DateBasis.BOUNDED, PUBLISHED.date(), None)
    assert (days.end - days.start).days > 7


def test_what_is_followed_up_may_lie_more_than_a_week_back() -> None:
    days, evidence = dated("The man who shot a clerk sits behind bars.", "shot", title="Man arrested over clerk")
    assert (days.basis, days.end, evidence) == (DateBasis.BOUNDED, PUBLISHED.date(), None)
    assert (days.end - days.start).days > 7


FAR_OFF = "A man shot a clerk. " + "".join(f"Car {n} was red. " for n in range(9)) + "It was dark on March 3, 2022."


def test_the_one_full_date_of_a_late_report_dates_the_act_however_far_off() -> None:
    days, evidence = dated(FAR_OFF, "shot", title="Man sentenced over clerk")
    assert (days.start, evidence is not None) == (date(2022, 3, 3), True)


def test_it_does_so_before_a_day_that_another_act_claims() -> None:
    days, _ = dated(FAR_OFF.replace("clerk.", "clerk and was arrested on Sunday."), "shot", title="Man sentenced")
    assert days.start == date(2022, 3, 3)


@pytest.mark.parametrize(
    ("text", "title"),
    [(FAR_OFF, "Man hunted over clerk"), (FAR_OFF + " It rained on April 4, 2022.", "Man sentenced over clerk")],
    ids=["no late report", "two dates"],
)
def test_no_other_far_off_date_does(text: str, title: str) -> None:
    assert dated(text, "shot", title=title)[0].basis is DateBasis.BOUNDED


def test_a_report_from_court_still_dates_the_act_by_its_own_day() -> None:
    days, _ = dated("A man was in court for the shots that killed a clerk on Sunday.", "killed")
    assert days.start == date(2024, 8, 11)


def test_a_day_of_speech_bounds_the_act_it_tells_of() -> None:
    days, _ = dated("Police said on Monday that gunmen killed two men.", "killed")
    assert (days.basis, days.end) == (DateBasis.BOUNDED, date(2024, 8, 12))


def test_another_sentence_of_the_same_act_dates_it() -> None:
    text = "Gunmen killed two men. One. Two. Three. Four. Five. The killing was on Friday."
    days, evidence = dated(text, "killed", "killing")
    assert days.start == date(2024, 8, 9)
    assert evidence is not None
    assert evidence.rule == "times.same_act"


def test_what_another_sentence_says_of_the_act_is_no_stretch_up_to_now() -> None:
    text = "The men whom gunmen have killed were teachers. The killing was on Friday."
    assert dated(text, "killed", "killing")[0].end == date(2024, 8, 9)


def test_what_took_place_on_a_day_does_not_go_on() -> None:
    text = "Police say that 50 farmers have been kidnapped in Rell. The mass kidnapping took place on Friday."
    days, _ = dated(text, "kidnapped", "kidnapping")
    assert (days.start, days.end) == (date(2024, 8, 9), date(2024, 8, 9))


RULES = {
    "times.clause": "Gunmen killed two men on Friday.",
    "times.sentence_before": "Rebels came on Friday. They killed two men.",
    "times.sentence_after": "They killed two men. The rebels had cars on Friday.",
    "times.happened": "The attack occurred on Friday. It killed two men.",
    "times.found": "Two men whom gunmen killed were found dead on Friday.",
}


@pytest.mark.parametrize(("rule", "text"), RULES.items(), ids=RULES)
def test_the_evidence_says_how_the_day_was_told(rule: str, text: str) -> None:
    days, evidence = dated(text, "killed")
    assert days.start == date(2024, 8, 9)
    assert evidence is not None
    assert evidence.rule == rule


def test_a_title_takes_the_date_of_the_first_sentences() -> None:
    days, _ = dated("Gunmen raided Rell on Sunday. Police came.", "Raid", title="Raid in Rell")
    assert days.start == date(2024, 8, 11)


RANGES = {
    "between": ("Clashes killed ten men between Thursday and Sunday.", date(2024, 8, 8), date(2024, 8, 11)),
    "from to": ("Clashes killed ten men from Aug. 3 to Aug. 5.", date(2024, 8, 3), date(2024, 8, 5)),
    "over night": (
        "Clashes that began on Sunday night and Monday morning killed ten men.",
        date(2024, 8, 11),
        date(2024, 8, 12),
    ),
    "since": ("Clashes have killed ten men since Aug. 9.", date(2024, 8, 9), date(2024, 8, 13)),
    "since the start": (
        "Rebels crossed the river last Tuesday. Since the start of the offensive, clashes killed ten men.",
        date(2024, 8, 6),
        date(2024, 8, 13),
    ),
    "goes on": (
        "Rebels crossed the river last Tuesday. Clashes have killed ten men.",
        date(2024, 8, 6),
        date(2024, 8, 13),
    ),
}


@pytest.mark.parametrize(("text", "start", "end"), RANGES.values(), ids=RANGES)
def test_a_stretch_of_days_has_both_ends(text: str, start: date, end: date) -> None:
    days, evidence = dated(text, "killed")
    assert (days.start, days.end) == (start, end)
    assert days.precision in (DatePrecision.DAYS, DatePrecision.WEEK)
    assert evidence is not None


def test_the_last_24_hours_are_two_days() -> None:
    days, _ = dated("In the last 24 hours shells killed two men.", "killed")
    assert (days.start, days.end, days.precision) == (date(2024, 8, 12), date(2024, 8, 13), DatePrecision.DAYS)


def test_a_stamp_of_the_page_dates_nothing() -> None:
    days, _ = dated("Two men were killed in Rell. UPDATE (Aug. 9): the search goes on.", "killed")
    assert days.basis is DateBasis.BOUNDED


def test_a_year_dates_an_act_of_its_own_sentence() -> None:
    days, _ = dated("Gunmen killed two men in 1991.", "killed")
    assert (days.start.year, days.precision) == (1991, DatePrecision.YEAR)


def test_an_endless_sentence_is_dated_in_bounded_time() -> None:
    prepared = page("Gunmen killed two men " + "on Monday and after " * 3_000)
    found = find_times(prepared)
    begun = time.process_time()
    date_of(prepared, found, trigger(prepared, "killed"))
    assert time.process_time() - begun < 1
