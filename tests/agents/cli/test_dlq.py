"""Dead letters as they are printed; who may write to the topic may write any header."""

from agents.cli.dlq import SetAside, letter_line, letter_lines
from schemas.dead_letter import DeadLetter, Reason

HOSTILE = "articles\x1b[2J\n\u202e"


def test_no_control_character_of_a_header_reaches_the_terminal() -> None:
    letter = DeadLetter(Reason.INVALID_FIELD, HOSTILE, HOSTILE, 3, 7, field=HOSTILE)
    one = SetAside(letter, HOSTILE.encode(), HOSTILE.encode(), HOSTILE)
    for line in (letter_line(one), *letter_lines(one)):
        assert line.plain.isprintable()
