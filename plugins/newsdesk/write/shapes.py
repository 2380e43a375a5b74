"""The shapes of a story: which paragraph holds the numbers, and where the opposed voices meet.

All shapes open on the lead and end on the question, if somebody asked one.
"""

from __future__ import annotations

#: Names of blocks, paragraph by paragraph; see Body.block for what each becomes. ``…*`` is "as it comes".
SHAPES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("lead", "travel", "answer"),
        ("moved", "voice", "moods", "voice"),
        ("pair", "spread", "voice"),
        ("places", "rest", "close"),
    ),
    (
        ("lead", "travel", "answer", "voice"),
        ("moved", "moods", "pair", "spread"),
        ("places", "voice", "rest", "close"),
    ),
    (
        ("lead", "moved", "answer"),
        ("pair", "moods", "voice"),
        ("spread", "voice", "places"),
        ("rest", "close"),
    ),
    (
        ("lead", "travel", "voice", "answer"),
        ("pair", "moods", "voice"),
        ("moved", "spread", "voice", "places"),
        ("rest", "close"),
    ),
    (
        ("lead", "travel", "answer"),
        ("moved", "spread", "pair"),
        ("moods", "voice", "places", "voice"),
        ("rest", "close"),
    ),
)
DISPATCH_SHAPES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("lead", "travel"),
        ("answer", "answer", "voice"),
        ("moved", "moods", "places", "pair", "answer"),
        ("rest", "close"),
    ),
    (("lead", "travel", "answer"), ("pair", "answer", "voice"), ("moved", "spread", "pair", "rest", "close")),
    (("lead", "answer", "answer"), ("moved", "spread", "voice"), ("pair", "moods", "rest", "close")),
)
