"""Pelican builds the site with our settings, theme and plugin, and fails in one message."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import stories_factory as make
from reading_html import by_class, ids, links, read, text
from site_building import ROOT

from newsdesk.archive import removals
from newsdesk.config import Layout
from newsdesk.publish import versions

pytestmark = pytest.mark.slow
WRITTEN = ("about", "methodology", "attribution", "privacy")
BROKEN = "content/versions/2026/03/x/v1.json"


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


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A newsroom with stories, built once, with what Pelican printed.

    There is a note by hand, a story whose proof can't be read, a post that was deleted where it had stood,
    and two templates of the newsroom's own.
    """
    folder = newsroom(tmp_path_factory.mktemp("worked"))
    for story in make.newsroom_of_eight()[:3]:
        versions.publish(Layout(folder), versions.seal(story))
    gone = make.story().brief.records[0].record.id
    removal = removals.RemovedRecord(record=gone, reason="deleted", source="reddit", seen_at=make.NOON)
    removals.add(Layout(folder), [removal])
    note = folder / "content/articles/hello.md"
    note.write_text("Title: A Note & More\nDate: 2026-03-01\nSlug: hello\n\nFrom a person.\n")
    broken = folder / BROKEN
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
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
    return folder, result.stdout + result.stderr


def test_stories_are_published_and_a_second_build_changes_no_file(worked: tuple[Path, str]) -> None:
    """Proved stories get their pages; a second build leaves every file and its time alone."""
    folder, told = worked
    output = folder / "output"
    assert "3 stories" in told
    assert (output / "2026/03/slow-models/index.html").is_file()
    assert "A Note &amp; More" in (output / "index.html").read_text()
    assert "From a person." in text(read(output / "notes/hello/index.html"))
    before = tree(output)
    second = build(folder)
    assert "0 changed" in second.stdout
    assert tree(output) == before
    counted = "newsdesk: [0-9]+ pages for 3 stories"
    assert re.findall(counted, second.stdout) == re.findall(counted, told)
    assert second.stderr.count(f"newsdesk: not published: {BROKEN}") == 1


def test_building_and_publishing_take_turns_on_one_output(worked: tuple[Path, str]) -> None:
    """What ``make publish`` writes over a build, and a build over that, is what each writes alone."""
    folder, _ = worked
    address = {"SITEURL": "https://example.org"}
    built = {path: data for path, (data, _) in tree(folder / "output").items()}
    assert "sitemap.xml" not in built
    assert "sitemap.xml" in _after(build(folder, "publishconf.py", **address), folder)
    assert _after(build(folder), folder) == built


def _after(result: subprocess.CompletedProcess[str], folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the output after a build that succeeded."""
    assert result.returncode == 0, result.stdout + result.stderr
    return {path: data for path, (data, _) in tree(folder / "output").items()}


def test_a_broken_version_file_is_named_and_left_out(worked: tuple[Path, str]) -> None:
    """A story whose proof can't be read is not published, and is named with its place; the rest is built."""
    folder, told = worked
    assert told.count(f"newsdesk: not published: {BROKEN}") == 1
    assert not (folder / "output/2026/03/x").exists()
    assert (folder / BROKEN).read_text() == "{"


def test_one_template_can_be_changed_without_touching_the_theme(worked: tuple[Path, str]) -> None:
    """What a folder of one's own holds goes before the theme, for our pages and for those by hand."""
    folder, _ = worked
    for page in ("index.html", "about/index.html"):
        root = read(folder / "output" / page)
        assert text(next(root.iter("main"))).endswith("Write to us."), page
        assert by_class(root, "masthead"), page


def test_the_sources_are_those_of_the_settings(worked: tuple[Path, str]) -> None:
    """Each platform of newsdesk.yaml stands on the page, with what it is asked for."""
    page = text(read(worked[0] / "output/sources/index.html"))
    assert "Hacker News asked every hour" in page
    assert "51 feeds" in page
    assert "Reddit not read" in page


def test_what_was_taken_away_comes_from_the_ledger(worked: tuple[Path, str]) -> None:
    """The removal in the ledger stands on the page of corrections, with the story that cites the post."""
    page = read(worked[0] / "output/corrections/index.html")
    assert "Reddit post, deleted by its author; found out on March 27, 2026" in text(page)
    assert "../2026/03/slow-models/index.html" in list(links(page))


@pytest.mark.parametrize("name", WRITTEN)
def test_hand_written_pages_lead_to_each_others_places(name: str, worked: tuple[Path, str]) -> None:
    """Every page stands in every footer, and links among the hand-written pages hold with their fragments."""
    output = worked[0] / "output"
    page = read(output / name / "index.html")
    (foot,) = by_class(page, "colophon")
    assert {f"../{other}/index.html" for other in WRITTEN if other != name} <= set(links(foot))
    for link in links(page):
        target, _, fragment = link.partition("#")
        place = (output / name / target).resolve() if target else output / name / "index.html"
        if place.parent.name in WRITTEN and fragment:
            assert fragment in ids(read(place)), link


def test_publishing_uses_the_address_from_the_environment(tmp_path: Path) -> None:
    """publishconf.py takes it from there, one of our own before a shared one; pages link under its path."""
    folder = newsroom(tmp_path)
    ours, shared = "https://example.org/sub/", "https://a.example"
    result = build(folder, "publishconf.py", SITEURL=shared, NEWSDESK_SITEURL=ours)
    assert result.returncode == 0, result.stdout + result.stderr
    front = (folder / "output/index.html").read_text()
    assert 'href="https://example.org/sub/"' in front
    assert shared not in front
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
