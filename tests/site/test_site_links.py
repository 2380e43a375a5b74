"""Every page is well formed, and every link inside the site leads somewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from reading_html import by_class, ids, links, read, text


def pages(folder: Path) -> list[Path]:
    """Return the HTML pages that the newsroom wrote."""
    return sorted(path for path in folder.rglob("*.html") if path.parent.name != "about")


def test_every_page_is_well_formed_with_one_h1_and_unique_ids(built: Path) -> None:
    """A strict parser accepts each page, which has one h1 and no id twice."""
    for page in pages(built):
        root = read(page)
        assert len(list(root.iter("h1"))) == 1, page
        assert len(ids(root)) == len(set(ids(root))), page


def test_every_page_has_its_landmarks_and_a_skip_link(built: Path) -> None:
    """Each page has header, nav, main and footer, and its first link leads to main."""
    for page in pages(built):
        root = read(page)
        assert {"header", "nav", "main", "footer"} <= {element.tag for element in root.iter()}, page
        assert next(root.iter("a")).get("href") == "#" + str(next(root.iter("main")).get("id"))


def test_no_page_runs_script_or_asks_another_host(built: Path) -> None:
    """Scripts are data or files of the theme; style and feed come from the site; the policy says so."""
    for page in pages(built):
        root = read(page)
        scripts = list(root.iter("script"))
        assert {script.get("type") for script in scripts if not script.get("src")} <= {"application/ld+json"}
        assert all("theme/" in src for script in scripts if (src := script.get("src")))
        assert not [
            a for element in root.iter() for a in element.attrib if a.startswith("on") or a == "style"
        ]
        assert not list(root.iter("img"))
        asked = [link.get("href") for link in root.iter("link") if link.get("rel") != "canonical"]
        assert not [href for href in asked if urlsplit(str(href)).netloc], page
        assert "default-src 'none'" in page.read_text()


@pytest.mark.parametrize(("site", "base"), [("built", ""), ("published", "/sub")])
def test_every_internal_link_and_fragment_resolves(
    site: str, base: str, request: pytest.FixtureRequest
) -> None:
    """Each link to the site itself leads to a file that exists, and each fragment to an id in it."""
    folder: Path = request.getfixturevalue(site)
    followed = 0
    for page in pages(folder):
        here = f"{base}/{page.relative_to(folder).as_posix()}"
        for link in links(read(page)):
            parts = urlsplit(urljoin(here, link))
            if parts.netloc:
                continue
            followed += 1
            rooted = page.name == "404.html" and not base
            assert rooted or parts.path.startswith(base + "/"), (page, link)
            target = folder / unquote(parts.path.removeprefix(base)).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (page, link)
            if parts.fragment:
                assert parts.fragment in ids(read(target)), (page, link)
    assert followed > 200


def test_relative_links_can_be_read_from_disk(built: Path) -> None:
    """A site with relative links names files, so that a browser finds them without a server."""
    story = read(built / "2026/03/slow-models/index.html")
    internal = [link for link in links(story) if not urlsplit(link).netloc and not link.startswith("#")]
    assert internal
    assert all(not link.startswith("/") and not link.endswith("/") for link in internal)


def test_the_not_found_page_works_at_any_depth(built: Path, published: Path) -> None:
    """The 404 page starts its links at the host's root, under the site's path where there is one."""
    for folder, base in ((built, "/"), (published, "/sub/")):
        found = [link for link in links(read(folder / "404.html")) if not link.startswith("#")]
        assert found
        assert all(link.startswith(base) for link in found)


def test_a_published_site_gives_full_addresses_to_machines(published: Path) -> None:
    """With SITEURL set, canonical, Open Graph and JSON-LD carry the full address, and 404 has none."""
    story = (published / "2026/03/slow-models/index.html").read_text()
    assert '<link rel="canonical" href="https://example.org/sub/2026/03/slow-models/">' in story
    assert 'property="og:url" content="https://example.org/sub/2026/03/slow-models/"' in story
    assert '"mainEntityOfPage": "https://example.org/sub/2026/03/slow-models/"' in story
    assert "canonical" not in (published / "404.html").read_text()


def test_the_demonstration_is_named_on_every_page_and_only_there(built: Path, published: Path) -> None:
    """Every page of a demonstration says in words that it is invented; a real site never does."""
    for page in pages(built):
        (notice,) = by_class(read(page), "demonstration")
        assert "invented" in text(notice)
    for page in pages(published):
        assert not by_class(read(page), "demonstration")


def test_pages_stay_within_their_budget(built: Path) -> None:
    """A story is at most 45 KB, the sheet at most 18 KB: what a slow line loads at once."""
    assert all(page.stat().st_size <= 45 * 1024 for page in pages(built))
    assert (built / "theme/style.css").stat().st_size <= 18 * 1024
