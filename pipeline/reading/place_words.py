"""Where the words of a name begin and end."""

from typing import Final

JOINED: Final = frozenset((" ", ". ", "\n", "\xa0"))
_ARTICLES: Final = frozenset(("al-", "el-", "an-", "ar-", "as-", "ad-", "az-", "at-"))
_INSIDE: Final = frozenset(" -.'’\n")  # noqa: RUF001
_FUNCTION_WORD: Final = 3
_PARTICLES: Final = (
    *("al ", "el ", "de ", "di ", "da ", "do ", "du ", "del ", "della ", "des ", "der ", "den ", "dos ", "das ", "la "),
    *(
        "le ",
        "les ",
        "los ",
        "las ",
        "of ",
        "on ",
        "upon ",
        "and ",
        "am ",
        "an ",
        "ar ",
        "as ",
        "ash ",
        "at ",
        "au ",
        "aux ",
        "az ",
    ),
    *(
        "ed ",
        "er ",
        "es ",
        "esh ",
        "et ",
        "ez ",
        "sur ",
        "sous ",
        "wa ",
        "y ",
        "e ",
        "i ",
        "ul ",
        "un ",
        "und ",
        "the ",
        "s ",
        "bei ",
    ),
    *("im ", "in ", "en ", "van ", "ye ", "bin ", "ibn ", "os "),
)


def is_inside_name(part: str, tokens: list[tuple[int, int]], at: int) -> bool:
    """Whether other words in capitals adjoin a word: "Michael Jackson", "Jackson Browne"; "In Jackson" is none."""
    start, end = tokens[at]
    if at:
        before, stop = tokens[at - 1]
        if stop - before > _FUNCTION_WORD and part[stop:start] in JOINED:
            return True
    return at + 1 < len(tokens) and tokens[at + 1][0] == end + 1 and part[end] == " "


def goes_on(part: str, folded: str, end: int) -> bool:
    """Whether what follows a word may belong to the same name: another capital, or a small word of names."""
    if part[end : end + 1] not in _INSIDE:
        return False
    after = part[end + 1 : end + 2]
    return after.isupper() or after == " " or folded.startswith(_PARTICLES, end + 1)


def may_follow(part: str, start: int, free: int) -> bool:
    """Whether a name may stand behind a hyphen or apostrophe: "Egypt-US", "R-London", "al-Bab"."""
    return free == start - 1 or not part[start - 2 : start - 1].isalnum() or part[max(0, start - 3) : start - 1] in (
        " R", " D", "al", "el", "Al", "El", "(R", "(D",
    )  # fmt: skip


def is_end(folded: str, stop: int) -> bool:
    """Whether a word ends here; a possessive's apostrophe ends one."""
    if stop < len(folded) and folded[stop].isalnum():
        return False
    return not folded.startswith("'", stop) or not folded[stop + 1 : stop + 2].isalpha() or folded[stop + 1] == "s"


def ends_in_capital(part: str, start: int, stop: int) -> bool:
    """Whether the last word of a name is written as one: "Salt Lake city" is not."""
    last = max(part.rfind(" ", start, stop), part.rfind("-", start, stop), part.rfind("\n", start, stop)) + 1
    return not part[max(last, start)].islower()


def with_articles(part: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words, and before them the small article that an Arabic name may begin with: "al-Hol"."""
    found = []
    for start, end in tokens:
        if part[start - 3 : start] in _ARTICLES and not part[start - 4 : start - 3].isalnum():
            found.append((start - 3, start - 1))
        found.append((start, end))
    return found
