"""Readings owe nothing, and therefore hold nothing new, stand beside what does, and stay few.

Names, numbers and dates in readings are found by :mod:`newsdesk.check.names` and
:mod:`newsdesk.check.numbers`, which allow a reading no number and only names already given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.check.words import count
from newsdesk.stories import Finding

IN_A_ROW = 2
SHARE = 0.4
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|wrote|writes|according to|argued(?! (?:over|about)\b)|argues|claimed|claims|announced"
    r"|announces"
    r"|(?<!once )(?<!when )(?<!if )(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )admitted|admits)\b",
    re.I,
)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each reading that says too much, stands alone, or is one too many."""
    run, group = 0, ""
    for place in view.body:
        run = run + 1 if place.part.kind == "reading" and (place.group == group or not run) else 0
        if place.part.kind == "reading":
            run = max(run, 1)
            if run > IN_A_ROW:
                yield finding("reading-run", place.path, f"reading number {run} in a row")
            if not _has_company(view, place):
                yield finding("reading-alone", place.path, "no other part of this paragraph cites anything")
        group = place.group
    for place in view.places:
        if place.part.kind == "reading":
            yield from _debts(place)
    yield from _share(view)


def _debts(place: Place) -> Iterator[Finding]:
    attribution = _ATTRIBUTION.search(place.own)
    for debt in (place.part.quote and "a quotation", place.part.stat and "a statistic"):
        if debt:
            yield finding("reading-owes", place.path, f"holds {debt}")
    if attribution:
        yield finding("reading-owes", place.path, f"holds the attribution {attribution.group()!r}")


def _has_company(view: View, place: Place) -> bool:
    others = (other for other in view.body if other.group == place.group and other.part.kind != "reading")
    return any(other.cites or other.part.stat for other in others)


def share(view: View) -> float:
    """Return the readings' part of the body's words, 0…1."""
    total = sum(count(place.rendered) for place in view.body)
    reading = sum(count(place.rendered) for place in view.body if place.part.kind == "reading")
    return reading / total if total else 0.0


def _share(view: View) -> Iterator[Finding]:
    readings = [place for place in view.body if place.part.kind == "reading"]
    if readings and share(view) > SHARE:
        # The last one goes first: what comes earlier carries the argument.
        yield finding("reading-share", readings[-1].path, f"readings are {share(view):.0%} of the words")
