"""The stories of the demonstration newsroom side by side: none begins, ends or runs on like another."""

from __future__ import annotations

from itertools import permutations

from newsdesk import newsroom
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.voice import style

#: What a brief may spend on what its writer should avoid, in bytes.
ROOM = 6 * 1024


def test_no_two_stories_share_an_opening_a_closing_or_six_words(
    worked: tuple[Layout, newsroom.Worked],
) -> None:
    """Any version and the versions of other stories before it have none of the three in common."""
    told = sorted(versions.every(worked[0]), key=lambda version: (version.modified_at, version.slug))
    styles = {(version.slug, version.version): style(version.draft, version.brief) for version in told}
    newest = {version.slug: styles[version.slug, version.version] for version in told}
    assert len(newest) >= 10
    for one, other in permutations(newest, 2):
        assert newest[one].opening != newest[other].opening
        assert newest[one].closing != newest[other].closing
        assert not newest[one].runs & newest[other].runs


def test_the_gate_heard_nothing_and_dropped_nothing(worked: tuple[Layout, newsroom.Worked]) -> None:
    """The built-in writer avoids what it was asked to: nothing had to go for its voice."""
    for version in versions.every(worked[0]):
        errors = [finding for finding in version.findings if finding.severity == "error"]
        assert not errors
        assert not [lost for lost in version.provenance.dropped if lost.finding.code.startswith("voice-")]
        assert len(version.brief.avoid.model_dump_json().encode()) <= ROOM
