"""What one item of an answer becomes, and the payload of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsdesk.collect.payload import Payload, Removal
from newsdesk.records import Problem, Record

#: A record, that it is gone, why it can't be used; a text is the reason why it is left out on purpose.
Outcome = Record | Removal | Problem | str


def gathered(
    what: str, found: Iterable[Outcome], after: str | None = None, error: str | None = None
) -> Payload:
    """Return the payload of what was read item by item, each put where it belongs."""
    every = tuple(found)
    return Payload(
        what,
        records=tuple(one for one in every if isinstance(one, Record)),
        problems=tuple(one for one in every if isinstance(one, Problem)),
        removed=tuple(one for one in every if isinstance(one, Removal)),
        dropped=dict(sorted(Counter(one for one in every if isinstance(one, str)).items())),
        after=after,
        error=error,
    )
