"""The gate's cases: a folder each, with what differs from the shared draft, what must be found, and why."""

from __future__ import annotations

from pathlib import Path

import drafting
import pytest

from newsdesk.check import check, gate
from newsdesk.check.codes import CODES

FOLDERS = sorted(path for path in drafting.CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_case_finds_exactly_its_errors(folder: Path) -> None:
    """Each case gives the error codes that it names, and no others."""
    told, brief, draft = drafting.case(folder)
    found = check(draft, brief)
    errors = sorted({finding.code for finding in found if finding.severity == "error"})
    assert errors == told["errors"], [str(finding) for finding in found]
    warnings = {finding.code for finding in found if finding.severity == "warning"}
    assert set(told.get("warnings", ())) <= warnings
    assert told["why"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_nothing_unsound_comes_through(folder: Path) -> None:
    """What the gate calls sound has no error left, and dropping again changes nothing."""
    _, brief, draft = drafting.case(folder)
    gated = gate(draft, brief)
    errors = [finding for finding in check(gated.draft, brief) if finding.severity == "error"]
    assert not (gated.sound and errors)
    if gated.sound:
        again = gate(gated.draft, brief)
        assert (again.draft, again.dropped) == (gated.draft, ())
        assert gated.figures.quote_fidelity == 1.0


def test_there_are_sound_and_unsound_cases_for_the_codes() -> None:
    """Most error codes of a draft have a case that shows them, and there are as many kinds of sound ones."""
    shown = {code for folder in FOLDERS for code in drafting.case(folder)[0]["errors"]}
    errors = {code for code, rule in CODES.items() if rule.severity == "error"}
    assert shown <= errors
    assert len(shown) >= 35
    assert sum(folder.name.startswith("sound-") for folder in FOLDERS) >= 25
