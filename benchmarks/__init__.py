"""Speed: programs that print a table; none of them is a timed test."""
