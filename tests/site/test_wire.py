"""The wire tells what every edition measured, and what became of it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import editions_factory as worked
import pytest
import stories_factory as make
from reading_html import by_class, ids, parse, text
from site_building import pages_of, rendered
from test_hostile_text import HOSTILE, shape

from newsdesk.reports import EditionReport
from newsdesk.site.parts import signals
from newsdesk.site.published import of_versions

MONTH = "wire/2026/03/index.html"


def wire(*editions: EditionReport, **more: Any) -> dict[str, Any]:
    """Return the inputs of the wire's pages by path."""
    ordered = tuple(sorted(editions, key=lambda report: report.as_of))
    stories = more.pop("stories", (make.story(),))
    published = of_versions(make.site(), stories, editions=ordered, **more)
    return {path: page.inputs for path, page in pages_of(published, "wire").items()}


def looks(page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the editions of a page in their order."""
    return [look for day in page["days"] for look in day["looks"]]


def test_an_edition_shows_its_signals_under_their_candidates() -> None:
    """Each candidate has its own signals, its fate and its reason, and what was published stands first."""
    mood, name = worked.signal(kind="sentiment_shift"), worked.signal("ai-bias", kind="entity_surge")
    told = worked.candidate(name, fate="story", story="slow-models", reason="A printed reason.")
    (look,) = looks(
        wire(worked.edition(0, worked.candidate(mood), told, signals=(mood, name)))["wire/index.html"]
    )
    first, second = look["matters"]
    assert [signal["label"] for signal in first["signals"]] == ["A name"]
    assert (first["fate"], first["story"]["href"]) == ("Became a story", "../2026/03/slow-models/index.html")
    assert [signal["label"] for signal in second["signals"]] == ["Mood"]
    assert (second["fate"], second["reason"][0]["text"]) == (
        "No story",
        "too few accounts: 4, and 6 are needed",
    )


def test_a_signal_without_a_candidate_is_shown_too() -> None:
    """What no candidate was made of stands on the wire, with just that as the reason."""
    (look,) = looks(wire(worked.edition(0, signals=(worked.signal(),)))["wire/index.html"])
    (matter,) = look["matters"]
    assert matter["signals"][0]["why"].startswith("63 posts")
    assert matter["reason"][0]["text"] == "no candidate was made of it"


def test_the_first_page_holds_three_days_and_each_month_has_its_own() -> None:
    """Older editions stand on their month's page only, which knows its neighbours."""
    pages = wire(*(worked.declined(days, worked.signal(days=days)) for days in (-40, -3, -2.75, 0)))
    assert len(looks(pages["wire/index.html"])) == 2
    assert set(pages) == {"wire/index.html", "wire/2026/02/index.html", MONTH}
    assert len(looks(pages[MONTH])) == 3
    assert [month["name"] for month in pages["wire/index.html"]["months"]] == ["March 2026", "February 2026"]
    assert pages[MONTH]["beside"]["earlier"]["href"] == "../02/index.html"
    assert pages[MONTH]["beside"]["later"] is None


def test_editions_in_which_nothing_was_measured_are_left_out() -> None:
    """An edition without signals and candidates has no lines."""
    assert [
        look["id"] for look in looks(wire(worked.edition(0), worked.declined(-1))["wire/index.html"])
    ] == ["at-2026-03-26-1200"]


def test_a_change_that_goes_on_is_told_once_with_its_beginning() -> None:
    """The newest edition has the sentence and since when; the older ones of the run only name it."""
    run = [worked.declined(days, worked.signal(days=days)) for days in (-0.5, -0.25, 0)]
    newest, middle, first = (
        look["matters"][0]["signals"][0] for look in looks(wire(*run)["wire/index.html"])
    )
    assert newest["why"]
    assert newest["since"]["text"] == "March 27, 00:00 UTC"
    assert (middle["why"], first["why"], first["since"]) == (None, None, None)


def test_a_change_that_became_news_is_told_in_full_there() -> None:
    """Where a signal became a story its sentence stands again, although the page told it above."""
    one, two = worked.signal(days=-0.25), worked.signal()
    story = worked.candidate(one, fate="story", story="slow-models")
    page = wire(worked.edition(-0.25, story, signals=(one,)), worked.declined(0, two))["wire/index.html"]
    assert [look["matters"][0]["signals"][0]["why"] for look in looks(page)] == [one.why, two.why]


def test_after_a_pause_of_more_than_a_day_a_change_begins_anew() -> None:
    """The same change two days later is another one, with its own sentence."""
    page = wire(*(worked.declined(days, worked.signal(days=days)) for days in (-2, 0)))["wire/index.html"]
    assert [look["matters"][0]["signals"][0]["since"] for look in looks(page)] == [None, None]
    assert all(look["matters"][0]["signals"][0]["why"] for look in looks(page))


@pytest.mark.parametrize(
    ("fate", "linked"), [("story", True), ("version", True), ("held", False), ("declined", False)]
)
def test_only_an_edition_that_published_something_has_a_page(fate: str, linked: bool) -> None:
    """The time of an edition leads to its page if a story or a version came of it."""
    report = worked.edition(0, worked.candidate(fate=fate, story="slow-models"))
    (look,) = looks(wire(report)["wire/index.html"])
    assert (look["href"] == "../editions/2026-03-27-1200/index.html") is linked
    assert linked or look["href"] is None


def test_a_reason_names_stories_by_their_headlines_and_beats_by_their_names() -> None:
    """Slugs in a reason become headlines that lead to the story; what is not known stays as it is."""
    story = make.story()
    reason = "goes on from “slow-models” with nothing new on open-source-ai, unlike “gone-away”"
    report = worked.edition(0, worked.candidate(reason=reason))
    pieces = looks(wire(report)["wire/index.html"])[0]["matters"][0]["reason"]
    assert "".join(piece["text"] for piece in pieces) == (
        f"goes on from “{story.headline}” with nothing new on Open Source AI, unlike “gone-away”"
    )
    assert [piece["href"] for piece in pieces if piece["href"]] == ["../2026/03/slow-models/index.html"]


@pytest.mark.parametrize(
    ("reason", "left"), [("98 new voices, and: {why}", "98 new voices"), ("{why}", ""), ("kept", "kept")]
)
def test_a_reason_does_not_say_a_signals_sentence_again(reason: str, left: str) -> None:
    """The sentence that stands above a reason is cut from its end."""
    signal = worked.signal()
    report = worked.declined(0, signal, reason=reason.format(why=signal.why))
    pieces = looks(wire(report)["wire/index.html"])[0]["matters"][0]["reason"]
    assert "".join(piece["text"] for piece in pieces) == left


def test_a_story_that_was_taken_down_is_not_linked() -> None:
    """The wire says that there was a story, and leads nowhere."""
    report = worked.edition(0, worked.candidate(fate="story", story="taken-down"))
    (matter,) = looks(wire(report, stories=())["wire/index.html"])[0]["matters"]
    assert matter["story"] == {"text": "a story that is no longer published", "href": None}


def test_every_permalink_of_a_signal_resolves() -> None:
    """What the first page links stands on the month's page under that id, and no id stands twice."""
    editions = [
        worked.declined(days, worked.signal(days=days), worked.signal("ai-bias", days)) for days in (-1, 0)
    ]
    published = of_versions(make.site(), (make.story(),), editions=tuple(editions))
    pages = {path: parse(rendered(page)) for path, page in pages_of(published, "wire").items()}
    month = ids(pages[MONTH])
    links = [str(link.get("href")) for link in by_class(pages["wire/index.html"], "stamp")]
    assert len(links) == 4
    assert all(link.startswith("2026/03/index.html#") for link in links)
    assert {link.partition("#")[2] for link in links} <= set(month)
    assert [link.get("href") for link in by_class(pages[MONTH], "stamp")] == [
        "#" + link.partition("#")[2] for link in links
    ]
    for page in pages.values():
        assert Counter(ids(page)).most_common(1)[0][1] == 1


def test_a_wire_without_editions_says_so() -> None:
    """An empty newsroom has a wire that tells what it is waiting for."""
    (page,) = pages_of(of_versions(make.site(), ()), "wire").values()
    assert "Nothing has been measured yet" in rendered(page).decode()


@pytest.mark.parametrize(
    ("effect", "unit", "interval", "printed"),
    [
        (3.2, "times", (2.4, 4.1), ("3.2\u00a0times", "2.4 to 4.1")),
        (0.43, "times", (0.31, 0.62), ("0.43\u00a0times", "0.31 to 0.62")),
        (0.165, "share", (0.0077, 0.3304), ("+16\u00a0points", "1 to 33")),
        (-0.2, "share", (-0.31, -0.09), ("−20\u00a0points", "−31 to −9")),
        (36.5556, "times", (15.786, 184.6514), ("36.6\u00a0times", "15.8 to 185")),
    ],
)
def test_an_effect_is_printed_in_its_unit(
    effect: float, unit: str, interval: tuple[float, float], printed: tuple[str, str]
) -> None:
    """Ratios are times, differences of shares points with their sign; the interval is in the same unit."""
    signal = worked.signal(effect=effect, effect_unit=unit, effect_interval=interval)
    row = signals.numbers(signal)
    assert (row["effect"], row["interval"]) == printed


@pytest.mark.parametrize(
    ("p", "printed"), [(0.0498, "0.0498"), (0.000182, "0.000182"), (3e-37, "< 0.0001"), (0.0, "< 0.0001")]
)
def test_a_p_value_is_printed_to_three_digits(p: float, printed: str) -> None:
    """What is just below a threshold is not rounded onto it, and what is tiny is said to be so."""
    assert signals.chance(p) == printed


def hostile(evil: str) -> dict[str, str]:
    """Return the wire's pages with the same text in every field that comes from outside."""
    signal = worked.signal(why=evil, subject=evil, subject_name=evil, notes=(evil,), beat=evil)
    reason = f"goes on from “slow-models” and {evil}"
    report = worked.declined(
        0, signal, worked.signal(), reason=reason, platforms=(evil,), other_beats=(evil,)
    )
    story = make.story().model_copy(update={"headline": evil})
    published = of_versions(make.site(), (story,), editions=(report,))
    found = pages_of(published, "wire")
    for page in found.values():
        assert json.loads(json.dumps(page.inputs)) == page.inputs
    return {path: rendered(page).decode() for path, page in found.items()}


HARMLESS = hostile("harmless")


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text_on_the_wire(evil: str) -> None:
    """Whatever a phrase, a sentence or a reason holds, the page has the elements of a harmless one."""
    for path, page in hostile(evil).items():
        root = parse(page)
        assert shape(root) == shape(parse(HARMLESS[path])), path
        assert len(ids(root)) == len(set(ids(root)))
        assert "No story" in text(by_class(root, "related")[0])
