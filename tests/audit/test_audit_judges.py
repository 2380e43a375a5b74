"""Each judge finds what it is there to find, and says nothing of a page without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit import budgets, hostile, kinds, links, looking, modes
from audit.faults import Fault, Report
from audit.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = "Words that run on until the line is full and then some more of them. " * 5
SOUND = f"""<!doctype html><html lang="en"><head><title>Sound</title><link rel="icon" href="data:,">
<style>body {{ margin: 0 1rem; color: #111; background: #fff }} p {{ max-width: 36em }}
a, svg {{ display: inline-block; padding: 6px }}
:focus {{ outline: 3px solid #00f }} main:focus {{ outline: 0 }}
@media print {{ nav, .skip {{ display: none }} }}
@media (forced-colors: active) {{ rect {{ fill: CanvasText }} }}
</style></head><body><a class="skip" href="#main">Skip to the text</a><nav><a href="/">Home</a></nav>
<main id="main" tabindex="-1"><h1>Sound</h1><p>{LONG}</p><div>%s</div></main></body></html>"""
#: What is wrong, by judge: markup that is put into the sound page, and a word of what must then be told.
WRONG = {
    "layout": {
        '<div style="width: 3000px">wide</div>': "overflow",
        '<p style="overflow: hidden; height: 9px">Cut in the middle of its letters</p>': "px too low",
        '<p style="width: 20px">Unbreakable</p>': "px too narrow",
        '<p>One here</p><p style="margin-top: -34px">Two there</p>': "lie over each other",
        f'<p style="max-width: none">Long. {LONG}</p>': "characters: “Long.",
        f'<p style="width: 12em">Short. {LONG}</p>': "characters: “Short.",
    },
    "contrast": {
        '<p style="color: #888">Pale words</p>': "Pale",
        '<p class="f" style="opacity: 0.4">Faded words</p>': "Faded",
        '<p class="d" style="background: #222; color: oklch(0.5 0 0)">Dark words</p>': "Dark",
    },
    "targets": {
        '<p><a href="/" style="padding: 0; font-size: 12px">Low</a></p>': "“Low”",
        '<button class="b" style="width: 9px; padding: 0">|</button>': "“|”",
    },
    "quiet": {
        '<img alt="" src="http://127.0.0.2:9/x.png">': "asked another host",
        '<script>console.log("hello")</script>': "console: hello",
        "<script>alert(1)</script>": "dialog",
        "<script>throw new Error('thrown')</script>": "error: thrown",
        '<img alt="" src="/none.png">': "answered 404",
        '<p id="x">Still</p><script>const next = requestAnimationFrame; addEventListener("load", () => '
        'next(() => next(() => x.insertAdjacentHTML("beforebegin", "<div style=height:300px>"))))</script>': (
            "shifts"
        ),
    },
    "no script": {'<p id="x"></p><script>x.innerText = "word ".repeat(90)</script>': "where script shows"},
    "no sheet": {
        '<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>': "unstyled drawing",
        "<h4>Deep</h4>": "level 4 follows",
        "<p hidden>Kept from readers</p>": "kept back",
    },
    "keyboard": {
        '<a href="/x" style="outline: none">Ringless</a>': "no ring around <a> “Ringless”",
        '<a href="/x" tabindex="2">Second</a><a href="/y" tabindex="1">First</a>': "out of order",
        '<a href="/x" style="position: fixed; left: -99px">Away</a>': "out of sight: <a> “Away”",
        '<a href="/x" onkeydown="event.preventDefault()">Trap</a><a href="/y">Never</a>': "stops",
    },
    "paper": {
        "<form><button>Press</button></form>": "<button> “Press” is printed",
        '<div class="narrative"><a href="http://other.example/">There</a></div>': "not written out",
    },
    "forced": {'<svg class="s" width="9" height="9"><circle r="9" fill="#fffffe"/></svg>': "can't be told"},
    "zoom": {'<div style="width: 900px">wide</div>': "overflow"},
    "mirrored": {'<p style="text-align: left">Left</p>': "text-align"},
}


@pytest.fixture
def shown(tmp_path: Path, browser: Browser) -> Callable[[str, str], list[str]]:
    """Give a function that shows the sound page with something in it and asks one judge."""

    def judged(check: str, body: str) -> list[str]:
        (tmp_path / "index.html").write_text(SOUND % body)
        with served(tmp_path) as origin:
            if check in modes.MODES:
                return list(modes.MODES[check](browser, origin, "/"))
            found = looking.faults(browser, origin, "/", "light", (390, 1440))
            return [told for name, told in found if name == check]

    return judged


class TestInChromium:
    """What is judged inside a page."""

    def test_a_sound_page_is_told_to_be_sound(self, shown: Callable[[str, str], list[str]]) -> None:
        """No judge finds anything on a page that is right."""
        assert {check: told for check in WRONG if (told := shown(check, "<p>Nothing more.</p>"))} == {}

    @pytest.mark.parametrize("check", WRONG)
    def test_what_is_wrong_is_found(self, check: str, shown: Callable[[str, str], list[str]]) -> None:
        """Every judge finds each of the faults that it is there for."""
        told = shown(check, "".join(WRONG[check]))
        assert [word for word in WRONG[check].values() if not any(word in one for one in told)] == [], told

    def test_every_mode_is_tried(self) -> None:
        """There is a fault to be found for each of the ways in which a page is shown."""
        assert set(WRONG) == {"layout", "contrast", "targets", "quiet", *modes.MODES}

    @pytest.mark.parametrize(
        "attack",
        ["<script>alert(1)</script>", "<img src=/x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>'],
    )
    def test_an_attack_that_comes_alive_is_found(self, attack: str, tmp_path: Path, browser: Browser) -> None:
        """Were hostile text written into a page as it is, the judge of hostile sites would say so."""
        (tmp_path / "index.html").write_text(SOUND % attack)
        with served(tmp_path) as origin:
            assert list(hostile.faults(browser, tmp_path, origin))


def test_pages_are_told_apart_by_their_addresses(tmp_path: Path) -> None:
    """Each kind of page is known by its path; the largest and the smallest of a kind are looked at."""
    sizes = {"index.html": 5, "2026/03/a/index.html": 9, "2026/03/b/index.html": 5, "2026/03/c/index.html": 1}
    sizes |= {"2026/03/a/v1/index.html": 1, "2026/index.html": 1, "2026/03/index.html": 1, "x/y.html": 1}
    for path, size in sizes.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x" * size)
    chosen = kinds.samples(tmp_path)
    assert [(sample.kind, sample.address) for sample in chosen] == [
        ("front", "/"),
        ("story", "/2026/03/a/"),
        ("story", "/2026/03/c/"),
        ("earlier version", "/2026/03/a/v1/"),
        ("year", "/2026/"),
        ("month", "/2026/03/"),
        ("other", "/x/y.html"),
    ]
    assert {"beat", "search", "not found"} <= set(kinds.missing(chosen))


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("/sub/there/", False),
        ("/sub/there/#id", False),
        ("https://other.example/none", False),
        ("mailto:a@b.example", False),
        ("there/#none", True),
        ("/sub/none/", True),
        ("/there/", True),
        ("https://own.example/sub/none", True),
        ("https://own.example/there/", True),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, broken: bool, tmp_path: Path) -> None:
    """Links, fragments and full addresses are followed under the site's path; other hosts are not."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "index.html").write_text('<h1 id="id">There</h1>')
    (tmp_path / "index.html").write_text(f'<a href="{link}">x</a>')
    (tmp_path / "data.json").write_text(
        '{"url": "https://own.example/sub/there/", "form": "https://own.example/sub/{slug}"}'
    )
    found = list(links.faults(tmp_path, "https://own.example/sub"))
    assert [fault.page for fault in found] == ["index.html"] * broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("<loc>https://own.example/gone/</loc>", True),
        ("<loc>https://own.example/there/</loc>", False),
        ("&lt;a href=&#34;https://own.example/there/#id&#34;&gt;[1]", False),
        ("&lt;a href=&#34;https://own.example/there/#none&#34;&gt;[1]", True),
    ],
)
def test_an_address_in_data_is_followed_too(text: str, broken: bool, tmp_path: Path) -> None:
    """A feed or map that names a page or place of the site which is not there is a fault."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "index.html").write_text('<h1 id="id">There</h1>')
    (tmp_path / "feed.xml").write_text(text)
    assert [fault.page for fault in links.faults(tmp_path, "https://own.example")] == ["feed.xml"] * broken


@pytest.mark.parametrize(
    ("path", "content", "heavy"),
    [
        ("2026/03/a/index.html", "x" * 45 * 1024, False),
        ("2026/03/a/index.html", "x" * 45 * 1024 + "x", True),
        ("theme/style.css", "x" * 18 * 1024, False),
        ("theme/style.css", "x" * 18 * 1024 + "x", True),
        ("theme/style.css", "@font-face {}", True),
        ("theme/fonts/a.woff2", "x", True),
        ("theme/search.js", "x" * 8 * 1024 + "x", True),
    ],
)
def test_what_is_too_heavy_is_found(path: str, content: str, heavy: bool, tmp_path: Path) -> None:
    """Stories, sheets and scripts above their budget and any font are faults; at the limit they are not."""
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(content)
    assert bool(list(budgets.faults(tmp_path))) is heavy


def test_the_report_tells_each_fault_once_and_in_one_order() -> None:
    """The JSON of a report does not depend on the order in which processes answered."""
    faults = [Fault("axe", "front", "index.html", "b"), Fault("axe", "beat", "b/index.html", "a")]
    one, other = Report(), Report()
    one.add("axe", ["front", "beat"], faults)
    other.add("axe", ["beat", "front"], [*reversed(faults), faults[0]])
    assert one.as_json() == other.as_json()


def test_a_folder_is_served_as_pages_serves_it(tmp_path: Path) -> None:
    """Folders by their index, packed text, ten minutes of cache, 404.html for the rest, no file outside."""
    import urllib.error
    import urllib.request

    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "index.html").write_text("there")
    (site / "404.html").write_text("not there")
    (tmp_path / "secret").write_text("secret")
    with served(site, "/sub") as origin:
        asked = urllib.request.Request(origin + "/a", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked) as answer:
            assert answer.url == origin + "/a/"
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Cache-Control"] == "max-age=600"
        for path in ("/none", "/../secret", "/%2e%2e/secret"):
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(origin + path)
            assert (error.value.code, error.value.read()) == (404, b"not there")
