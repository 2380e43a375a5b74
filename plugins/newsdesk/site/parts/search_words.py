"""The words by which a story is found: each once, in the field that counts most."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from newsdesk import prose
from newsdesk.stories import StoryVersion

LONGEST: Final = 32  # characters of a word; what is longer is found by its beginning
_WORD: Final = re.compile(r"[^\W_]+")  # letters and numbers of any script: categories L and N
_FOREIGN: Final = re.compile(
    "[^\x00-\x7f\u2010-\u2027]"
)  # typographic quotes and dashes are no letters either


def terms(text: str) -> list[str]:
    """Return the words of a text as they are looked up, each once.

    Compatible forms, case, accents and invisible characters make no difference. ``terms`` in
    ``theme/static/search.js`` does the same; they can only differ on characters that one of the two
    (Python, the browser) is too old to know.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = text.lower()
    if not text.isascii():
        text = _FOREIGN.sub(_bare, text)
    return list(dict.fromkeys(word[:LONGEST] for word in dict.fromkeys(_WORD.findall(text))))


def _bare(match: re.Match[str]) -> str:
    """Drop marks and invisible characters; a sigma is the same letter at a word's end."""
    character = match.group()
    if character == "ς":
        return "σ"
    category = unicodedata.category(character)
    return "" if category[0] == "M" or category == "Cf" else character


def of_story(version: StoryVersion) -> tuple[str, ...]:
    """Return the words of headline, of beat and names, of standfirst, of the body, with spaces between.

    A word that stands in several of them is given where it stands first.
    """
    known: set[str] = set()
    found = []
    for text in _texts(version):
        new = [term for term in terms(text) if term not in known]
        known.update(new)
        found.append(" ".join(new))
    return tuple(found)


def _texts(version: StoryVersion) -> Iterator[str]:
    """Give the fields of a story, the one that counts most first."""
    brief = version.brief
    cited = {cite for _, part in prose.iter_parts(version.draft) for cite in prose.cites_of(part)}
    named = {entity for item in brief.records if item.id in cited for entity in item.entities}
    names = sorted(name for entity, name in brief.names.items() if entity in named)
    yield version.headline
    yield " ".join([brief.beat.name, brief.subject_name or "", *names])
    yield version.standfirst
    yield "\n".join(prose.render_paragraph(paragraph, brief) for paragraph in version.draft.paragraphs)
