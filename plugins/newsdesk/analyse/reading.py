"""What of a record is read: its title and text, without addresses and without other people's words."""

from __future__ import annotations

import re

from newsdesk.records import TOMBSTONES, Record

#: Web addresses, with or without scheme, and handles that look like one (``@someone.example.social``).
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@[\w-]+(?:\.[\w-]+)+(?:@[\w.-]+)?", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\w)@\w+")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
#: Markdown's and e-mail's mark for what somebody else said.
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|&gt;)(?!\w*[<_]).*$", re.MULTILINE)


def content(record: Record) -> str:
    """Return title and text as one string, the title on a line of its own; tombstones are no text."""
    text = "" if record.text.strip() in TOMBSTONES else record.text
    title = record.title or ""
    if not title.strip() or text.startswith(title):
        return text
    return f"{title}\n\n{text}" if text.strip() else title


def blank_addresses(text: str) -> str:
    """Put spaces in the place of addresses, so that every offset stays what it was."""
    if "://" not in text and "@" not in text and "www." not in text.lower():
        return text
    return _ADDRESS.sub(lambda found: " " * len(found.group()), text)


def own_words(text: str) -> str:
    """Return the author's own running words: no addresses, mentions, code or quoted lines.

    A text that is nothing but quoted lines is returned whole: then the mark is a manner of writing.
    """
    kept = text
    if "`" in kept:
        kept = _CODE.sub(" ", kept)
    if ">" in kept or "&gt;" in kept:
        kept = _QUOTED_LINE.sub("", kept)
        if not kept.strip():
            kept = text
    kept = blank_addresses(kept)
    return _MENTION.sub(" ", kept) if "@" in kept else kept
