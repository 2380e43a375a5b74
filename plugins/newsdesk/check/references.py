"""Cites, statistics, forms and slots: everything a part points at is there."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.prose import SLOT
from newsdesk.stories import Finding


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each reference that leads nowhere and each slot that doesn't fit."""
    if view.draft.brief != view.brief.id:
        yield finding("brief-mismatch", "draft", f"written from {view.draft.brief}, not {view.brief.id}")
    for place in view.places:
        yield from _cites(view, place)
        yield from _statistic(view, place)
        yield from _slots(view, place)


def _cites(view: View, place: Place) -> Iterator[Finding]:
    for cite in place.part.cites:
        if cite not in view.texts:
            yield finding("cite-unknown", place.path, f"no {cite} in the brief")
    quote = place.part.quote
    if quote and quote.record not in view.records:
        yield finding("quote-record", place.path, f"no record {quote.record} in the brief")
    if (
        place.part.kind == "said"
        and not place.is_mark
        and not any(cite in view.texts for cite in place.evidence)
    ):
        yield finding("uncited", place.path, "nothing is cited here or earlier in the paragraph")


def _statistic(view: View, place: Place) -> Iterator[Finding]:
    part = place.part
    if part.stat is None:
        if part.form is not None:
            yield finding("form-unknown", place.path, f"form {part.form} of no statistic")
        return
    placed = {statistic.id: statistic for statistic in view.brief.statistics}.get(part.stat)
    if placed is None:
        yield finding("stat-unknown", place.path, f"no statistic {part.stat} in the brief")
    elif part.form is None or part.form not in placed.forms:
        yield finding("form-unknown", place.path, f"statistic {part.stat} has no form {part.form}")


def _slots(view: View, place: Place) -> Iterator[Finding]:
    part = place.part
    slots = [name.casefold() for name in SLOT.findall(part.text)]
    for name, wanted in (("quote", part.quote is not None), ("stat", part.stat is not None)):
        if slots.count(name) != int(wanted):
            found = f"{{{name}}} stands {slots.count(name)} times, wanted {int(wanted)}"
            yield finding(f"slot-{name}", place.path, found)
    if {"speaker", "another"} & set(slots) and not view.cited_records(place, inherit=False):
        yield finding("slot-speaker", place.path, "{speaker} without a cited record")
    if "{" in place.own or "}" in place.own:
        yield finding("slot-stray", place.path, f"braces in {part.text!r:.80}")
