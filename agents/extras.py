"""The optional parts of the distribution, and how a user gets one."""


def how_to_install(extra: str) -> str:
    """Say it for both: who installed from an index, and who works in a clone.

    >>> how_to_install("page")
    "pip install 'conflict-stream[page]', or in a clone pip install -e '.[page]'"
    """
    return f"pip install 'conflict-stream[{extra}]', or in a clone pip install -e '.[{extra}]'"
