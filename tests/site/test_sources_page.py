"""The page of data sources tells what is asked, from the settings, and gives no key away."""

from __future__ import annotations

from typing import Any

import editions_factory as worked
import pytest
import stories_factory as make
from reading_html import parse, text
from site_building import ROOT, pages_of, rendered

from newsdesk import config as settings_file
from newsdesk.collect import registry
from newsdesk.reports import BeatWeather
from newsdesk.site.pages import sources
from newsdesk.site.parts import sources_asked
from newsdesk.site.published import Published, of_versions
from newsdesk.site.settings import SourceLine

BEATS = """
beats:
  - {slug: a, name: A, group: a, description: A., match: {any: [ai]}}
"""


def lines(text: str) -> dict[str, SourceLine]:
    """Return the lines of some settings by platform."""
    config = settings_file.parse(text)
    why = {name: module.WHY_OFF for name, module in registry.modules().items()}
    return {line.platform: line for line in sources_asked.lines(registry.settings_of(config), why)}


def page(published: Published) -> str:
    """Return the words of the page."""
    (planned,) = pages_of(published, "sources").values()
    return text(parse(rendered(planned)))


def test_our_own_settings_are_told_whole() -> None:
    """Every platform stands there, with each of its feeds, words, servers and communities."""
    found = lines((ROOT / "newsdesk.yaml").read_text(encoding="utf-8"))
    assert set(found) == set(registry.modules())
    assert found["mastodon"].asks[0].items[1] == "fosstodon.org: #ai, #llm, #machinelearning"
    assert "r/LocalLLaMA" in found["reddit"].asks[0].items
    assert len(found["news"].asks[0].items) == 51
    assert [one.what for one in found["bluesky"].asks] == ["words looked for among all posts"]


def test_every_platform_is_described() -> None:
    """No platform that can be asked is without its words for readers."""
    assert set(sources.READ) == set(registry.modules())


def test_what_is_off_says_why_in_one_sentence() -> None:
    """The reason is told without the names of keys and settings; what is on needs none."""
    found = lines(BEATS + "sources: {hackernews: {enabled: true}}")
    assert found["hackernews"].note == ""
    assert found["reddit"].note.startswith("Reddit gives access only to approved applications")
    assert not any("NEWSDESK_" in line.note or "newsdesk" in line.note for line in found.values())
    assert next(iter(found)) == "hackernews"


def test_no_address_that_could_hold_a_key_is_printed() -> None:
    """A feed is told by its name, a server by its host: a password in an address stays where it is."""
    found = lines(
        BEATS
        + """
sources:
  news:
    enabled: true
    feeds:
      - {name: The Example Courier, url: "https://reader:hunter2@courier.example/feed.xml?token=hunter2"}
      - {name: Example Journal, url: "https://journal.example/feed", enabled: false}
  mastodon:
    enabled: true
    servers: [{base_url: "https://reader:hunter2@social.example", local: true}]
"""
    )
    assert "hunter2" not in repr(found)
    assert found["news"].asks[0].items == ("The Example Courier",)
    assert found["mastodon"].asks[0].items == ("social.example: local timeline",)


def test_keywords_are_told_only_where_they_are_looked_for() -> None:
    """Without the stream of all posts Bluesky's words are not asked for, so they are not told."""
    found = lines(BEATS + "sources: {bluesky: {enabled: true, authors: [reporter.example]}}")
    assert [one.what for one in found["bluesky"].asks] == ["accounts"]


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "in every run"),
        (15, "every 15 minutes"),
        (60, "every hour"),
        (90, "every 90 minutes"),
        (720, "every 12 hours"),
    ],
)
def test_how_often_is_told_in_words(minutes: int, told: str) -> None:
    """Whole hours are hours, everything else minutes."""
    assert sources.every(minutes) == told


def test_the_newest_editions_posts_are_counted_by_platform() -> None:
    """The platforms of the newest edition's weather are added up over its beats, most first."""
    weather: tuple[Any, ...] = (
        BeatWeather(beat="open-source-ai", posts=30, platforms={"bluesky": 20, "reddit": 10}),
        BeatWeather(beat="ai-bias", posts=25, platforms={"reddit": 25}),
    )
    site = of_versions(make.site(), (), editions=(worked.edition(-1), worked.edition(0, weather=weather)))
    counted = sources.counted(site)
    assert counted is not None
    assert [(row["name"], row["posts"]) for row in counted["platforms"]] == [
        ("Reddit", "35"),
        ("Bluesky", "20"),
    ]
    assert sources.counted(of_versions(make.site(), (), editions=(worked.edition(0),))) is None


def test_a_demonstration_says_that_nothing_was_collected() -> None:
    """In the demonstration the list is what would be read; on a real site that sentence is missing."""
    said = "nothing was collected for it"
    assert said in page(of_versions(make.site(demo=True), ()))
    assert said not in page(of_versions(make.site(), ()))


def test_a_newsroom_without_sources_says_so() -> None:
    """Where nothing is switched on, the page says where the posts come from."""
    assert "brought in from files" in page(of_versions(make.site(), ()))
