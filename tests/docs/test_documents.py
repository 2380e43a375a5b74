"""The documents speak of things that are there: files, links, commands, targets."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from documents import ABOUT, DECISIONS, DOCS, DOCUMENTS, README, ROOT, all_code, anchors, name, prose, spans

from newsdesk.cli import app, correcting, gathering, keeping, rehearsing, working

LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)\)")
COMMANDS = {str(c.name or c.callback.__name__) for c in app.registered_commands if c.callback}
#: Folders at the head of a path that a document may name, and those that a build or a person makes.
HEADS = ("plugins/", "tests/", "docs/", "theme/", "content/", ".cache", "output")
MADE = (
    "content/stories",
    "content/versions",
    "content/ledger",
    "content/replies",
    "content/articles",
    ".cache",
    "output",
    ".venv",
)
#: Stages and modules of the package, which documents call by their path inside it.
PACKAGE = ROOT / "plugins" / "newsdesk"

assert correcting
assert gathering
assert keeping
assert rehearsing
assert working  # imported for their commands


def _links(path: Path) -> list[tuple[str, str]]:
    """Return (label, target) of a document's links and images inside the repository."""
    found = LINK.findall(prose(path))
    return [link for link in found if not link[1].startswith(("http://", "https://", "mailto:"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_and_image_leads_somewhere(path: Path) -> None:
    """A relative link names a file or folder that is there, and a heading that it has."""
    for label, target in _links(path):
        place, _, anchor = target.partition("#")
        assert "/" not in label or " " in label or label.rstrip("/") == place, label
        found = (path.parent / place).resolve() if place else path
        assert found.exists(), target
        assert found.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(found), target


@pytest.mark.parametrize("path", [*DOCUMENTS, ABOUT], ids=name)
def test_every_command_is_one(path: Path) -> None:
    """What a document calls by ``make`` or ``newsdesk`` is a target or a command."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for code in all_code(path):
        for words in re.findall(r"(?:^|\s)make ((?:[a-z-]+(?: |$))+)", code.partition("#")[0]):
            assert set(words.split()) <= targets, code
        for command in re.findall(r"(?:^|[\s/])newsdesk ([a-z]+)", code):
            assert command in COMMANDS, code


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_path_is_there(path: Path) -> None:
    """A file or folder that a document names is in the repository, or is one that a build makes."""
    for code in spans(path):
        if re.search(r"[\s<>*{…]|YYYY", code) or not re.fullmatch(r"[\w./-]+", code):
            continue
        if code.startswith(HEADS) and not code.startswith(MADE):
            assert (ROOT / code).exists(), code
        elif re.fullmatch(r"(?:[a-z_]+/)*[a-z_]+\.(?:py|yaml)", code):
            assert (PACKAGE / code).is_file() or (ROOT / code).is_file(), code


@pytest.mark.parametrize("path", [*DOCUMENTS, ABOUT], ids=name)
def test_nothing_is_told_that_is_not_there(path: Path) -> None:
    """No document speaks of commands, writers or sources before they exist, and none leaves work to do."""
    text = path.read_text(encoding="utf-8")
    if "redact" not in COMMANDS:
        assert not re.search(r"newsdesk redact|redacted", text)
    if not (PACKAGE / "write" / "claude").exists():
        assert not re.search(r"written (?:by|with) Claude|Claude writes|write/claude", text)
    assert not re.search(r"\bTODO\b|\bFIXME\b|coming soon", text)


def test_the_two_commands_stand_in_the_first_screen() -> None:
    """Whoever opens the README sees what it makes and how to make it without scrolling far."""
    opening = README.read_text(encoding="utf-8").splitlines()[:24]
    assert any(line.startswith("make html") for line in opening)
    assert any(line.startswith("make test") for line in opening)
    assert any("docs/images/front.png" in line for line in opening)


def test_the_readme_is_short() -> None:
    """The README stays a page: what is longer has a page of its own."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_every_image_says_what_it_shows() -> None:
    """Images have a description, screenshots stay small, and the drawing describes itself."""
    for path in DOCUMENTS:
        assert not re.search(r"!\[\s*\]\(", path.read_text(encoding="utf-8")), name(path)
    for shot in sorted((DOCS / "images").glob("*.png")):
        assert shot.read_bytes().startswith(b"\x89PNG")
        assert shot.stat().st_size < 250_000, shot.name
    drawing = ElementTree.parse(DOCS / "images" / "flow.svg").getroot()
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert drawing.get("role") == "img"
    named = {
        element.get("id") for tag in ("title", "desc") for element in drawing.findall(f"svg:{tag}", space)
    }
    assert named == set((drawing.get("aria-labelledby") or "").split())


def test_the_drawing_shows_the_stages() -> None:
    """Each box of the drawing is a stage of the package."""
    text = "".join(ElementTree.parse(DOCS / "images" / "flow.svg").getroot().itertext())
    stages = ("collect", "analyse", "detect", "assign", "write", "check", "publish", "site")
    assert all(stage in text and (PACKAGE / stage).is_dir() for stage in stages)


def test_every_decision_is_listed() -> None:
    """The list in docs/architecture.md and the folder agree, number by number and title by title."""
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\* \[(\d{4})\]\(decisions/(\S+)\) (.+)$", page, re.MULTILINE)
    there = []
    for path in sorted(DECISIONS.glob("*.md")):
        head = re.match(r"# (\d{4}): (.+)\n\n\*\*Status:\*\* \w+", path.read_text(encoding="utf-8"))
        assert head, path.name
        there.append((head[1], path.name, head[2]))
    assert listed == there
    assert [int(number) for number, _, _ in there] == list(range(1, len(there) + 1))


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("*.md")), ids=name)
def test_a_decision_has_its_three_parts(path: Path) -> None:
    """Context, decision and consequences, in that order and nothing else."""
    parts = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences"]


def test_the_version_in_the_changelog_is_ours() -> None:
    """The changelog speaks of the version that the package has."""
    import newsdesk

    assert newsdesk.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_story_pages_find_their_explanation() -> None:
    """The page that stories link to has the anchor that they link to."""
    page = ABOUT.read_text(encoding="utf-8")
    assert "{#figures}" in page
    assert "{#method}" in page
