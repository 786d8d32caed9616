"""The weights of confidence: ``python -m evaluation.signs --articles A.jsonl --verdicts V.tsv --incidents I.jsonl``.

``V.tsv`` has a line for each mention judged by eye, with tabs: the article's id, where its sentence starts in the
text, type, place, country, and ``right`` or the cause of the error. ``--incidents`` adds the registry's verdicts, at
``FREE`` of a judged one's weight, with a base of their own: the first mention of an article is right if it is placed
in the city that the registry gives. Prints how well the signs tell right from wrong, in ten-fold cross-validation by
article, and the table for ``pipeline/lexicon/en/confidence.toml``.
"""

import argparse
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import md5
from math import exp
from pathlib import Path
from typing import Final, NamedTuple, cast

from evaluation.calibration import RIGHT, log_loss
from evaluation.lines import Line, article, lines
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading.page import prepare
from pipeline.reading.read import read
from pipeline.reading.signs import Sign, Telling, signs
from schemas.mention import Mention
from schemas.values import PlaceBasis, PlacePrecision

FOLDS: Final = 10
FREE: Final = 0.3
"""What a verdict of the registry weighs: it is of one kind of news, and of the place alone."""
SHRINKAGE: Final = 4.0
"""The ridge: as if each weight had been seen to be nothing so often."""
STEPS: Final = 400
KEPT: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

_PRECISE: Final = frozenset({PlacePrecision.SITE, PlacePrecision.SETTLEMENT, PlacePrecision.NEAR})

Key = tuple[str, int, str, str, str]
Judge = Callable[[Line, Sequence[Mention]], Iterable[tuple[Mention, bool]]]
"""The mentions of an article that have a verdict, and whether they are right."""


class Judged(NamedTuple):
    """A mention's signs, whether it is right, what the verdict weighs, and what it is put in a fold by."""

    signs: frozenset[Sign]
    right: bool
    weight: float
    article: str

    @property
    def free(self) -> bool:
        """Whether the registry judged it."""
        return self.weight < 1


class Fit(NamedTuple):
    """Log-odds without any sign, for judged mentions and for those of the registry, and each sign's weight."""

    base: float
    free: float
    signs: dict[Sign, float]

    def odds(self, one: Judged) -> float:
        """The log-odds that a mention is right."""
        return (self.free if one.free else self.base) + sum(self.signs[sign] for sign in one.signs)


def fit(known: Sequence[Judged]) -> Fit:
    """The weights that make the verdicts likeliest, by gradient ascent with a step for each weight."""
    base, free, given = 0.0, 0.0, dict.fromkeys(Sign, 0.0)
    count = {sign: sum(one.weight for one in known if sign in one.signs) + SHRINKAGE for sign in Sign}
    judged = sum(one.weight for one in known if not one.free) or 1.0
    registered = sum(one.weight for one in known if one.free) or 1.0
    for _ in range(STEPS):
        current = Fit(base, free, given)
        errors = [(one, one.weight * (one.right - chance(current.odds(one)))) for one in known]
        base += sum(error for one, error in errors if not one.free) / judged
        free += sum(error for one, error in errors if one.free) / registered
        given = {
            sign: weight
            + (sum(error for one, error in errors if sign in one.signs) - SHRINKAGE * weight / 2) / count[sign]
            for sign, weight in given.items()
        }
    return Fit(base, free, given)


def chance(odds: float) -> float:
    """Log-odds as a share."""
    return 1 / (1 + exp(-odds))


def cross_validated(known: Sequence[Judged]) -> Iterator[tuple[float, bool]]:
    """What weights fitted on the other folds say of every mention judged by eye, and whether it is right."""
    folds = [md5(one.article.encode(), usedforsecurity=False).digest()[0] % FOLDS for one in known]
    for fold in range(FOLDS):
        weights = fit([one for one, place in zip(known, folds, strict=True) if place != fold])
        for one, place in zip(known, folds, strict=True):
            if place == fold and not one.free:
                yield chance(weights.odds(one)), one.right


def area(events: Sequence[tuple[float, bool]]) -> float:
    """The share of pairs of a right and a wrong one whose right one has the greater chance.

    >>> area([(0.9, True), (0.4, False), (0.4, True)])
    0.75
    """
    right = [share for share, is_right in events if is_right]
    wrong = [share for share, is_right in events if not is_right]
    return sum((one > other) + (one == other) / 2 for one in right for other in wrong) / (len(right) * len(wrong))


def _read(path: Path, gazetteer: Gazetteer, judge: Judge, weight: float) -> Iterator[Judged]:
    for line in lines(path):
        source = article(line)
        reading = read(source, gazetteer)
        for mention, right in judge(line, reading.mentions):
            told = Telling(mention.type, mention.location, mention.date, mention.evidence)
            shown = signs(prepare(source), told, reading.toponyms)
            yield Judged(shown, right, weight, source.id)


def _key(source: str, mention: Mention) -> Key:
    return source, mention.sentence_start or 0, mention.type, mention.location.name, mention.location.country or ""


def _verdicts(paths: Iterable[Path]) -> dict[Key, bool]:
    told: dict[Key, bool] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            name, start, type_, place, country, verdict = line.split("\t")
            told[name, int(start), type_, place, country] = verdict == RIGHT
    return told


def _registered(line: Line, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, bool]]:
    gold = cast("list[dict[str, str]]", line.get("gold") or [])
    cities = {_folded(one["city_or_county"]) for one in gold}
    for mention in mentions[:1]:
        place = mention.location
        if cities and place.precision in _PRECISE and place.basis is not PlaceBasis.OUTLET:
            yield mention, bool(cities & {_folded(place.name), _folded(place.venue or "")})


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().strip()


def main() -> None:
    """Fit, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--verdicts", type=Path, nargs="+", required=True)
    parser.add_argument("--incidents", type=Path)
    given = parser.parse_args()
    gazetteer = load()
    told = _verdicts(given.verdicts)

    def by_eye(line: Line, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, bool]]:
        keyed = ((one, _key(line["id"] or "", one)) for one in mentions)
        return ((one, told[key]) for one, key in keyed if key in told)

    known = [one for path in given.articles for one in _read(path, gazetteer, by_eye, 1.0)]
    judged = len(known)
    if given.incidents:
        known.extend(_read(given.incidents, gazetteer, _registered, FREE))
    print(f"# {judged} judged by eye, {len(known) - judged} by the registry")
    events = list(cross_validated(known))
    share = sum(right for _, right in events) / len(events)
    flat = log_loss([(share, right) for _, right in events])
    print(f"# area under curve {area(events):.3f}, log-loss {log_loss(events):.3f}; of one share for all {flat:.3f}")
    ranked = [right for _, right in sorted(events, key=lambda event: -event[0])]
    for kept in KEPT:
        number = round(kept * len(ranked))
        print(f"# of the surest {kept:.0%} right: {sum(ranked[:number]) / number:.0%}")
    weights = fit(known)
    print(f"base = {weights.base:.2f}", *(f"{sign} = {weight:.2f}" for sign, weight in weights.signs.items()), sep="\n")


if __name__ == "__main__":
    main()
