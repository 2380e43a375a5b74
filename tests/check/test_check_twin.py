"""A magazine-style story that holds, and its twin that doesn't: each hard case gets the verdict it should."""

from __future__ import annotations

from typing import Any

import drafting
import pytest
import twins

from newsdesk.check import check, gate
from newsdesk.stories import Finding

UNSOUND = twins.unsound()


def _errors(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(finding.part, finding.code) for finding in found if finding.severity == "error"}


def _expected(points: list[dict[str, Any]]) -> set[tuple[str, str]]:
    tables = [{point["at"]: point["errors"], **point.get("beside", {})} for point in points]
    return {(at, code) for table in tables for at, codes in table.items() for code in codes}


def test_the_sound_twin_is_published_whole() -> None:
    """Nothing is found against it, nothing is dropped, and it has the size and quotations of a lead."""
    brief, draft = twins.sound()
    gated = gate(draft, brief)
    assert gated.sound
    assert (gated.draft, gated.dropped) == (draft, ())
    assert gated.findings == ()
    assert (gated.figures.quote_fidelity, gated.figures.traceability) == (1.0, 1.0)


def test_the_twin_has_a_part_of_every_kind() -> None:
    """Said, happened, counted, because and reading."""
    _, draft = twins.sound()
    parts = [part for p in draft.paragraphs for sentence in p.sentences for part in sentence.parts]
    assert {part.kind for part in parts} == {"said", "happened", "counted", "because", "reading"}


@pytest.mark.parametrize("point", UNSOUND, ids=lambda point: point["point"])
def test_one_point_is_found_where_it_is(point: dict[str, Any]) -> None:
    """A single change gets exactly its findings, at its own part."""
    brief = twins.brief()
    draft = drafting.draft(twins.changed(twins.story(), [point]), brief)
    assert _errors(check(draft, brief)) == _expected([point])


def test_the_unsound_twin_gets_exactly_its_findings_and_is_not_published() -> None:
    """All changes at once: the table in the data, no more and no less."""
    brief = twins.brief()
    draft = drafting.draft(twins.changed(twins.story(), UNSOUND), brief)
    found = _errors(check(draft, brief))
    assert found == _expected(UNSOUND)
    assert not gate(draft, brief).sound
