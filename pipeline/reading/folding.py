"""Lower case that keeps every offset."""


def fold(text: str) -> str:
    """Lower-case a text; the few letters that would grow are left as they are.

    >>> fold("İZMİR Attack")
    'İzmİr attack'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
