"""An article in, its mentions out: the whole of reading in order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pipeline.gazetteer import Gazetteer
from pipeline.reading.acts import Act, group, may_be_tried
from pipeline.reading.assembly import assemble
from pipeline.reading.assertion import is_presupposed, may_found
from pipeline.reading.finders import complete, locate
from pipeline.reading.findings import Drop, DropReason, Reading, Trigger
from pipeline.reading.grievance import grievances, scenes
from pipeline.reading.language import is_english
from pipeline.reading.page import Page, bounded, prepare
from pipeline.reading.realis import is_play, is_sport, judge
from pipeline.reading.summaries import needs_all_claims
from pipeline.reading.triggers import find_triggers, has_trigger
from pipeline.reading.victims import identify, naming
from pipeline.stages import TOGETHER, Stages, abreast, alone
from schemas.article import Article


def read(article: Article, gazetteer: Gazetteer, *, background: bool = False) -> Reading:
    """The mentions of an article, and what was refused, with the reason.

    Most news tells of no conflict, so the cheap looks come first, and what only an act needs comes last.

    News leads an article, or has a day and a place of its own. With ``background`` whatever else is told to have
    happened is read too: dated by publication, placed by the nearest name; who asks for it knows that the article is
    of conflict, so that "killed" needs no word beside it that says so.
    """
    return alone(read_in_stages(article, gazetteer, background=background))


def read_all(articles: Iterable[Article], gazetteer: Gazetteer, *, background: bool = False) -> Iterator[Reading]:
    """What ``read`` gives of each article, in order, in two thirds to three quarters of its time.

    ``TOGETHER`` articles are taken before the first of their readings is given.
    """
    coming = iter(articles)
    while some := tuple(islice(coming, TOGETHER)):
        yield from abreast(read_in_stages(article, gazetteer, background=background) for article in some)


def read_in_stages(article: Article, gazetteer: Gazetteer, *, background: bool = False) -> Stages[Reading]:
    """What ``read`` gives, for articles that pass the stages side by side."""
    article = bounded(article)
    if not has_trigger(article):
        return _nothing(DropReason.NO_TRIGGER, "read:no trigger")
    if (article.language or "en") != "en" or not is_english(article.text or article.title):
        return _nothing(DropReason.LANGUAGE, "read:not English")
    yield
    sheet = prepare(article)
    yield
    real, drops = judged(sheet, of_conflict=background)
    if not any(may_found(sheet, trigger) or may_be_tried(trigger) for trigger in real):
        drops.extend(Drop(DropReason.STATEMENT, "read:nothing told", trigger.span) for trigger in real)
        return Reading((), tuple(drops), len(sheet.sentences))
    yield
    found = yield from locate(sheet, gazetteer)
    acts, untold = group(sheet, real, found.toponyms, found.times, background=background)
    identify(sheet, acts)
    yield
    whole = (yield from complete(sheet, found, told_in(acts))) if acts else found
    mentions, unmade = assemble(sheet, acts, whole, background=background)
    return Reading(mentions, (*drops, *untold, *unmade), len(sheet.sentences), found.toponyms, found.times)


def told_in(acts: Sequence[Act]) -> frozenset[int] | None:
    """The sentences that tell of the acts; null where an act takes what it says from all of them."""
    if needs_all_claims(acts):
        return None
    return frozenset([index for act in acts for index in (*act.counting, *naming(act))])


def counts(reading: Reading) -> Counter[DropReason]:
    """How many were refused, by reason."""
    return Counter(drop.reason for drop in reading.drops)


def judged(sheet: Page, *, of_conflict: bool = False) -> tuple[list[Trigger], list[Drop]]:
    """The triggers whose acts happened, and why the others did not; ``of_conflict`` as in ``find_triggers``."""
    real: list[Trigger] = []
    drops: list[Drop] = []
    triggers = find_triggers(sheet, of_conflict=of_conflict)
    sport = bool(triggers) and is_sport(sheet)
    refusals = {trigger.span: _refusal(sheet, trigger, sport=sport) for trigger in triggers}
    meant = [one for one in triggers if not _is_metaphor(refusals[one.span])]
    wished = {drop.span: drop for drop in (*grievances(sheet, meant), *scenes(sheet, meant))}
    for trigger in triggers:
        drop = refusals[trigger.span] or wished.get(trigger.span)
        if drop is None:
            real.append(trigger)
        else:
            drops.append(drop)
    if sheet.body_mismatch:
        drops.append(Drop(DropReason.BODY_MISMATCH, "page:body is not the title's"))
    if not triggers:
        drops.append(Drop(DropReason.NO_TRIGGER, "read:no trigger with its cue"))
    return real, drops


def _is_metaphor(drop: Drop | None) -> bool:
    """``10 March`` is no march: nobody marched over what its sentence tells of."""
    return drop is not None and drop.reason is DropReason.METAPHOR


def _refusal(sheet: Page, trigger: Trigger, *, sport: bool) -> Drop | None:
    if sport and is_play(sheet, trigger):
        return Drop(DropReason.METAPHOR, "realis:sport", trigger.span)
    drop = judge(sheet, trigger)
    if drop is not None and drop.reason is DropReason.STATEMENT and is_presupposed(sheet, trigger):
        return None
    return drop


def _nothing(reason: DropReason, rule: str) -> Reading:
    return Reading((), (Drop(reason, rule),), 0)
