"""Pelican builds the site with our settings, theme and plugin, and fails in one message."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import stories_factory as make
from reading_html import by_class, links, read, text
from site_building import ROOT

from newsdesk.config import Layout
from newsdesk.publish import versions

pytestmark = pytest.mark.slow


def newsroom(folder: Path) -> Path:
    """Make a newsroom in a folder: our settings, theme, plugin and pages, no snapshots."""
    for name in ("pelicanconf.py", "publishconf.py", "newsdesk.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("theme", "plugins"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "content" / "pages", folder / "content" / "pages")
    (folder / "content" / "articles").mkdir()
    return folder


def build(
    folder: Path, settings: str = "pelicanconf.py", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Pelican as ``make html`` does."""
    command = [sys.executable, "-m", "pelican", "content", "-o", "output", "-s", settings]
    return subprocess.run(
        [*command, "--fatal", "errors"],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of a folder with its bytes and its time."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A newsroom without posts, built once, with what Pelican printed."""
    folder = newsroom(tmp_path_factory.mktemp("empty"))
    result = build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder, result.stdout


def test_an_empty_newsroom_builds_and_says_so(empty: tuple[Path, str]) -> None:
    """Without posts there is a site that says what to do, and a line that says why it is empty."""
    folder, told = empty
    assert "newsdesk: no records yet" in told
    assert "No stories yet" in (folder / "output/index.html").read_text()


def test_stock_pages_do_not_stand_in_the_way(empty: tuple[Path, str]) -> None:
    """Pelican writes no author, tag, category or archive page and no feed of its own."""
    folder, _ = empty
    theme = {f"theme/{path.name}" for path in (ROOT / "theme/static").iterdir()}
    beats = {
        f"beats/{beat.name}/{name}"
        for beat in (folder / "output/beats").iterdir()
        if beat.is_dir()
        for name in ("atom.xml", "feed.json", "index.html")
    }
    assert set(tree(folder / "output")) == beats | theme | {
        *(f"api/{name}.json" for name in ("beats", "editions", "entities", "stories")),
        *(
            ".nojekyll",
            "404.html",
            "about/index.html",
            "api/index.html",
            "archive/index.html",
            "attribution/index.html",
            "corrections/index.html",
            "beats/index.html",
            "editions/index.html",
            "entities/index.html",
            "feeds/index.html",
            "methodology/index.html",
            "privacy/index.html",
            "sources/index.html",
            "apple-touch-icon.png",
            "card.png",
            "feeds/atom.xml",
            "feeds/feed.json",
            "index.html",
            "llms.txt",
            "robots.txt",
            "theme/icon.svg",
            "theme/style.css",
            "wire/index.html",
            "search/index.html",
            "search/index.json",
        ),
    }


def test_a_hand_written_page_shares_the_frame(empty: tuple[Path, str]) -> None:
    """The about page has our masthead and footer, marks itself as current, and its links hold."""
    folder, _ = empty
    root = read(folder / "output/about/index.html")
    assert text(by_class(root, "name")[0]) == "AIDRAN"
    assert [text(a) for a in root.iter("a") if a.get("aria-current")] == ["About"]
    assert text(next(root.iter("title"))) == "About · AIDRAN"
    for link in links(root):
        if not link.startswith("#"):
            assert (folder / "output/about" / link.partition("#")[0]).resolve().is_file(), link


def test_stories_are_published_and_the_second_build_changes_no_file(tmp_path: Path) -> None:
    """Proved stories get their pages; a second build leaves every file and its time alone."""
    folder = newsroom(tmp_path)
    for story in make.newsroom_of_eight()[:3]:
        versions.publish(Layout(folder), versions.seal(story))
    note = folder / "content/articles/hello.md"
    note.write_text("Title: A Note & More\nDate: 2026-03-01\nSlug: hello\n\nFrom a person.\n")
    first = build(folder)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "3 stories" in first.stdout
    output = folder / "output"
    assert (output / "2026/03/slow-models/index.html").is_file()
    assert "A Note &amp; More" in (output / "index.html").read_text()
    assert "From a person." in text(read(output / "notes/hello/index.html"))
    before = tree(output)
    second = build(folder)
    assert "0 changed" in second.stdout
    assert tree(output) == before


def test_publishing_uses_the_address_from_the_environment(tmp_path: Path) -> None:
    """publishconf.py takes SITEURL from the environment, and every page links under its path."""
    folder = newsroom(tmp_path)
    result = build(folder, "publishconf.py", SITEURL="https://example.org/sub/")
    assert result.returncode == 0, result.stdout + result.stderr
    front = (folder / "output/index.html").read_text()
    assert 'href="https://example.org/sub/"' in front
    for page in ("index.html", "about/index.html"):
        found = [link for link in links(read(folder / "output" / page)) if not link.startswith("#")]
        assert all(link.startswith("/sub/") for link in found), page


def test_a_wrong_setting_is_one_message_without_traceback(tmp_path: Path) -> None:
    """A wrong setting ends the build with 2 and says what is wrong, once, before anything is written."""
    folder = newsroom(tmp_path)
    (folder / "newsdesk.yaml").write_text("beets: []\n")
    result = build(folder)
    said = result.stdout + result.stderr
    assert result.returncode == 2, said
    assert "Traceback" not in said
    assert said.count("newsdesk.yaml, line 1: 'beets' is not a setting.") == 1
    assert not (folder / "output/index.html").exists()


def test_a_broken_version_file_is_named_and_left_out(tmp_path: Path) -> None:
    """A story whose proof can't be read is not published, and is named with its place; the rest is built."""
    folder = newsroom(tmp_path)
    broken = folder / "content/versions/2026/03/x/v1.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    result = build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stderr.count("newsdesk: not published: content/versions/2026/03/x/v1.json") == 1
    assert (folder / "output/index.html").is_file()
    assert not (folder / "output/2026/03/x").exists()
    assert broken.read_text() == "{"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """An unwritable output folder is one message with its place."""
    folder = newsroom(tmp_path)
    (folder / "output").mkdir(mode=0o500)
    result = build(folder)
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert str(folder / "output") in result.stderr


def test_an_output_that_is_a_file_is_named(tmp_path: Path) -> None:
    """Where the output folder should be stands a file: one message with its place."""
    folder = newsroom(tmp_path)
    (folder / "output").write_text("in the way")
    result = build(folder)
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert "output" in result.stderr


def test_one_template_can_be_changed_without_touching_the_theme(tmp_path: Path) -> None:
    """What a folder of one's own holds goes before the theme, for our pages and for those by hand."""
    folder = newsroom(tmp_path)
    with (folder / "pelicanconf.py").open("a") as settings:
        settings.write('THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    (folder / "templates").mkdir()
    for name in ("front", "page"):
        (folder / "templates" / f"{name}.html").write_text(
            f'{{% extends "!theme/{name}.html" %}}\n'
            "{% block content %}{{ super() }}<p>Write to us.</p>{% endblock %}\n"
        )
    result = build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    for page in ("index.html", "about/index.html"):
        root = read(folder / "output" / page)
        assert text(next(root.iter("main"))).endswith("Write to us."), page
        assert by_class(root, "masthead"), page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "SITEURL is not set"),
        ("example.org", "Give the site's full address"),
        ("https://a.example/?b", "full"),
    ],
)
def test_what_an_address_means_is_said(tmp_path: Path, address: str, said: str) -> None:
    """Without SITEURL links are relative, which is told; one that can't be an address stops the build."""
    folder = newsroom(tmp_path)
    result = build(folder, "publishconf.py", SITEURL=address)
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert (result.returncode == 0) == (not address)
    if not address:
        found = [link for link in links(read(folder / "output/about/index.html")) if not link.startswith("#")]
        assert found
        assert all(link.startswith("../") or link == "index.html" for link in found)


def test_an_address_of_our_own_comes_before_a_shared_one(tmp_path: Path) -> None:
    """NEWSDESK_SITEURL wins over SITEURL."""
    folder = newsroom(tmp_path)
    build(folder, "publishconf.py", SITEURL="https://a.example", NEWSDESK_SITEURL="https://b.example/news")
    front = (folder / "output/index.html").read_text()
    assert 'href="https://b.example/news/"' in front
    assert "a.example" not in front
