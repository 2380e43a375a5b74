"""What is quoted in print: by record, of other versions alone, and only of what stood there by then."""

from __future__ import annotations

from datetime import timedelta

from newsdesk.config import Layout
from newsdesk.publish import quotations, versions
from newsdesk.stories import StoryVersion


def _other(version: StoryVersion, **changes: object) -> StoryVersion:
    """Return a like version of another story."""
    story = version.story + "-again"
    moved = {"story": story, "slug": version.slug + "-again", "address": f"/{story}/", **changes}
    return versions.seal(version.model_copy(update=moved))


def test_a_run_keeps_what_it_prints(version: StoryVersion) -> None:
    """Every quotation of the published versions stands under the full id of its record."""
    found = quotations.printed([version])
    assert dict(quotations.of(version)) == {
        record: next(iter(texts)) for record, texts in found.texts.items()
    }
    assert all(":" in record for record in found.texts)


def test_a_version_is_held_against_others_of_its_time(layout: Layout, version: StoryVersion) -> None:
    """Not against itself, nor against what came later, nor a demonstration against real stories."""
    versions.publish(layout, version)
    assert not any(quotations.index(layout).beside(version).values())
    later = version.modified_at + timedelta(hours=6)
    for apart in (_other(version, modified_at=later), _other(version, demo=not version.demo)):
        path, _ = versions.publish(layout, apart)
        assert not any(quotations.index(layout).beside(version).values())
        path.unlink()
    versions.publish(layout, _other(version))
    beside = quotations.index(layout).beside(version)
    assert {record for record, texts in beside.items() if texts} == {r for r, _ in quotations.of(version)}


def test_a_file_that_can_t_be_read_is_passed_over(layout: Layout, version: StoryVersion) -> None:
    """It is told by the check of its own file."""
    path, _ = versions.publish(layout, version)
    (path.parent / "v2.json").write_text("{", encoding="utf-8")
    assert quotations.index(layout).appearances
