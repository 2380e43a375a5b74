"""Stories, beats, editions and names as JSON, and the text of stories as Markdown: whole, true, safe."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import stories_factory as make
from machine_reading import files, text
from markdown_it import MarkdownIt
from test_hostile_text import HOSTILE, hostile_story

from newsdesk.prose import render_paragraph
from newsdesk.publish import escaping
from newsdesk.reports import BeatWeather, Candidate, EditionReport
from newsdesk.site import printed
from newsdesk.site.machine import json_api
from newsdesk.stories import StoryVersion

SITE = make.site(url="https://example.org/sub", relative=False)


def data(path: str, stories: tuple[StoryVersion, ...] = (), **published: Any) -> dict[str, Any]:
    """Return a JSON file of a site; without stories that of the newsroom of eight."""
    found: dict[str, Any] = json.loads(
        text(files(stories or make.newsroom_of_eight(), SITE, **published)[path])
    )
    return found


def candidate(fate: str, story: str | None) -> Candidate:
    """Return a candidate of an edition."""
    return Candidate(
        kind="lead", beat="ai-bias", subject=None, signals=(), lead_record=None, score=1.0, voices=9,
        platforms=("bluesky",), fate=fate, reason="because", story=story,
    )  # type: ignore[arg-type]  # fmt: skip


def edition(hours: float, *candidates: Candidate, weather: tuple[BeatWeather, ...] = ()) -> EditionReport:
    """Return an edition so many hours after the base time."""
    return EditionReport(
        as_of=make.NOON + make.timedelta(hours=hours), demo=False, records=321, signals=(),
        candidates=candidates, stories=(), tool="t", weather=weather,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("api/stories.json", "stories/1"),
        ("api/stories/2026/03.json", "stories/1"),
        ("api/beats.json", "beats/1"),
        ("api/editions.json", "editions/1"),
        ("api/entities.json", "entities/1"),
        ("2026/03/slow-models/story.json", "story/1"),
    ],
)
def test_every_file_names_its_form_and_documents_its_keys(path: str, schema: str) -> None:
    """Each file has `schema_version` and `site`, and the module's docstring tells of each of its keys."""
    found = data(path, editions=(edition(0, weather=(BeatWeather(beat="ai-bias", posts=4),)),))
    assert found["schema_version"] == schema
    assert found["site"] == {"name": "AIDRAN", "url": "https://example.org/sub", "demo": False}
    told = set(re.findall(r"``(\w+)``", json_api.__doc__ or ""))
    keys = set(found)
    for rows in (found.get(name) for name in ("stories", "beats", "editions", "entities")):
        keys |= {key for row in rows or () for key in row}
    assert keys <= told


def test_the_newest_hundred_stories_and_every_month() -> None:
    """The first file has a hundred, newest first, and leads to months, which together have them all."""
    stories = tuple(make.story(slug=f"story-{n}", days=-n) for n in range(120))
    pages = files(stories, SITE)
    first = json.loads(text(pages["api/stories.json"]))
    assert [story["story"].split("/")[-1] for story in first["stories"]] == [f"story-{n}" for n in range(100)]
    months = [
        json.loads(text(pages[m["url"].removeprefix("https://example.org/sub/")])) for m in first["months"]
    ]
    assert [m["stories"] for m in first["months"]] == [len(month["stories"]) for month in months]
    assert sum(len(month["stories"]) for month in months) == 120


def test_every_address_of_a_story_leads_to_a_planned_file() -> None:
    """Page, data, evidence, Markdown and picture of each story are there."""
    pages = files(make.newsroom_of_eight(), SITE)
    for story in json.loads(text(pages["api/stories.json"]))["stories"]:
        for key in ("url", "data", "evidence", "markdown", "image"):
            path = story[key].removeprefix("https://example.org/sub/")
            assert path + ("index.html" if path.endswith("/") else "") in pages


def test_a_story_s_file_has_its_text_and_sources() -> None:
    """The parts joined are the proved text; markers name sources, which give no handle away."""
    version = make.story()
    found = data("2026/03/slow-models/story.json", (version,))
    whole = " ".join(part["text"] for paragraph in found["body"] for part in paragraph)
    proved = " ".join(render_paragraph(p, version.brief) for p in version.draft.paragraphs)
    assert re.sub(r"\W", "", whole) == re.sub(r"\W", "", proved)
    assert {part["kind"] for paragraph in found["body"] for part in paragraph} == {
        *("said", "counted", "reading", "happened"),
    }
    marked = [n for paragraph in found["body"] for part in paragraph for n in part["sources"]]
    assert marked == [source["number"] for source in found["sources"]] == [1, 2, 3, 4, 5]
    assert found["sources"][1]["speaker"] == "a Bluesky user"
    assert "handle1" not in json.dumps(found)


def test_beats_carry_the_newest_weather() -> None:
    """Each beat has what the newest edition saw, or null; a dropped beat is marked as no longer followed."""
    old = edition(-6, weather=(BeatWeather(beat="ai-bias", posts=1),))
    new = edition(0, weather=(BeatWeather(beat="ai-bias", posts=17, usual=5.5),))
    stories = (make.story(), make.story("former-beat", "old-news"))
    beats = {beat["slug"]: beat for beat in data("api/beats.json", stories, editions=(new, old))["beats"]}
    assert (beats["ai-bias"]["weather"]["posts"], beats["ai-bias"]["weather"]["usual"]) == (17, 5.5)
    assert beats["ai-and-art"]["weather"] is None
    assert [beats[slug]["followed"] for slug in ("ai-bias", "former-beat")] == [True, False]
    assert [beats[slug]["stories"] for slug in ("open-source-ai", "former-beat", "ai-bias")] == [1, 1, 0]


def test_editions_tell_what_they_published() -> None:
    """Newest first; a story that is no longer there is not named."""
    worked = (
        edition(-6, candidate("declined", None), candidate("story", "gone")),
        edition(0, candidate("story", "slow-models"), candidate("version", "accents")),
    )
    newest, oldest = data("api/editions.json", editions=worked)["editions"]
    assert newest["new"] == [
        {"story": "2026/03/slow-models", "url": "https://example.org/sub/2026/03/slow-models/"}
    ]
    assert [story["story"] for story in newest["updated"]] == ["2026/03/accents"]
    assert (oldest["new"], oldest["declined"], oldest["records"]) == ([], 1, 321)
    assert oldest["as_of"] < newest["as_of"]


def test_names_count_their_stories() -> None:
    """A name has how many stories are about it and how many mention it."""
    (entity,) = data("api/entities.json")["entities"]
    assert entity == {
        "id": "hugging-face",
        "name": "Hugging Face",
        "about": 0,
        "mentioned": 8,
        "url": "https://example.org/sub/entities/hugging-face/",
        "feed": "https://example.org/sub/entities/hugging-face/feed.json",
    }


def markdown(version: StoryVersion, path: str = "2026/03/slow-models/index.md") -> str:
    """Return a story's Markdown, or another text of its site."""
    return text(files((version,), SITE)[path])


def test_markdown_has_text_sources_and_disclosure() -> None:
    """Headline, standfirst, each paragraph with numbered links, numbered sources, and who wrote it."""
    written = markdown(make.story(writer="claude"))
    html = MarkdownIt().render(written)
    assert written.startswith("# Local Model Owners Praise Slowness While the Licence Lawyers Laugh\n")
    assert "<h2>Sources</h2>" in html
    assert html.count("<li>") == 5 + 5  # five lines about the story, five sources
    assert '<a href="https://bluesky.example/p/slow-models/1">[2]</a>' in html
    assert "generated by AIDRAN using Claude" in html
    assert "https://example.org/sub/2026/03/slow-models/" in html


@pytest.mark.parametrize("path", ["2026/03/slow-models/index.md", "llms.txt"])
@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text_in_markdown(evil: str, path: str) -> None:
    """With HTML allowed: no HTML, no image, no link but to web addresses, and the same headings."""
    tokens = MarkdownIt("commonmark").parse(markdown(hostile_story(evil), path))
    inline = [child for token in tokens for child in token.children or ()]
    assert not {"html_block", "html_inline", "image", "code_block", "fence"} & {
        t.type for t in (*tokens, *inline)
    }
    targets = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
    assert all(target.startswith(("https://", "http://")) for target in targets)
    plain = MarkdownIt("commonmark").parse(markdown(hostile_story("harmless"), path))
    assert [t.tag for t in tokens if t.type == "heading_open"] == [
        t.tag for t in plain if t.type == "heading_open"
    ]
    shown = "".join(child.content for child in tokens[1].children or () if child.type.startswith("text"))
    if path.endswith(".md"):
        assert shown == escaping.one_line(str(printed.clean(evil)))


def test_llms_txt_has_its_form() -> None:
    """One H1, a blockquote, text without headings, then H2 sections of nothing but links with notes."""
    tokens = MarkdownIt().parse(text(files(make.newsroom_of_eight(), SITE)["llms.txt"]))
    headings = [t.tag for t in tokens if t.type == "heading_open"]
    assert headings == ["h1", *["h2"] * (len(headings) - 1)]
    assert [t.type for t in tokens if t.level == 0 and t.nesting >= 0][:3] == [
        *("heading_open", "blockquote_open", "paragraph_open"),
    ]
    first = next(n for n, t in enumerate(tokens) if t.tag == "h2")
    assert {t.type for t in tokens[first:] if t.level == 0} == {
        *("heading_open", "inline", "heading_close", "bullet_list_open", "bullet_list_close"),
    } - {"inline"}
    items = [t for t in tokens[first:] if t.type == "inline" and t.level > 1]
    assert all((t.children or ())[0].type == "link_open" for t in items)


def test_llms_txt_leads_to_planned_files() -> None:
    """Every link to a story's text or to data is there."""
    pages = files(make.newsroom_of_eight(), SITE)
    found = re.findall(r"\]\(https://example\.org/sub/([^)]*\.(?:md|json|xml))\)", text(pages["llms.txt"]))
    assert len(found) == 8 + 6
    assert set(found) <= set(pages)


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_data(evil: str) -> None:
    """A story's JSON gives back headline, reason and speaker to the letter."""
    found = data("2026/03/slow-models/story.json", (hostile_story(evil),))
    assert (found["headline"], found["why"]) == (evil, evil)
    assert found["sources"][0]["speaker"] == evil
