"""The contenders' work with other Python libraries, as their own documents have it done.

Each is a program of its own in an environment of its own (a dependency group of ``pyproject.toml``), for they do not
agree with one another on their clients. The command line is a ``benchmarks.meter.Job``.
"""
