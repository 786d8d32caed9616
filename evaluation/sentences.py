"""The sentence splitter, as the scorer calls it."""

from pipeline.reading.sentences import split

__all__ = ["split"]
