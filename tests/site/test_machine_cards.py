"""Cards: the right size, the same bytes, nothing outside the margins, nothing but text from outside."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
import stories_factory as make
from hypothesis import given, settings
from hypothesis import strategies as st
from machine_reading import files
from site_building import rendered, strict

from newsdesk.config import Publication
from newsdesk.site import raster
from newsdesk.site.page import Page
from newsdesk.site.parts import pictures, typesetting
from newsdesk.site.render import render

HEADLINES = (
    "Local Model Owners Praise Slowness While the Licence Lawyers Laugh",
    "No",
    "W" * 300,
    "An Approver of Coding Agents Asked Who Knows Why and Drew 486 Replies, One From a Dispatcher Who Did "
    * 3,
    "Łódź Übermäßig Façade “Quoted” – it’s fine… €5 & 50%",
)
HOSTILE = (
    "</text><image href='file:///etc/passwd'/>",
    '"/><script>alert(1)</script>',
    "&lt;tspan&gt; &#60; ]]> <!-- -->",
    "{{ 7*7 }}{% raw %}",
    "\x00\x1b[31mred\ufffe\x85",
)


def card(headline: str) -> Page:
    """Return the card of a story with this headline."""
    return files((make.story(headline=headline),), make.site())["2026/03/slow-models/card.png"]


def svg(page: Page) -> str:
    """Return what a card is drawn from."""
    return strict().get_template(str(page.template)).render(page.inputs)


def size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def test_pictures_have_their_sizes() -> None:
    """Story and site cards are 1200 by 630, the icon for home screens is 180 square; none weighs much."""
    pages = files((make.story(),), make.site())
    for path, wanted in (
        ("2026/03/slow-models/card.png", (1200, 630)),
        ("card.png", (1200, 630)),
        ("apple-touch-icon.png", (180, 180)),
    ):
        png = rendered(pages[path])
        assert size(png) == wanted
        assert len(png) < 60_000


def test_a_card_is_drawn_once_and_always_alike(tmp_path: Path) -> None:
    """Twice drawn, or taken from the cache: the same bytes; what was drawn is kept and not drawn again."""
    page = card(HEADLINES[0])
    fresh = rendered(page)
    assert render(page, strict(), tmp_path) == fresh
    (kept,) = tmp_path.rglob("*.png")
    kept.write_bytes(b"kept")
    assert render(page, strict(), tmp_path) == b"kept"


def test_many_cards_are_drawn_on_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared out among processes, cards have the bytes that one process gives them."""
    monkeypatch.setattr(raster, "WORTH_SHARING", 2)
    pages = [page for page in files((make.story(),), make.site()).values() if page.kind == "card"]
    raster.prepare([svg(page).rstrip("\n") + "\n" for page in pages], tmp_path)
    kept = {path.read_bytes() for path in tmp_path.rglob("*.png")}
    assert kept == {rendered(page) for page in pages}


@pytest.mark.parametrize("headline", HEADLINES)
def test_nothing_is_drawn_outside_the_margins(headline: str) -> None:
    """White paint over the margins, and over the gap above the bar, changes no pixel."""
    drawn = svg(card(headline))
    paint = (
        '<path fill="#fff" d="M0 0h76v630H0zM1124 0h76v630h-76zM0 512h1200v20H0zM0 606h1200v24H0z"/></svg>'
    )
    assert raster.png(drawn) == raster.png(drawn.replace("</svg>", paint))


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_headlines_are_text(evil: str) -> None:
    """A card's drawing is well-formed, has the elements that it always has, and shows the characters."""
    root = ElementTree.fromstring(svg(card(evil)))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "path", "text", "g"}
    assert not [name for e in root.iter() for name in e.attrib if "href" in name or name.startswith("on")]
    shown = " ".join(" ".join(t for t in root.itertext() if t.strip()).split())
    assert pictures.one_line(evil).replace(" ", "") in shown.replace(" ", "")


@pytest.mark.parametrize("headline", ["日本語の見出し", "عنوان عربي", "שלום עולם", "Grin 😀", "a\u202eb"])
def test_what_the_font_lacks_gets_the_site_s_card(headline: str) -> None:
    """A headline that could only be drawn as boxes has no card; its page shows the site's."""
    site = make.site(url="https://example.org")
    pages = files((make.story(headline=headline),), site)
    assert "2026/03/slow-models/card.png" not in pages
    image = pages["2026/03/slow-models/index.html"].inputs["meta"]["image"]
    assert (image["src"], image["alt"]) == ("https://example.org/card.png", "AIDRAN")


def test_one_card_can_do_for_all() -> None:
    """With `site.cards: site` no story has a card of its own."""
    pages = files(make.newsroom_of_eight(), make.site(publication=Publication(cards="site")))
    assert [path for path in pages if path.endswith("card.png")] == ["card.png"]


def test_a_demonstration_says_so_on_its_cards() -> None:
    """A card that travels alone still tells that its posts are invented."""
    pages = files((make.story(demo=True),), make.site(demo=True))
    for path in ("card.png", "2026/03/slow-models/card.png"):
        assert "Demonstration: all posts are invented" in svg(pages[path])
    assert "Demonstration" not in svg(card("Any"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=160), st.floats(1, 40), st.integers(1, 5))
def test_lines_hold_the_whole_text_and_no_line_is_too_wide(text: str, width: float, most: int) -> None:
    """Broken lines give back every character in order; each fits, or is a single character."""
    font = pictures.serif()
    lines = typesetting.lines(text, font, width, most)
    cut = typesetting.cut(text, font, width, most)
    assert len(cut) <= most
    if lines is not None:
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert len(lines) <= most
        assert all(font.width(line) <= width or len(line) == 1 for line in lines)


def test_widths_are_those_of_the_font() -> None:
    """The reader of fonts agrees with what the specimen says: characters, and an em of 1000 units."""
    font = typesetting.face(raster.font(raster.SANS, 400))
    assert font.covers("AZaz09 äöüßéñłž €“”‘’–—…")
    assert not font.covers("日")
    assert font.width(" ") == pytest.approx(0.2)
    assert font.width("0") == font.width("1") == pytest.approx(0.497)
