"""How good the newsroom is, in numbers, each beside the floor that it must hold.

    python -m benchmarks.quality [NAME …] [--json]

    measure    Measure: one number with its floor; Skipped: one that can't be taken here
    running    every other module by name: what it measures, why it was skipped, how it failed
    table      what is shown: a table on a terminal, plain lines in a pipe, JSON for machines
    __main__   the command

Each module beside these with a function ``measures(data: Path) -> Iterator[Measure | Skipped]`` is a part of
the report under its own name; adding one needs nothing else. ``data`` is the folder of shared data
(``NEWSDESK_DATA``, default ``../shared/data``), which may be absent.
"""
