"""Which story a person means: every usual way to name one finds it, everything else is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factories
from newsdesk.config import Layout
from newsdesk.errors import UsageError
from newsdesk.publish import versions
from newsdesk.publish.naming import named

make = factories.helper("site/stories_factory")
SLUGS = ("slow-models", "slow-models-2", "accents", "2026-in-numbers")


@pytest.fixture
def stories(layout: Layout) -> Layout:
    """Give a newsroom with four stories, the first in two versions."""
    for slug in SLUGS:
        versions.publish(layout, versions.seal(make.story(slug=slug)))
    second = make.story(slug="slow-models", version=2, modified_at=make.NOON + make.timedelta(hours=6))
    versions.publish(layout, versions.seal(second))
    return layout


@pytest.mark.parametrize(
    "told",
    [
        "slow-models",
        " slow-models/ ",
        "2026/03/slow-models",
        "/2026/03/slow-models/",
        "/2026/03/slow-models/v1/",
        "https://example.org/2026/03/slow-models/",
        "https://owner.github.io/2026/03/news/2026/03/slow-models/v1/index.html?x=/2026/03/accents/#source-3",
        "content/stories/2026/03/slow-models.md",
        "content/versions/2026/03/slow-models/v1.json",
        "content/versions/2026/03/slow-models",
        "output/2026/03/slow-models/index.html",
    ],
)
def test_every_way_to_name_a_story_finds_its_newest_version(stories: Layout, told: str) -> None:
    """Slug, address, URL, article, version, folder and page all mean the story."""
    assert named(stories, told) == stories.versions / "2026/03/slow-models/v2.json"


def test_files_are_found_from_their_folder(stories: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named as it stands in the current folder is that file."""
    for folder, name in (
        (stories.stories / "2026/03", "accents.md"),
        (stories.versions / "2026/03/accents", "v1.json"),
    ):
        monkeypatch.chdir(folder)
        assert named(stories, name).parent.name == "accents"


def test_a_file_with_a_slug_for_a_name_changes_nothing(
    stories: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slug is a slug, also where a file is called like it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "accents").touch()
    assert named(stories, "accents").parent.name == "accents"


@pytest.mark.parametrize(
    ("told", "like"),
    [
        ("slow-model", ["slow-models", "slow-models-2"]),
        ("Slow Models", ["slow-models", "slow-models-2"]),
        ("numbers in 2026", ["2026-in-numbers"]),
        ("/2026/03/acents/", ["accents"]),
        ("https://example.org/2025/11/accents/", ["accents"]),
        ("content/stories/2026/03/accent.md", ["accents"]),
    ],
)
def test_an_unknown_story_is_told_with_those_like_it(stories: Layout, told: str, like: list[str]) -> None:
    """Misspelt, in capitals or under another month: the right one is at hand."""
    with pytest.raises(UsageError) as error:
        named(stories, told)
    assert str(error.value).splitlines()[1:] == [f"  {slug}" for slug in like]


@pytest.mark.parametrize("told", ["", "/", "zzz", "../..", "x" * 9999, "http://[", "a\0b", "\ud800"])
def test_what_names_nothing_is_one_message(stories: Layout, told: str) -> None:
    """Whatever is given instead of a story is told, and nothing is listed that isn't like it."""
    with pytest.raises(UsageError, match="There is no story"):
        named(stories, told)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_text_is_taken_for_a_story_by_chance(layout: Layout, told: str) -> None:
    """In a newsroom without stories every text is a usage error, and no other."""
    with pytest.raises(UsageError, match="no published stories yet"):
        named(layout, told)
