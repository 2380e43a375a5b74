"""What keeps the theme a theme: small partials, one place for its tokens, a document that tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from site_building import ROOT, THEME

TEMPLATES = THEME / "templates"
SHEET = (THEME / "static" / "style.css").read_text(encoding="utf-8")
DOCUMENT = (ROOT / "docs" / "theming.md").read_text(encoding="utf-8")
#: One screen: what can be read without scrolling.
SCREEN = 45
RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|"
    r":[^;{}]*\b(?:black|white|red|green|blue|gr[ae]y|orange|yellow)\b",
    re.IGNORECASE,
)


def _without(pattern: str, css: str) -> str:
    found = re.search(pattern, css)
    assert found, pattern
    depth, end = 1, found.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(css[end], 0)
        end += 1
    return css[: found.start()] + css[end:]


def _rules() -> str:
    """Return the sheet without comments, its first block and what is for paper."""
    css = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    return _without(r"@media print\s*\{", _without(r":root\s*\{", css))


def _tokens() -> set[str]:
    return set(re.findall(r"^  (--[\w-]+):", SHEET.partition("}")[0], re.MULTILINE))


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("partials/*.html")), ids=lambda path: path.stem)
def test_a_partial_fits_on_one_screen(path: Path) -> None:
    """A part of a page can be seen whole."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= SCREEN


def test_colours_are_named_in_the_first_block_alone() -> None:
    """Outside the tokens and the rules for paper the sheet knows colours by their names only."""
    assert RAW_COLOUR.findall(SHEET)  # the tokens themselves
    assert not RAW_COLOUR.findall(_rules())


def test_type_grows_with_the_readers_own_size() -> None:
    """No font size is fixed in pixels, and no property is bound to the left or the right."""
    rules = _rules()
    assert not re.findall(r"font(?:-size)?:[^;}]*\dpx", SHEET)
    assert not re.findall(
        r"(?:margin|padding|border)-(?:left|right)|\b(?:float|text-align): (?:left|right)", rules
    )


def test_every_name_that_is_used_is_a_token() -> None:
    """No rule asks for a custom property that nothing sets."""
    used = set(re.findall(r"var\((--[\w-]+)", SHEET))
    assert used <= set(re.findall(r"(--[\w-]+):", SHEET))


def test_the_document_names_every_token() -> None:
    """docs/theming.md lists the tokens of the sheet, each once and no other."""
    told = re.findall(r"^\| (`--.*?) \|", DOCUMENT, re.MULTILINE)
    named = [name for cell in told for name in re.findall(r"`(--[\w-]+)`", cell)]
    assert sorted(named) == sorted(_tokens())


def test_the_document_names_files_that_are_there() -> None:
    """Each template that docs/theming.md speaks of exists."""
    named = set(re.findall(r"`((?:partials/)?\w+\.(?:html|xml))`", DOCUMENT))
    assert {"base.html", "article.html", "partials/plain_frame.html"} <= named
    assert not [name for name in named if not (TEMPLATES / name).is_file()]
