"""Pages are functions of declared inputs, and files change only if their bytes do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import stories_factory as make
import whole_newsroom
from jinja2 import DictLoader, Environment, UndefinedError
from site_building import DRAWINGS, planned, rendered, theme_environment

from newsdesk.errors import StorageError, StoryError
from newsdesk.site.page import Page
from newsdesk.site.page import rendered as planned_as
from newsdesk.site.plan import plan
from newsdesk.site.press import place, write_pages
from newsdesk.site.render import hermetic, render
from newsdesk.site.state import Output, State, load, sweep


def test_the_plan_holds_exactly_the_pages_of_the_newsroom() -> None:
    """Front, 404, a page for each beat, feeds, data, and for each story all that stands beside its page."""
    paths = [page.path for page in planned(make.newsroom_of_eight()[:1], make.site())]
    beat = ("atom.xml", "feed.json", "index.html")
    lists = ("2026", "2026/03", "api", "archive", "beats", "corrections", "editions", "entities", "feeds")
    assert paths == sorted(
        [
            *(f"{name}/index.html" for name in (*lists, "search", "sources", "wire")),
            *(f"search/{name}.json" for name in ("index", "stories/0", "text/all", "words/all")),
            *(".nojekyll", "404.html", "apple-touch-icon.png", "card.png", "index.html", "llms.txt"),
            *("robots.txt", "feeds/atom.xml", "feeds/feed.json"),
            *(f"api/{name}.json" for name in ("beats", "editions", "entities", "stories", "stories/2026/03")),
            *(f"beats/{slug}/{name}" for slug in make.BEATS for name in beat),
            *(
                f"2026/03/slow-models/{name}"
                for name in ("card.png", "evidence.json", "index.html", "index.md", "story.json")
            ),
        ]
    )


def test_inputs_are_declared_as_json() -> None:
    """Every page's inputs survive a round through JSON unchanged, so they can be fingerprinted."""
    for page in planned(make.newsroom_of_eight(), make.site()):
        assert json.loads(json.dumps(page.inputs)) == page.inputs


def test_the_plan_does_not_depend_on_the_order_of_the_stories() -> None:
    """Stories in any order give the same plan."""
    stories = make.newsroom_of_eight()
    there, back = (planned(told, make.site()) for told in (stories, stories[::-1]))
    assert there == back
    assert [page.inputs for page in there] == [page.inputs for page in back]


def test_pages_say_of_themselves_whether_they_are_indexed() -> None:
    """What the sitemap goes by is what the page asks of search engines."""
    for page in plan(whole_newsroom.newsroom()):
        asked = page.inputs.get("meta", {}).get("index", False)
        assert page.indexed == asked, page.path


def test_a_page_that_asks_for_something_undeclared_fails() -> None:
    """Templates see declared inputs only; anything else is an error instead of an empty place."""
    environment = Environment(loader=DictLoader({"front.html": "{{ articles }}"}), autoescape=True)
    page = planned_as("front", "/", "front.html", {})
    with pytest.raises(UndefinedError):
        render(page, hermetic(environment))


def test_rendering_twice_gives_the_same_bytes_and_touches_no_file(tmp_path: Path) -> None:
    """A second run changes nothing: no byte, and no time of any file."""
    stories, site = make.newsroom_of_eight(), make.site()
    first = write_pages(planned(stories, site), theme_environment(), tmp_path, DRAWINGS)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*.*")}
    second = write_pages(planned(stories, site), theme_environment(), tmp_path, DRAWINGS)
    assert (first.changed, second.changed) == (len(first.paths), 0)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*.*")}


def test_a_changed_headline_changes_only_the_pages_that_print_it(tmp_path: Path) -> None:
    """The story, what stands beside it, its beat, the pages with its card and the feeds change; no other."""
    stories = make.newsroom_of_eight()
    write_pages(planned(stories, make.site()), theme_environment(), tmp_path, DRAWINGS)
    changed = (*stories[:-1], stories[-1].model_copy(update={"headline": "Mourners Meet Proofreaders"}))
    pages = planned(changed, make.site())
    expected = {page.path for page in pages if b"Mourners Meet Proofreaders" in _bytes(page)}
    before = {page.path: (tmp_path / page.path).stat().st_mtime_ns for page in pages}
    write_pages(pages, theme_environment(), tmp_path, DRAWINGS)
    expected.add("2026/03/goodbye-letters/card.png")  # which shows the headline
    expected |= {page.path for page in pages if page.kind == "search" and page.path.endswith("all.json")}
    assert {path for path, time in before.items() if (tmp_path / path).stat().st_mtime_ns != time} == expected
    assert "2026/03/goodbye-letters/index.html" in expected
    assert "beats/ai-and-art/index.html" not in expected


def _bytes(page: Page) -> bytes:
    return rendered(page)


@pytest.mark.parametrize(
    "address", ["/../../etc/", "/2026/03/../x/", "/2026/03/A/", "2026/03/a/", "/2026/3/a/"]
)
def test_an_impossible_address_stops_the_build(address: str) -> None:
    """A version whose address could lead anywhere else is an error that names the story."""
    with pytest.raises(StoryError, match="slow-models"):
        planned((make.story().model_copy(update={"address": address}),), make.site())


def test_two_stories_cannot_share_an_address() -> None:
    """A second story under one address is an error, because one page would overwrite the other."""
    with pytest.raises(StoryError, match="2 stories have this address"):
        planned((make.story(), make.story(headline="Another")), make.site())


def test_no_file_is_written_outside_the_output(tmp_path: Path) -> None:
    """A path that leads out of the output folder is refused."""
    with pytest.raises(StorageError, match="out of the output"):
        place(tmp_path / "output", "../evil.html")


def test_a_page_that_is_no_longer_planned_is_removed(tmp_path: Path) -> None:
    """A withdrawn story leaves no page behind; files that the newsroom did not write stay."""
    stories = make.newsroom_of_eight()
    before = write_pages(planned(stories, make.site()), theme_environment(), tmp_path, DRAWINGS)
    (tmp_path / "CNAME").write_text("example.org")
    kept = [page.path for page in planned(stories[1:], make.site())]
    assert sweep(tmp_path, State(outputs=before.outputs), kept) == 5
    assert not (tmp_path / "2026/03/slow-models").exists()
    assert (tmp_path / "2026/03/accents/index.html").is_file()
    assert (tmp_path / "CNAME").is_file()


def state(outputs: str) -> str:
    """Return a state as it is remembered, without stories."""
    empty = '"inputs": {}, "problems": [], "stories": [], "editions": []'
    return f'{{"format": "site/1", "code": "", "site": "", {empty}, "outputs": {outputs}}}\n'


def test_a_state_without_stories_is_one(tmp_path: Path) -> None:
    """What the next test spoils would be read, were it whole."""
    memory = tmp_path / "memory.json"
    memory.write_text(state(outputs='{"victim": ["front", "", 4, 0]}') + '["other"]')
    assert load(memory) == State(
        outputs={"victim": Output("front", "", 4, 0)}, announced=frozenset(["other"])
    )


@pytest.mark.parametrize(
    "spoiled",
    [
        "not json",
        '{"a": 1}',
        "[1, null]",
        '["../victim"]',
        state(outputs='{"../victim": ["front", "", 4, 0]}'),
        state(outputs="{}") + '["../victim", "/etc/passwd"]',
    ],
)
def test_a_spoiled_memory_is_as_good_as_none(spoiled: str, tmp_path: Path) -> None:
    """Whatever stands in the cache, it is no error, and nothing outside the output folder is ever removed."""
    memory = tmp_path / "memory.json"
    memory.write_text(spoiled)
    assert load(memory) == State()
    assert load(tmp_path / "nowhere.json") == State()


def test_no_file_is_removed_outside_the_output(tmp_path: Path) -> None:
    """A folder in the output that leads out of it is not followed to remove a page."""
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    elsewhere.mkdir()
    output.mkdir()
    (output / "away").symlink_to(elsewhere)
    (elsewhere / "mine.html").write_text("mine")
    with pytest.raises(StorageError, match="out of the output"):
        sweep(output, State(outputs={"away/mine.html": Output("front", "", 4, 0)}), ())
    assert (elsewhere / "mine.html").read_text() == "mine"


def test_an_empty_newsroom_says_what_to_do_next() -> None:
    """Without stories the front page names the commands that bring the first one."""
    (front,) = [page for page in planned((), make.site()) if page.kind == "front"]
    html = _bytes(front).decode()
    assert "No stories yet" in html
    assert "newsdesk import" in html
    assert "make html" in html


def test_the_front_page_leads_with_the_weightiest_story_of_the_newest_day() -> None:
    """A lead beats a dispatch of the same day even if that is newer, and nothing older comes first."""
    old = make.story("ai-bias", "old", -3)
    lead = make.story("coding-agents", "lead", 0)
    dispatch = make.story("ai-and-art", "dispatch", 0.25)
    dispatch = dispatch.model_copy(update={"brief": dispatch.brief.model_copy(update={"kind": "dispatch"})})
    (front,) = [page for page in planned((old, dispatch, lead), make.site()) if page.kind == "front"]
    assert front.inputs["lead"]["href"] == "2026/03/lead/index.html"
    assert [story["href"] for story in front.inputs["seconds"]] == [
        "2026/03/dispatch/index.html",
        "2026/03/old/index.html",
    ]


def test_no_story_stands_twice_on_the_front_page() -> None:
    """What leads or stands beside the lead is not repeated under its beat."""
    (front,) = [page for page in planned(make.newsroom_of_eight(), make.site()) if page.kind == "front"]
    shown = [front.inputs["lead"]["href"]]
    shown += [story["href"] for story in (*front.inputs["seconds"], *front.inputs["thirds"])]
    shown += [
        story["href"]
        for group in front.inputs["groups"]
        for beat in group["beats"]
        for story in beat["stories"]
    ]
    assert len(shown) == len(set(shown)) == 8


def test_a_beat_lists_its_stories_by_month() -> None:
    """The newest month comes first, the newest story first within it."""
    stories = (make.story(slug="a", days=0), make.story(slug="b", days=-2), make.story(slug="c", days=-40))
    (beat,) = [p for p in planned(stories, make.site()) if p.path == "beats/open-source-ai/index.html"]
    months = [(m["name"], [s["href"].split("/")[-2] for s in m["stories"]]) for m in beat.inputs["months"]]
    assert months == [("March 2026", ["a", "b"]), ("February 2026", ["c"])]


@pytest.mark.parametrize(
    ("language", "mirrored"), [("en", False), ("ar", True), ("he-IL", True), ("de", False)]
)
def test_a_site_in_a_language_from_right_to_left_is_mirrored(language: str, mirrored: bool) -> None:
    """Every page of a site in Arabic or Hebrew runs from right to left, and of no other site."""
    for page in planned(make.newsroom_of_eight(), make.site(language=language)):
        if page.path.endswith(".html"):
            html = rendered(page).decode()
            assert (f'<html lang="{language}" dir="rtl">' in html) is mirrored, page.path
