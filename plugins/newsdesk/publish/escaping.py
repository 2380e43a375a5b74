"""Any text to Markdown that shows exactly that text, whichever Markdown reads it.

Structure is refused to text in two ways that Python-Markdown and CommonMark agree on: a backslash before
the signs that both let it escape, and a numeric character reference for every other sign that an extension
(attribute lists, tables, abbreviations, typography, math, linking of bare addresses) may take for its own.
Text comes out as one line: line breaks are where block syntax begins.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote, urlsplit

_BACKSLASHED = frozenset("\\`*_{}[]()#")
_REFERENCED = frozenset('<>|~^$=@"')
_PLAIN_AFTER_WORD = frozenset(".,;:!?%'-/+&")
#: What may be syntax: all of ASCII that is neither a letter nor a number nor a space.
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
#: What may stand unescaped in an address: no quotes, brackets or signs that Markdown or HTML reads.
_IN_ADDRESS = "-._~:/?#@!$&+,;=%"


def one_line(text: str) -> str:
    """Return the visible text on one line: white space as single spaces, no control characters."""
    line = re.sub(r"\s+", " ", text)
    if not line.isprintable():  # seldom; a control character between two spaces leaves one
        shown = "".join(letter for letter in line if unicodedata.category(letter) not in {"Cc", "Cs"})
        line = re.sub(" +", " ", shown)
    return line.strip()


def body(text: str) -> str:
    """Return Markdown for running text; its rendering shows :func:`one_line` of it."""
    line = one_line(text)
    return _SIGN.sub(lambda found: _sign(line, found.start()), line)


def _sign(line: str, at: int) -> str:
    letter = line[at]
    if letter in _BACKSLASHED:
        return "\\" + letter
    if letter not in _REFERENCED and letter in _PLAIN_AFTER_WORD and _is_harmless(line, at):
        return letter
    return f"&#{ord(letter)};"


def _is_harmless(line: str, at: int) -> bool:
    """Whether a mark stands as punctuation of a sentence or inside a word, where no syntax begins."""
    letter, before, after = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    if letter in ",;?%":
        return True
    if letter == "&":
        return after == " " and before == " "
    inside = before.isalnum() and after.isalnum()
    if letter in "'-":
        return inside
    if letter == "/":
        return before.isalnum()
    # An ordered list begins with a number and a point; "www." and "scheme:" begin addresses.
    first_word = " " not in line[:at] and line[:at].isalnum()
    if not before or first_word or (not before.isalnum() and before not in "”’)%"):
        return False
    if letter == "+":
        return inside
    if letter == "." and inside:
        return not line[:at].casefold().endswith("www")
    # At the very end a "!" could meet the bracket of a marker and make an image of it.
    return after in {" ", "”", "’"} or (not after and letter != "!")


def metadata(text: str) -> str:
    """Return a value for one of Pelican's metadata lines that themes print as they find it (title, tags).

    Stock themes print such values raw, inside elements and attributes, and partly after undoing character
    references; so the signs that could begin markup become their typographic likenesses.
    """
    likeness = str.maketrans({"<": "‹", ">": "›", '"': "”", "`": "’", "{": "(", "}": ")", "'": "’"})
    line = one_line(text).translate(likeness)
    return line if html.unescape(line) == line else line.replace("&", "＆")


def address(url: str) -> str | None:
    """Return an http(s) address as the target of a Markdown link, or None if it can't be one."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    safe = quote(one_line(url), safe=_IN_ADDRESS)
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", safe).replace("&", "&amp;")


def link(text: str, url: str) -> str:
    """Return a Markdown link with that text, or the text alone where the address can't be linked."""
    target = address(url)
    return f"[{body(text)}]({target})" if target else body(text)
