"""Of what a story is made: how many of its parts are said, counted, happened, because and reading."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from newsdesk.stories import Draft, PartKind

#: The kinds in the order of the legend, with what each rests on.
KINDS: Final[tuple[tuple[PartKind, str], ...]] = (
    ("said", "a post’s words or its argument"),
    ("counted", "a number that code counted"),
    ("happened", "a page, paper or article"),
    ("because", "a recomputed number"),
    ("reading", "interpretation, bound to what stands beside it"),
)


def legend(draft: Draft) -> list[dict[str, Any]]:
    """Return each kind with its number of parts in the body and what it rests on."""
    parts = (part for p in draft.paragraphs for sentence in p.sentences for part in sentence.parts)
    counts = Counter(part.kind for part in parts)
    return [{"kind": kind, "count": counts[kind], "meaning": meaning} for kind, meaning in KINDS]
