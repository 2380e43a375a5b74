"""A newsroom in a folder that is edited in every way that matters to its pages, and built again each time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import editions_factory as editions
import pytest
import stories_factory as make
from jinja2 import Environment, FileSystemLoader, UndefinedError
from site_building import DRAWINGS, THEME

from newsdesk.archive import corrections, ledger, removals
from newsdesk.archive.corrections import Correction
from newsdesk.config import Layout, Publication
from newsdesk.publish import versions
from newsdesk.site import state
from newsdesk.site.build import Built, build
from newsdesk.site.settings import HandWritten
from newsdesk.stories import EarlierStory, Paragraph, StoryVersion

HOURS: Final = timedelta(hours=1)
BEATS: Final = tuple(make.BEATS)
#: A story that no edit takes away, so that there is always one to tell of.
FIRST: Final = "slow-models"


class Newsroom:
    """A newsroom, its theme and its output; each method that begins with ``edit`` is one edit.

    ``number`` tells an edit apart from the others of its kind, and chooses what it is done to.
    """

    def __init__(self, folder: Path) -> None:
        self.layout, self.output = Layout(folder / "newsroom"), folder / "output"
        self.templates = folder / "templates"
        shutil.copytree(THEME / "templates", self.templates)
        self.layout.cache.mkdir(parents=True)
        (self.layout.cache / "drawings").symlink_to(DRAWINGS)
        self.site: dict[str, Any] = {}
        self._folder, self._clean = folder, 0
        for number, story in enumerate(make.newsroom_of_eight()[:3]):
            self.publish(story)
            self._edition(story, number)

    def build(self) -> Built:
        """Bring the output up to date."""
        return self._build(self.output)

    def clean(self) -> tuple[Built, dict[str, bytes]]:
        """Build into an empty folder, of which nothing is remembered; return what came of it."""
        self._clean += 1
        output = self._folder / f"clean-{self._clean}"
        built = self._build(output)
        found = files(output)
        shutil.rmtree(output)
        return built, found

    def _build(self, output: Path) -> Built:
        loader = FileSystemLoader(self.templates)
        environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        return build(self.layout, make.site(**self.site), environment, output)

    def publish(self, version: StoryVersion) -> None:
        """Publish a version."""
        versions.publish(self.layout, versions.seal(version))

    def _edition(self, version: StoryVersion, number: int, **became: Any) -> None:
        report = editions.edition(
            version.modified_at,
            editions.became(version, **became),
            editions.candidate(reason=f"too like “{FIRST}”, {number}"),
            signals=version.brief.signals,
            weather=[editions.weather(posts=20 + number), editions.usual("ai-bias", 3)],
        )
        ledger.write_edition(self.layout, report)

    def stories(self) -> list[StoryVersion]:
        """Return the current versions."""
        return list(versions.current(self.layout))

    def chosen(self, number: int) -> StoryVersion:
        """Return one of the stories."""
        stories = self.stories()
        return stories[number % len(stories)]

    def edit_add_a_story(self, number: int) -> None:
        """Add a story that shares a post with another, links to it, and may be older than it."""
        other, beat = self.chosen(number), BEATS[number % len(BEATS)]
        slug, days = f"added-{number}", (number % 40) - 30.5
        records = (*(make.record(n, slug) for n in range(4)), other.brief.records[0].record)
        earlier = EarlierStory(
            id="e1", **other.model_dump(include={"slug", "address", "headline", "standfirst", "published_at"})
        )
        told = make.sentence(make.part("happened", "It is not the first time.", "e1"))
        brief = make.brief(beat, make.NOON + timedelta(days=days), records, earlier=(earlier,))
        paragraphs = (*make.body(), Paragraph(sentences=(told,)))
        story = make.story(beat, slug, days, f"Story Number {number}", brief=brief, paragraphs=paragraphs)
        if all(known.slug != slug for known in self.stories()):
            self.publish(story)
            self._edition(story, number)

    def edit_add_a_version(self, number: int) -> None:
        """Publish another version of a story, with or without another headline."""
        version = self.chosen(number)
        headline = version.headline if number % 2 else f"Told Anew, {number}"
        later = editions.updated(version, 6, headline)
        self.publish(later)
        self._edition(later, number, fate="version", reason=f"{number} new voices.")

    def edit_correct_a_story(self, number: int) -> None:
        """Say what was wrong in a story, or in one that isn't there."""
        version = self.chosen(number)
        slug = version.slug if number % 4 else "never-told"
        said = Correction(at=version.modified_at + number * HOURS, story=slug, text=f"It was {number}.")
        corrections.add(self.layout, said, demo=False)

    def edit_remove_a_record(self, number: int) -> None:
        """Enter that a platform no longer shows a post."""
        record = self.chosen(number).brief.records[number % 5].record.id
        seen = make.NOON + number * HOURS
        entry = removals.RemovedRecord(record=record, reason="deleted", source="reddit", seen_at=seen)
        removals.add(self.layout, [entry])

    def edit_withdraw_a_story(self, number: int) -> None:
        """Take a story away as the documents say: its article and its folder of versions."""
        version = self.chosen(number)
        if version.slug != FIRST:
            shutil.rmtree(self.layout.versions / version.story)
            versions.article_path(self.layout, version).unlink()

    def edit_lose_a_version(self, number: int) -> None:
        """Lose an earlier version of a story, so that there is a gap in what it was so far."""
        for version in self.stories():
            if version.version > 1:
                first = version.model_copy(update={"version": 1 + number % (version.version - 1)})
                versions.version_path(self.layout, first).unlink(missing_ok=True)

    def edit_alter_an_article(self, number: int) -> None:
        """Alter a letter of an article, and put it back if it was altered: an altered story isn't told."""
        self._flip(versions.article_path(self.layout, self.chosen(number)))

    def edit_alter_a_version(self, number: int) -> None:
        """Alter a letter of a version file, and put it back if it was altered."""
        version = self.chosen(number)
        if version.slug != FIRST:
            self._flip(versions.version_path(self.layout, version))

    def _flip(self, path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data.swapcase() if b"schema" not in data else _flipped(data))

    def edit_touch_a_file(self, number: int) -> None:
        """Give a version file another time and the same bytes."""
        os.utime(versions.version_path(self.layout, self.chosen(number)), ns=(number, number))

    def edit_a_setting(self, number: int) -> None:
        """Change something that the site is."""
        settings: list[dict[str, Any]] = [
            {"name": f"Gazette {number}"},
            {"url": "https://news.example", "relative": False},
            {"url": "", "relative": True},
            {"beats": tuple(make.config_beat(slug) for slug in BEATS[number % 3 :])},
            {"publication": Publication(contact=f"desk{number}@example.org", cards="site")},
            {"notes": (HandWritten(title=f"Note {number}", address="/notes/a/", published_at=make.NOON),)},
            {"language": "ar" if number % 2 else "en"},
        ]
        self.site |= settings[number % len(settings)]

    def edit_a_template(self, number: int) -> None:
        """Change a template of the theme, or a part that others include."""
        names = ("story.html", "partials/card.html", "feed.xml", "lines.txt", "base.html")
        template = self.templates / names[number % len(names)]
        template.write_text(template.read_text() + f"\n{{# {number} #}}<!-- {number} -->\n")

    def edit_spoil_an_output(self, number: int) -> None:
        """Spoil a page that was written, without changing its size, or take it away."""
        written = sorted(path for path in self.output.rglob("*") if path.is_file())
        if written:
            path = written[number % len(written)]
            path.write_bytes(b"x" * path.stat().st_size) if number % 2 else path.unlink()

    def edit_spoil_the_state(self, number: int) -> None:
        """Spoil what the last build remembered, or take it away."""
        memory = state.place_of(self.layout.cache, self.output)
        data = memory.read_bytes() if memory.exists() else b""
        spoiled = (
            b"",
            b"[1]\n",
            b'{"format": "site/0"}\n',
            data[: len(data) // 2],
            b"\xff\n",
            b"{}\n" + data,
        )
        if number % 7 < 6:
            memory.write_bytes(spoiled[number % 7])
        else:
            memory.unlink(missing_ok=True)

    def edit_interrupt_a_build(self, number: int) -> None:
        """Begin a build that tells of one story more and fails at one of its pages; withdraw the story.

        What earlier builds remembered may be spoiled before that.
        """
        if number % 3 == 0:
            self.edit_spoil_the_state(number)
        template = self.templates / ("wire.html", "archive.html", "search.html", "story.html")[number % 4]
        whole, before = template.read_text(), {version.story for version in self.stories()}
        self.edit_add_a_story(number + 500)
        template.write_text("{{ nowhere }}")
        with pytest.raises(UndefinedError, match="nowhere"):
            self.build()
        template.write_text(whole)
        for version in self.stories():
            if version.story not in before:
                shutil.rmtree(self.layout.versions / version.story)
                versions.article_path(self.layout, version).unlink()


EDITS: Final[dict[str, Callable[[Newsroom, int], None]]] = {
    name: method for name, method in vars(Newsroom).items() if name.startswith("edit_")
}


def _flipped(data: bytes) -> bytes:
    place = data.index(b'"headline": "') + len(b'"headline": "')
    return data[:place] + data[place : place + 1].swapcase() + data[place + 1 :]


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
