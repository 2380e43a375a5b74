"""Hostile text in a real Chromium: nothing comes alive, the layout holds. `make audit` tries all of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import hostile_stories
import pytest
from reading_html import read, text

from audit import hostile
from audit.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.corpus
def test_no_attack_comes_alive_on_any_page(browser: Browser, data_dir: Path, tmp_path: Path) -> None:
    """A sample of the shared attacks in every field: on each page they stay text, at 390 and 1440 px."""
    texts = hostile.grouped(hostile.attacks(data_dir, 5), 9)
    folder = hostile.built(tmp_path, texts)
    with served(folder) as origin:
        assert list(hostile.faults(browser, folder, origin)) == []


def test_attacks_stand_in_every_part_of_a_story(tmp_path: Path) -> None:
    """Headline, standfirst, text, quotations, sources, signals and rail show what was planted."""
    folder = hostile.built(tmp_path, ["harmless marker"])
    page = read(folder / "2026/03/story-0/index.html")
    for tag in ("title", "h1", "blockquote", "th"):
        assert any("harmless marker" in text(found) for found in page.iter(tag)), tag
    assert text(page).count("harmless marker") > 30
    edition = hostile_stories.edition("harmless marker", hostile_stories.story("x"))
    assert edition.candidates[0].reason == edition.signals[0].why == "harmless marker"
