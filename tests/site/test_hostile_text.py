"""Text from outside is shown as text: no field of a record or story is ever interpreted."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
import stories_factory as make
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_html import by_class, parse, text
from site_building import planned, rendered

from newsdesk.site import printed
from newsdesk.site.page import Page
from newsdesk.stories import BeatRef, Position, StoryVersion

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></textarea></script><script>alert(2)</script>",
    "{{ 7*7 }}{% raw %}{# x #}{{ chrome }}",
    "[x](javascript:alert(1)) ![x](https://evil.example/p.png) **bold** `code`",
    "Title: other\nSave_as: ../../evil.html\nStatus: hidden",
    "]]></content><!-- --> <![CDATA[",
    "&lt;b&gt;&amp;&#60;",
    "\u202eright to left\x00\x07\x1b[31m\ufffe\u2028",
    "{quote}{stat}{speaker}",
)


def hostile_story(evil: str) -> StoryVersion:
    """Return a story that carries the same text in every field that comes from outside."""
    changes: dict[str, Any] = {
        "text": f"before {evil} after",
        "title": evil,
        "author": evil,
        "community": evil,
        "url": f"https://example.org/{evil}",
        "language": evil,
    }
    records = tuple(make.record(n, "evil", **changes) for n in range(5))
    version = make.story(records=records)
    brief = version.brief
    beat = BeatRef(slug="open-source-ai", name=evil, group=evil, description=evil)
    speaker = brief.records[0].speaker.model_copy(update={"text": evil})
    signal = brief.signals[0]
    statistics = tuple(
        s.model_copy(update={"label": evil, "forms": dict.fromkeys(s.forms, evil)}) for s in signal.statistics
    )
    brief = brief.model_copy(
        update={
            "beat": beat,
            "why": evil,
            "names": {"hugging-face": evil},
            "records": tuple(r.model_copy(update={"speaker": speaker}) for r in brief.records),
            "positions": (
                Position(id="q1", claim=evil, voices=3, platforms={"web": 3}, records=("r1",), exemplar="r1"),
            ),
            "signals": (signal.model_copy(update={"why": evil, "notes": (evil,), "statistics": statistics}),),
            "statistics": statistics,
        }
    )
    quoted = make.sentence(make.part("said", "One wrote {quote}.", quote=("r1", evil)))
    told = version.draft.paragraphs[0].model_copy(update={"sentences": (quoted,)})
    draft = version.draft.model_copy(update={"paragraphs": (*version.draft.paragraphs, told)})
    return version.model_copy(
        update={"brief": brief, "headline": evil, "standfirst": evil, "site": evil, "draft": draft}
    )


def pages_of(evil: str) -> dict[str, Page]:
    """Return the pages of a site of two such stories, by path."""
    first = hostile_story(evil)
    second = first.model_copy(update={"slug": "second", "address": "/2026/03/second/"})
    beats = tuple(
        make.config_beat(slug).model_copy(update={"name": evil, "description": evil}) for slug in make.BEATS
    )
    site = make.site(name=evil, subtitle=evil, beats=beats)
    return {page.path: page for page in planned((first, second), site)}


def shape(root: Element) -> Counter[tuple[str, ...]]:
    """Count elements by name and attribute names: what a page is, whatever it says."""
    return Counter((str(element.tag), *sorted(element.attrib)) for element in root.iter())


HARMLESS = {
    path: shape(parse(rendered(page)))
    for path, page in pages_of("harmless").items()
    if path.endswith(".html")
}


def expected_text(evil: str) -> str:
    """Return the text as a page shows it: printable, with single spaces."""
    return " ".join(str(printed.clean(evil)).split())


def expected_headline(evil: str) -> str:
    """Return the text as our own words are shown: the same, with the apostrophes of print."""
    return expected_text(printed.curled(evil))


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_never_changes_a_page(evil: str) -> None:
    """With hostile text everywhere, each page has exactly the elements and attributes it always has."""
    for path, page in pages_of(evil).items():
        if path.endswith(".html"):
            found = shape(parse(rendered(page)))
            # A language that cannot stand in a `lang` attribute is left out: the one allowed difference.
            assert _without_lang(found) == _without_lang(HARMLESS[path]), path


def _without_lang(shapes: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for shape, times in shapes.items():
        found[tuple(name for name in shape if name != "lang")] += times
    return found


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_shown_as_it_was_written(evil: str) -> None:
    """Headline, title, standfirst, source, speaker and beat show every printable character."""
    root = parse(rendered(pages_of(evil)["2026/03/slow-models/index.html"]))
    wanted, ours = expected_text(evil), expected_headline(evil)
    assert text(next(root.iter("h1"))) == ours
    assert text(next(root.iter("title"))) == f"{ours} · {wanted}"
    assert text(by_class(by_class(root, "head")[0], "standfirst")[0]) == ours
    assert wanted in text(next(root.iter("blockquote")))
    assert wanted in text(by_class(root, "who")[0])
    assert wanted in text(by_class(root, "quote")[-1])
    assert text(by_class(root, "reason")[0]) == wanted
    described = [m.get("content") for m in root.iter("meta") if m.get("name") == "description"]
    assert " ".join(str(described[0]).split()) == ours


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_data_in_json(evil: str) -> None:
    """JSON-LD and evidence give back the text; the evidence to the letter, control characters included."""
    pages = pages_of(evil)
    root = parse(rendered(pages["2026/03/slow-models/index.html"]))
    (script,) = [script for script in root.iter("script") if script.get("type")]
    assert json.loads(script.text or "")["headline"] == printed.clean(evil)
    evidence = json.loads(rendered(pages["2026/03/slow-models/evidence.json"]))
    assert evidence["headline"] == evil
    assert evidence["records"][0]["text"] == f"before {evil} after"


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text_in_the_feed(evil: str) -> None:
    """The feed is well-formed XML, its titles are the text, and its HTML holds no element of the text's."""
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(rendered(pages_of(evil)["feeds/atom.xml"]))
    entry = root.find(f"{atom}entry")
    assert entry is not None
    assert " ".join((entry.findtext(f"{atom}title") or "").split()) == expected_headline(evil)
    html = entry.findtext(f"{atom}content") or ""
    fragment = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    assert {str(element.tag) for element in fragment.iter()} <= {
        *("DOCUMENT_FRAGMENT", "p", "strong", "em", "a", "ol", "li"),
    }
    assert {a for element in fragment.iter() for a in element.attrib} <= {"href", "rel"}
    assert expected_text(evil) in text(fragment)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60).filter(lambda s: s.strip() and not any("\ud800" <= c <= "\udfff" for c in s)))
def test_any_text_is_shown_as_text(evil: str) -> None:
    """Whatever the characters, the page stays well formed and its headline is the text."""
    page = pages_of(evil)["2026/03/slow-models/index.html"]
    root = parse(rendered(page))
    assert text(next(root.iter("h1"))) == expected_headline(evil)
    assert _without_lang(shape(root))[("h1",)] == 1
