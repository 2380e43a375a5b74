"""The shapes of a story: which paragraph holds the numbers, and where two voices stand side by side.

All shapes open on the lead and end on the last word. A link (a counted sentence) is put in of itself before a
third quotation in a row.
"""

from __future__ import annotations

#: Names of blocks, paragraph by paragraph; see Body.block for what each becomes.
SHAPES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("lead", "travel", "event", "answer"),
        ("moved", "also", "voice", "spread", "moods"),
        ("pair", "link", "voice"),
        ("places", "voice", "rest", "close"),
    ),
    (
        ("lead", "event", "travel", "voice"),
        ("moved", "spread", "also", "voice"),
        ("pair", "moods", "voice"),
        ("places", "voice", "rest", "close"),
    ),
    (
        ("lead", "travel", "event", "answer"),
        ("moved", "moods", "voice", "also"),
        ("voice", "spread", "pair"),
        ("places", "voice", "rest", "close"),
    ),
    (
        ("lead", "event", "answer", "voice"),
        ("moved", "also", "moods", "voice"),
        ("places", "voice", "pair"),
        ("spread", "voice", "rest", "close"),
    ),
)
DISPATCH_SHAPES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("lead", "travel", "answer"),
        ("answer", "replied", "answer", "voice"),
        ("reach", "pair", "rest", "close"),
    ),
    (("lead", "travel"), ("answer", "answer", "replied", "voice"), ("toned", "pair", "rest", "close")),
    (
        ("lead", "travel", "answer"),
        ("toned", "answer", "answer"),
        ("replied", "voice", "pair", "rest", "close"),
    ),
)
