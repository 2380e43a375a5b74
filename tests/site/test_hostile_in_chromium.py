"""Hostile text in a real Chromium: nothing comes alive, the layout holds. `make audit` tries all of it."""

from __future__ import annotations

from pathlib import Path

import hostile_stories
import pytest
from reading_html import read, text

from audit import hostile
from audit.chromium import CHROMIUM, launched
from audit.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium (Debian package)"
    ),
]


def test_no_attack_comes_alive_on_any_page(data_dir: Path, tmp_path: Path) -> None:
    """A sample of the shared attacks in every field: on each page they stay text, at 390 and 1440 px."""
    texts = hostile.grouped(hostile.attacks(data_dir, 5), 9)
    folder = hostile.built(tmp_path, texts)
    with served(folder) as origin, launched() as browser:
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
