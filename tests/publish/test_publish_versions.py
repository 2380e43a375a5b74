"""Version files: append-only, found again, named when they are not whole."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.check import gate
from newsdesk.config import Layout
from newsdesk.errors import StoryError
from newsdesk.publish import versions
from newsdesk.publish.article import markdown
from newsdesk.stories import Provenance, StoryVersion


@given(st.text(max_size=200))
def test_a_slug_is_plain(headline: str) -> None:
    """Whatever the headline, the slug is words of a-z and 0-9, at most 70 characters, and stays itself."""
    import re

    slug = versions.slug_of(headline)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 70
    assert versions.slug_of(slug) == slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Posts on Tessel Reach 51 in a Day", "posts-on-tessel-reach-in-a-day"),
        ("Talk of It Goes From About Three a Day to 51", "talk-of-it-goes-from-about-three-a-day"),
        ("Bluesky Goes 57% Negative While Reddit Stands at 11%", "bluesky-goes-negative-while-reddit-stands"),
        ("GPT-5 and o3 Draw 1,340 Points", "gpt-5-and-o3-draw-points"),
        ("63", "story"),
    ],
)
def test_a_slug_holds_no_count_and_ends_on_a_word(headline: str, slug: str) -> None:
    """Bare numbers age with the next version and are left out; names keep theirs; no slug ends on "at"."""
    assert versions.slug_of(headline) == slug


def test_publish_and_load(layout: Layout, version: StoryVersion) -> None:
    """What is loaded is what was published, and publishing it again touches no file."""
    path, article = versions.publish(layout, version)
    before = path.stat().st_mtime_ns, article.stat().st_mtime_ns
    assert versions.load(layout, path) == version
    assert versions.publish(layout, version) == (path, article)
    assert (path.stat().st_mtime_ns, article.stat().st_mtime_ns) == before
    assert path.relative_to(layout.content).as_posix() == f"versions/2026/03/{version.slug}/v1.json"
    assert article.relative_to(layout.content).as_posix() == f"stories/2026/03/{version.slug}.md"
    assert version.address == f"/2026/03/{version.slug}/"


def test_history_is_never_rewritten(layout: Layout, version: StoryVersion) -> None:
    """Another version under a number that is taken is refused, and the file stays."""
    path, _ = versions.publish(layout, version)
    data = path.read_bytes()
    with pytest.raises(StoryError, match="never rewritten"):
        versions.publish(layout, versions.seal(version.model_copy(update={"site": "Other"})))
    assert path.read_bytes() == data


def test_made_again_it_is_the_same_and_another_story_gets_another_slug(
    layout: Layout, version: StoryVersion, drafting: ModuleType
) -> None:
    """A run that was cut short comes to the same bytes; another brief's like headline does not collide."""
    versions.publish(layout, version)
    same = versions.make_version(layout, version.brief, _gated(drafting, {}), "AIDRAN", version.provenance)
    assert versions.dump(same) == versions.dump(version)
    other = drafting.brief({"why": "Another reason."})
    gated = gate(drafting.draft(drafting.sound(), other), other)
    another = versions.make_version(layout, other, gated, "AIDRAN", version.provenance).slug
    assert another.endswith("-2")
    assert version.slug.startswith(another[:-2])
    assert len(another) <= 70


def _gated(drafting: ModuleType, changes: dict[str, object]) -> object:
    brief = drafting.brief(changes)
    return gate(drafting.draft(drafting.sound(), brief), brief)


def proved(layout: Layout) -> tuple[tuple[StoryVersion, ...], tuple[str, ...]]:
    """Return the current versions that are whole, and what is told of everything else."""
    found = [versions.prove(layout, paths) for paths in versions.stories(layout)]
    names = [paths[0].parent.relative_to(layout.versions).as_posix() for paths in versions.stories(layout)]
    faults = (fault for one in found for fault in one.faults)
    whole = tuple(one.versions[-1].version for one in found if one.versions)
    return whole, (*faults, *versions.strays(layout, names))


def test_the_next_version_keeps_its_address(
    layout: Layout, version: StoryVersion, drafting: ModuleType
) -> None:
    """Version 2 stands under the address and date of version 1, and is the current one."""
    versions.publish(layout, version)
    later = drafting.brief({"edition": "2026-04-01T00:00:00Z"})
    gated = gate(drafting.draft(drafting.sound(), later), later)
    second = versions.make_version(layout, later, gated, "AIDRAN", version.provenance, previous=version)
    versions.publish(layout, second)
    assert (second.version, second.address, second.published_at) == (2, version.address, version.published_at)
    assert versions.current(layout) == (second,)
    assert proved(layout) == ((second,), ())


def test_an_unsound_draft_is_never_a_version(
    layout: Layout, drafting: ModuleType, origin: Provenance
) -> None:
    """Making a version of what failed is a mistake of the program."""
    brief = drafting.brief()
    data = drafting.sound()
    data["headline"][0]["stat"] = "volume.then"
    with pytest.raises(ValueError, match="gate"):
        versions.make_version(layout, brief, gate(drafting.draft(data, brief), brief), "AIDRAN", origin)


def test_proved_names_what_is_not_whole(layout: Layout, version: StoryVersion) -> None:
    """A changed article, a changed version, a missing article and a stray article are named and left out."""
    path, article = versions.publish(layout, version)
    assert proved(layout) == ((version,), ())
    article.write_text(markdown(version).replace("tests", "texts"), encoding="utf-8")
    assert "stories/2026/03" in proved(layout)[1][0]
    article.unlink()
    assert "missing" in proved(layout)[1][0]
    versions.publish(layout, version)
    path.write_bytes(path.read_bytes().replace(b"63 posts", b"64 posts"))
    whole, problems = proved(layout)
    assert whole == ()
    assert "changed after it was published" in problems[0]
    path.write_bytes(b"{")
    assert "not a story's version file" in proved(layout)[1][0]
    (layout.stories / "stray.md").write_text("x", encoding="utf-8")
    assert any("stray.md" in problem for problem in proved(layout)[1])


def test_an_empty_newsroom_has_no_stories(layout: Layout) -> None:
    """No folder, no stories, no problem."""
    assert versions.current(layout) == ()
    assert proved(layout) == ((), ())


def test_a_malformed_version_file_is_named(layout: Layout, version: StoryVersion) -> None:
    """The error says which file, what is wrong and what to do, and shows no absolute path."""
    path, _ = versions.publish(layout, version)
    path.write_bytes(path.read_bytes().replace(b'"kind": "said"', b'"kind": "sung"', 1))
    with pytest.raises(StoryError, match="Restore it from git") as told:
        versions.current(layout)
    assert str(layout.root) not in str(told.value)


def test_paths_are_those_of_the_layout(layout: Layout, version: StoryVersion) -> None:
    """The helpers give the places that publish uses."""
    assert versions.publish(layout, version) == (
        versions.version_path(layout, version),
        versions.article_path(layout, version),
    )
    assert isinstance(versions.version_path(layout, version), Path)
