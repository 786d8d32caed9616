"""Article to mentions: who did what to whom, where and when, how many, and who says so.

``read`` runs the whole: page, triggers, realis, finders, acts, assembly. Each finder takes a ``Page`` and can be used
alone.
"""

from pipeline.reading.findings import Reading
from pipeline.reading.read import read

__all__ = ["Reading", "read"]
