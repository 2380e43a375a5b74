"""What a person sees who types one command in a fresh clone: the demonstration's site, whole."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest
from newsrooms import Newsroom, files, versions

from newsdesk.check import check
from newsdesk.site import printed
from newsdesk.stories import Paragraph, Sentence

pytestmark = pytest.mark.slow
INVENTED = "All posts, accounts and organizations in it are invented"
DISCLOSURE = (
    "This is a demonstration story from a recorded answer. The posts that it is based on are invented."
)
STORY = re.compile(r"\d{4}/\d{2}/[a-z0-9-]+/index\.html")
CARDS = 5


def parse(data: bytes) -> Element:
    """Return a page as a browser reads it."""
    root = html5lib.parse(data, namespaceHTMLElements=False)
    assert isinstance(root, Element)
    return root


def text(element: Element) -> str:
    """Return an element's words with single spaces."""
    return " ".join("".join(element.itertext()).split())


def by_class(element: Element, name: str) -> list[Element]:
    """Return the elements of a class."""
    return [found for found in element.iter() if name in (found.get("class") or "").split()]


@pytest.fixture(scope="module")
def stories(demonstration: Newsroom) -> dict[str, Element]:
    """Give the pages of the demonstration's stories by path."""
    pages = demonstration.pages()
    return {path: parse(data) for path, data in pages.items() if STORY.fullmatch(path)}


def test_there_are_stories_on_many_beats(stories: dict[str, Element]) -> None:
    """At least eight stories on at least five beats."""
    assert len(stories) >= 8
    assert len({text(by_class(page, "kicker")[0]) for page in stories.values()}) >= 5


def test_every_page_says_that_all_is_invented(demonstration: Newsroom) -> None:
    """In words, in the body, before the site's own name: on every page there is."""
    pages = demonstration.pages()
    assert len(pages) >= 20
    for path, data in pages.items():
        words = text(next(parse(data).iter("body")))
        assert INVENTED in words, path
        assert words.index(INVENTED) < words.index("AIDRAN"), path


def test_a_story_has_every_part_of_its_head(stories: dict[str, Element], demonstration: Newsroom) -> None:
    """Beat with its page, times, label, one headline, standfirst, and "why now" with numbers."""
    for path, page in stories.items():
        (head,) = by_class(page, "head")
        beat = next(by_class(head, "kicker")[0].iter("a"))
        target = demonstration.output / path
        assert (target.parent / str(beat.get("href"))).resolve().is_file(), path
        assert [element.get("datetime") for element in head.iter("time")], path
        assert text(by_class(head, "label")[0]) == "Demonstration story, from a recorded answer"
        (headline,) = page.iter("h1")
        assert text(headline)
        assert len(text(by_class(head, "standfirst")[0]).split()) >= 10, path
        assert re.search(r"\d", text(by_class(page, "reason")[0])), path
        (panel,) = (
            section for section in page.iter("section") if section.get("aria-labelledby") == "why-now"
        )
        assert list(panel.iter("table")), path


def test_a_story_rests_on_numbered_sources(stories: dict[str, Element]) -> None:
    """Each marker leads to the source of its number, each source has a permalink, none is left over."""
    for path, page in stories.items():
        ids = {element.get("id"): element for element in page.iter() if element.get("id")}
        (narrative,) = by_class(page, "narrative")
        assert 3 <= len(list(narrative.iter("p"))) <= 6, path
        numbers = set()
        for marker in by_class(narrative, "marker"):
            number = text(marker).strip("[]")
            assert marker.get("href") == f"#source-{number}", path
            numbers.add(int(number))
        sources = [key for key in ids if str(key).startswith("source-")]
        assert sorted(numbers) == list(range(1, len(sources) + 1)), path
        for key in sources:
            assert next(ids[key].iter("a")).get("href", "").startswith("https://"), path
            assert text(next(ids[key].iter("blockquote"))), path


def test_a_story_says_how_it_was_made_and_proved(
    stories: dict[str, Element], demonstration: Newsroom
) -> None:
    """The writer's disclosure word for word, the three figures, and the evidence at its address."""
    for path, page in stories.items():
        assert text(by_class(page, "disclosure")[0]) == DISCLOSURE, path
        (figures,) = by_class(page, "figures")
        assert len(re.findall(r"\d+%", text(figures))) == 3, path
        assert next(a.get("href") for a in figures.iter("a") if a.get("type")) == "evidence.json"
        place = demonstration.output / path.replace("index.html", "evidence.json")
        evidence = json.loads(place.read_bytes())
        assert printed.curled(evidence["headline"]) == text(next(page.iter("h1")))
        assert len(evidence["records"]) >= len([e for e in page.iter("li") if e.get("id")])


def test_a_demonstration_names_no_model(stories: dict[str, Element], demonstration: Newsroom) -> None:
    """Every recorded answer is used, every story comes from one, and no page says that a model wrote it."""
    recorded = {path.stem for path in (demonstration.content / "replies").rglob("*.json")}
    published = versions(demonstration)
    assert not [version.story for version in published if version.provenance.dropped]
    assert {key for version in published for key in version.provenance.requests} == recorded
    assert {version.slug for version in published if version.draft.writer.name == "replay"} == {
        path.split("/")[2] for path in stories
    }
    assert not [path for path, page in stories.items() if "claude" in text(page).casefold()]


def test_the_stories_stand_without_their_readings(demonstration: Newsroom) -> None:
    """Struck of every reading, each still holds: nothing rests on interpretation but full stops."""
    for version in versions(demonstration):
        paragraphs = []
        for paragraph in version.draft.paragraphs:
            owing = [
                tuple(p for p in sentence.parts if p.kind != "reading") for sentence in paragraph.sentences
            ]
            paragraphs.append(Paragraph(sentences=tuple(Sentence(parts=parts) for parts in owing if parts)))
        struck = version.draft.model_copy(update={"paragraphs": tuple(paragraphs)})
        errors = {found.code for found in check(struck, version.brief) if found.severity == "error"}
        assert errors <= {"sentence-form"}, version.story
        assert len(paragraphs) == len(version.draft.paragraphs), version.story


def test_a_story_leads_on_to_five_others(stories: dict[str, Element], demonstration: Newsroom) -> None:
    """Five cards with headline, standfirst and reason, wherever five stories may stand there.

    A story more than 14 days younger may not: what is published later leaves old pages alone.
    """

    def published(page: Element) -> datetime:
        return datetime.fromisoformat(str(next(by_class(page, "head")[0].iter("time")).get("datetime")))

    for path, page in stories.items():
        latest = published(page) + timedelta(days=14)
        eligible = sum(published(other) <= latest for other in stories.values()) - 1
        cards = by_class(by_class(page, "rail")[0], "card")
        assert len(cards) == min(CARDS, eligible), path
        assert eligible >= CARDS or len(stories) <= CARDS, path
        targets = set()
        for card in cards:
            link = next(by_class(card, "headline")[0].iter("a"))
            target = ((demonstration.output / path).parent / str(link.get("href"))).resolve()
            assert target.is_file()
            assert target != (demonstration.output / path).resolve()
            targets.add(target)
            assert text(by_class(card, "standfirst")[0])
            assert text(by_class(card, "related")[0])
        assert len(targets) == len(cards), path


def test_the_feed_holds_the_stories(stories: dict[str, Element], demonstration: Newsroom) -> None:
    """A feed reader finds each story with title, time, link and text, and is told that all is invented."""
    feed = feedparser.parse((demonstration.output / "feeds" / "atom.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    headlines = {text(next(page.iter("h1"))) for page in stories.values()}
    assert {entry.title for entry in feed.entries} <= headlines
    assert len(feed.entries) >= 8
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.published_parsed
        assert entry.link
        assert "demonstration story from a recorded answer" in entry.content[0].value
        assert "invented" in entry.content[0].value + feed.feed.get("subtitle", "")


def test_nothing_half_written_is_left(demonstration: Newsroom) -> None:
    """Neither content nor site holds a temporary file, and no saved file tells where it was made."""
    for folder in (demonstration.content, demonstration.output):
        found = files(folder)
        assert not [path for path in found if path.endswith(".tmp")]
        assert not [path for path, data in found.items() if str(demonstration.root).encode() in data]
