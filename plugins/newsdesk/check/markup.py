"""Our own words are plain words: no addresses, HTML, Markdown, metadata, templates or odd characters.

Quotations are free to hold what their authors wrote, because the serialiser and the templates show it as
text; only characters that hide or turn what stands around them are refused there too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.stories import Finding

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "address",
        re.compile(
            r"\b[a-z][a-z0-9+.-]*://|//[\w-]+\.\w|\\\\\w|\bwww\.\w|\b(?:mailto|javascript|data|tel):\S"
            r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|app|co|uk|de|example|test)/\S"
            r"|[\w.]+@[\w-]+\.\w+",
            re.I,
        ),
    ),
    ("html", re.compile(r"<\s*[a-z/!?>]|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);|\bon\w+\s*=\s*[\"'“”]", re.I)),
    (
        "markdown",
        re.compile(
            r"`|~~|[\[\]]|(?<!\w)#\w|[\u2600-\u27bf\U0001f300-\U0001faff]|\*\*|__|!\[|\]\s*\(|\]\s*\[|\[\^"
            r"|\*\S[^*]*\*|(?<!\w)_\S[^_]*_(?!\w)|\||\[[^\]]*\]|\\"
            r"|^\s*(?:#{1,6}\s|>|[-*+]\s|\d+[.)]\s|={3,}|-{3,}|:{3,}|!{3})",
        ),
    ),
    (
        "front-matter",
        re.compile(
            r"^\s*(?:title|date|modified|category|tags?|keywords?|slug|summary|authors?|status|template"
            r"|save_as|url"
            r"|lang|translation|layout)\s*:",
            re.I,
        ),
    ),
    (
        "template",
        re.compile(r"\{\{|\{%|\{#|\}\}|%\}|\$\{|<%|%>|\{(?:filename|static|attach|author|tag|category)\}"),
    ),
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u061c\u200b\u2060\ufeff\u00ad\u2028\u2029\ufff9-\ufffb]")


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each thing in a part's own words that a program could take for its language."""
    for place in view.places:
        for code, pattern in _RULES:
            text = place.own.replace(SLOT_MARK, "x") if code == "html" else place.own
            found = pattern.search(place.part.text if code == "template" else text)
            if found:
                yield finding(code, place.path, f"{found.group().strip()!r:.60} in {place.part.text!r:.80}")
        yield from _characters(place)


def _characters(place: Place) -> Iterator[Finding]:
    for where, text in (
        ("own words", place.part.text),
        ("quotation", place.part.quote and place.part.quote.text),
    ):
        for letter in text or "":
            breaks_line = letter in "\n\t" and where == "quotation"
            if not breaks_line and is_hidden(letter):
                yield finding("control", place.path, f"U+{ord(letter):04X} in the {where}")
                break


def is_hidden(letter: str) -> bool:
    """Whether a character controls, hides or turns text instead of being part of it."""
    category = unicodedata.category(letter)
    return (
        category in {"Cc", "Cs", "Co", "Cn"}
        or bool(_TURNING.match(letter))
        or 0xE0000 <= ord(letter) <= 0xE007F
    )
