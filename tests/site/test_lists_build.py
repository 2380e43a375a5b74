"""What the lists tell comes from the newsroom's own settings and ledger when Pelican builds."""

from __future__ import annotations

from pathlib import Path

import pytest
import stories_factory as make
from reading_html import by_class, ids, links, read, text
from test_pelican_build import build, newsroom

from newsdesk.archive import removals
from newsdesk.config import Layout
from newsdesk.publish import versions

pytestmark = pytest.mark.slow
WRITTEN = ("about", "methodology", "attribution", "privacy")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with one story, a post of which was deleted where it had stood, as Pelican builds it."""
    folder = newsroom(tmp_path_factory.mktemp("lists"))
    story = versions.seal(make.story())
    versions.publish(Layout(folder), story)
    gone = removals.RemovedRecord(
        record=story.brief.records[0].record.id, reason="deleted", source="reddit", seen_at=make.NOON
    )
    removals.add(Layout(folder), [gone])
    result = build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "output"


def test_the_sources_are_those_of_the_settings(output: Path) -> None:
    """Each platform of newsdesk.yaml stands on the page, with what it is asked for."""
    page = text(read(output / "sources/index.html"))
    assert "Hacker News asked every hour" in page
    assert "51 feeds" in page
    assert "Reddit not read" in page


def test_what_was_taken_away_comes_from_the_ledger(output: Path) -> None:
    """The removal in the ledger stands on the page of corrections, with the story that cites the post."""
    page = read(output / "corrections/index.html")
    assert "Reddit post, deleted by its author; found out on March 27, 2026" in text(page)
    assert "../2026/03/slow-models/index.html" in list(links(page))


@pytest.mark.parametrize("name", WRITTEN)
def test_hand_written_pages_lead_to_each_others_places(name: str, output: Path) -> None:
    """Every page stands in every footer, and links among the hand-written pages hold with their fragments."""
    page = read(output / name / "index.html")
    (foot,) = by_class(page, "colophon")
    assert {f"../{other}/index.html" for other in WRITTEN if other != name} <= set(links(foot))
    for link in links(page):
        target, _, fragment = link.partition("#")
        place = (output / name / target).resolve() if target else output / name / "index.html"
        if place.parent.name in WRITTEN and fragment:
            assert fragment in ids(read(place)), link
