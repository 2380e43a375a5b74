"""A statistic in its role: the prose around a number says of it what it is, and nothing else.

Code renders a number with its words, but a writer chooses where it stands. What stands around it may not name
another mood, place, subject or noun than it counts, nor tell a level as a change, a usual value as today's,
or a rise as a fall; and what it counts must be said near it.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check import compared, movements, nouns, subjects
from newsdesk.check.codes import finding
from newsdesk.check.placed import placed
from newsdesk.check.view import View
from newsdesk.stories import Finding

_RULES = (*subjects.RULES, *nouns.RULES, *compared.RULES, *movements.RULES)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each number that its own sentence takes for another."""
    for one in placed(view):
        reasons = (reason for rule in _RULES for reason in rule(view, one))
        reason = next(reasons, None)
        if reason:
            yield finding("role", one.place.path, f"{one.statistic.id} is {one.statistic.label!r}: {reason}")
    yield from _twice(view)


def _twice(view: View) -> Iterator[Finding]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for place in view.places:
        key = (place.sentence, place.part.stat, place.part.form)
        if place.part.stat and key in seen:
            yield finding("role", place.path, f"{place.part.stat} is placed twice in one sentence")
        seen.add(key)
