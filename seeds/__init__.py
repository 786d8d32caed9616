"""Articles to pour in, of our own writing, and the events that must come out of them.

``articles.jsonl`` is two weeks of news: several outlets on one act, corrected tolls, claims by both sides, and the
things that only sound like conflict. Places are real; outlets, people and acts are invented, but for the report on
the Kursk offensive of August 2024. ``expected.jsonl`` has one line for each event that must be published, and nothing
else may be.
"""

from pathlib import Path
from typing import Final

ARTICLES: Final = Path(__file__).parent / "articles.jsonl"
EXPECTED: Final = Path(__file__).parent / "expected.jsonl"
