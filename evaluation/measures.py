"""What is measured: which adapter answers which data, which scorer judges it, and which of its figures count."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a scorer's output. The first group of ``pattern`` is its value."""

    name: str
    pattern: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One run of one scorer. Paths are relative to the folder of the data."""

    name: str
    adapter: str
    gold: str
    scorer: str | None
    """Null where the adapter prints its own score."""
    figures: tuple[Figure, ...]
    options: tuple[str, ...] = ()
    function: str | None = None
    """Scorers of functions call the adapter's themselves."""
    documents: tuple[str, ...] = ()

    def more(self, data: Path) -> list[Path]:
        """Further files of data for the scorer."""
        return [data / name for name in self.documents]


def _recall(label: str) -> str:
    return rf"^{label} .*recall ([\d.]+)"


def _f(label: str) -> str:
    return rf"^{label} .*\bF1? +([\d.]+)"


MEASURES: Final = (
    Measure(
        "sentences",
        "sentences",
        "sentences/golden_rules_en.jsonl",
        "sentences",
        (
            Figure("golden rules, of 52", r"golden rules (\d+)/", "50"),
            Figure("GUM news, sentence F1", r"gum_news.*'sentence_F1': ([\d.]+)", "> 93"),
            Figure("EWT, sentence F1", r"ewt.*'sentence_F1': ([\d.]+)"),
        ),
        function="split",
        documents=("sentences/dev_gum_news.jsonl", "sentences/dev_ewt.jsonl"),
    ),
    Measure(
        "TIMEX3, dates and times",
        "timex",
        "timex/dev.jsonl",
        "timex",
        (Figure("value F", r"^value_F ([\d.]+)", "80"), Figure("strict F", r"^strict_F ([\d.]+)")),
        ("--types", "DATE,TIME"),
    ),
    Measure("TIMEX3, all types", "timex", "timex/dev.jsonl", "timex", (Figure("value F", r"^value_F ([\d.]+)", "76"),)),
    Measure("LGL", "geo", "geo/lgl.jsonl", "geo", (Figure("accuracy at 161 km", r"'acc161_all': ([\d.]+)", ".75"),)),
    Measure(
        "GeoVirus",
        "geo",
        "geo/geovirus.jsonl",
        "geo",
        (Figure("accuracy at 161 km", r"'acc161_all': ([\d.]+)", ".80"),),
    ),
    Measure(
        "ACLED",
        "acled",
        "acled/dev.jsonl",
        "acled",
        (
            Figure("sub-event, accuracy", r"^sub_event_type \{'accuracy': ([\d.]+)", "84"),
            Figure("sub-event, macro F1", r"^sub_event_type .*'macro_F1': ([\d.]+)", "60"),
            Figure("within 25 km where precise, recall", _recall(r"within 25 km \(geo_prec 1\)"), "80"),
            Figure("fatalities exact where any, recall", _recall(r"fatalities exact \(gold>0\)"), "90"),
        ),
    ),
    Measure(
        "incidents, fields",
        "incidents",
        "incidents/dev.jsonl",
        "incident_fields",
        (
            Figure("date, recall", _recall("date"), "80"),
            Figure("state, recall", _recall("state"), "85"),
            Figure("city, recall", _recall("city"), "75"),
            Figure("killed, recall", _recall("killed"), "88"),
            Figure("injured, recall", _recall("injured"), "72"),
        ),
    ),
    Measure(
        "incidents, merging",
        "incidents",
        "incidents/dev.jsonl",
        "dedup",
        (
            Figure("CoNLL F", r"^CoNLL F ([\d.]+)", "90"),
            Figure("pairs F", _f("pairs"), "84"),
            Figure("B3 F", _f("B3 "), "94"),
        ),
    ),
    Measure(
        "MUC-4, TST1 and TST2",
        "muc4",
        "muc4/dev.jsonl",
        "muc4",
        (
            Figure("all slots F", _f("ALL"), "56.7"),
            Figure("core slots F", _f("CORE"), "59.7"),
            Figure("type F", _f("type"), "75.9"),
            Figure("date F", _f("date"), "56.7"),
            Figure("location F", _f("location"), "64.1"),
        ),
        ("--set", "val"),
    ),
    Measure(
        "police",
        "police",
        "police/dev.jsonl",
        None,
        (
            Figure("KILL, sentence F1", _f("KILL"), "55"),
            Figure("ARREST, sentence F1", _f("ARREST"), "52"),
            Figure("FORCE, sentence F1", _f("FORCE")),
        ),
    ),
)
