"""``python -m agents.cli``: the command line, where the script is not on the path."""

from agents.cli import main

main()
