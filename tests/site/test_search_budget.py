"""What looking for stories costs a reader of a newsroom with many of them."""

from __future__ import annotations

import gzip
import itertools
import random
import re
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
import stories_factory as make
from site_building import ROOT, THEME, theme_environment

from audit.serving import served
from newsdesk.site.machine import search_index
from newsdesk.site.pages import search as search_page
from newsdesk.site.press import write_pages
from newsdesk.site.published import of_versions
from newsdesk.stories import Paragraph, StoryVersion

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

STORIES, BUDGET = 10_000, 100_000
WORDS = 60_000  # different ones; 10,000 texts cut from real posts had 74,000, typing errors included
BODY = (300, 750)  # words of a text, from the smallest story kind to the largest
#: What readers look for, as ranks of words by frequency: one, two and three words, common and rare.
QUESTIONS = ((900,), (150, 2_500), (400, 6_000), (60, 1_200), (90, 300, 4_000))


class Vocabulary(NamedTuple):
    """Words, the most frequent first, and how often they come (cumulated, by the law of Zipf)."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def text(self, chance: random.Random, count: int) -> str:
        """Return so many words."""
        return " ".join(chance.choices(self.words, cum_weights=self.weights, k=count))


def vocabulary(chance: random.Random) -> Vocabulary:
    """Return the words of the documentation by frequency, then halves of them put together."""
    said = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
    real = [word for word, _ in Counter(re.findall(r"[a-z]{1,14}", said.lower())).most_common()]
    made = dict.fromkeys(real)
    while len(made) < WORDS:
        first, second = chance.choice(real), chance.choice(real)
        made.setdefault(first[: len(first) // 2 + 2] + second[len(second) // 2 :])
    weights = itertools.accumulate(1 / (rank + 2.7) for rank in range(WORDS))
    return Vocabulary(tuple(made), tuple(weights))


def stories(words: Vocabulary, chance: random.Random) -> tuple[StoryVersion, ...]:
    """Return the stories of seven years, four a day."""
    pattern = make.story()
    made = []
    for number in range(STORIES):
        at = make.NOON + timedelta(hours=6 * number)
        body = make.sentence(make.part("reading", words.text(chance, chance.randint(*BODY))))
        changes = {
            "slug": f"story-{number}",
            "address": f"/{at:%Y/%m}/{'-'.join(words.text(chance, 9).split())[:70]}-{number}/",
            "headline": words.text(chance, 11).title()[:90],
            "standfirst": words.text(chance, 28)[:200].capitalize() + ".",
            "published_at": at,
            "draft": pattern.draft.model_copy(update={"paragraphs": (Paragraph(sentences=(body,)),)}),
        }
        made.append(pattern.model_copy(update=changes))
    return tuple(made)


def write(folder: Path, made: tuple[StoryVersion, ...]) -> Counter[str]:
    """Write the search page, the index and the theme; return how many files of the index there are."""
    published = of_versions(make.site(url="https://example.org", relative=False), made)
    pages = (*search_page.pages(published), *search_index.pages(published))
    write_pages(pages, theme_environment(), folder)
    shutil.copytree(THEME / "static", folder / "theme")
    return Counter(page.path.split("/")[1] for page in pages)


def transferred(path: Path) -> int:
    """Return the bytes of a file as servers send it, with what its answer's head takes."""
    return len(gzip.compress(path.read_bytes(), 6)) + 300


def test_a_first_search_is_within_its_budget(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Page, stylesheet, script and all that a question fetches, packed; and there are few files a story."""
    chance = random.Random(20260327)
    words = vocabulary(chance)
    made = stories(words, chance)
    files = write(tmp_path, made)
    sizes = [path.stat().st_size for path in (tmp_path / "search").rglob("*.json")]
    lines = [f"{STORIES:,} stories: {dict(files)}, {sum(sizes):,} bytes, the largest file {max(sizes):,}"]
    costs = []
    with served(tmp_path) as address:
        for ranks in QUESTIONS:
            page = browser.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(urlsplit(request.url).path))
            page.goto(f"{address}/search/")
            question = " ".join(words.words[rank] for rank in ranks)
            page.fill("#words", question)
            page.locator(".found:not(:empty)").wait_for()
            shown = page.locator(".results li").count()
            paths = [
                tmp_path / (path.lstrip("/") + ("index.html" if path.endswith("/") else "")) for path in asked
            ]
            costs.append(sum(map(transferred, paths)))
            told = page.inner_text(".found")
            lines.append(f"“{question}”: {told} {shown} shown, {len(asked)} requests, {costs[-1]:,} bytes")
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert max(costs) <= BUDGET
    assert files["text"] + files["words"] + files["stories"] < STORIES / 2
