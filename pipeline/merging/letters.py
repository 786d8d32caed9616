"""Letters as they are compared: without case and accents."""

import unicodedata


def plain(text: str) -> str:
    """``text`` in lower-case ASCII letters; what has no such letter is left out."""
    if text.isascii():
        return text.lower()
    straight = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode().lower()
