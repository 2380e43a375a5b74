"""HTML to the words in it and the addresses it links to; text to one that every page can hold."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

#: Characters of HTML that are looked at; an excerpt needs far fewer, and parsing must end.
LONGEST_HTML = 200_000
#: Characters of an address.
LONGEST_ADDRESS = 2000
#: Addresses that are kept of one text.
MOST_LINKS = 50

_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hgroup|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|"
    "thead|tr|ul"
)
_UNSEEN = re.compile("head|iframe|math|noembed|noframes|noscript|object|script|select|style|svg|template")
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})")
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_QUOTE_OR_END = re.compile("[\"'>]")
_HUGE_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{8,};?")
#: What neither XML nor a sane page may hold: control characters, halves of surrogate pairs, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_AN_ADDRESS = re.compile(r"[\s\x00-\x20\x7f\ufffd<>\"]")
_IN_TEXT = re.compile(r"https?://[^\s<>\"“”\[\]{}|\\^`]{1,2000}", re.I)


def from_html(html: str, base: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the words, one line a block, and the http(s) addresses linked to, resolved against ``base``."""
    reader = _Reader()
    reader.read(html[:LONGEST_HTML])
    addresses = (web_address(target, base) for target in reader.targets)
    links = dict.fromkeys(address for address in addresses if address)
    return printable("".join(reader.pieces)), tuple(links)[:MOST_LINKS]


def printable(text: str) -> str:
    """Return the text without stray white space and unprintable characters; line breaks stay, single."""
    lines = (" ".join(line.split()) for line in _UNPRINTABLE.sub(" ", text).splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return the text without unprintable characters, on one line."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def web_address(text: str, base: str = "") -> str | None:
    """Return an http(s) address, resolved against ``base``; None for anything else."""
    try:
        whole = urljoin(base, text.strip())
        parts = urlsplit(whole)
        _ = parts.port
    except ValueError:  # a host or port that can't be
        return None
    good = parts.scheme in ("http", "https") and parts.hostname and len(whole) <= LONGEST_ADDRESS
    return whole if good and not _NOT_IN_AN_ADDRESS.search(whole) else None


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the http(s) addresses that stand in a plain text or in Markdown, without what only ends them."""
    found = (_without_ending(match[0]) for match in _IN_TEXT.finditer(text[:LONGEST_HTML]))
    links = dict.fromkeys(address for address in map(web_address, found) if address)
    return tuple(links)[:MOST_LINKS]


def _without_ending(found: str) -> str:
    """Return an address up to a bracket that nothing opens in it, without the sentence's punctuation."""
    depth = 0
    for place, letter in enumerate(found):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            found = found[:place]
            break
    return found.rstrip(".,;:!?'*_~’…")


def excerpt(text: str, longest: int) -> str:
    """Return the text, or its beginning up to the end of a sentence or at least of a word."""
    if len(text) <= longest:
        return text
    cut = text[: longest + 1]
    ends = [found.end() for found in re.finditer(r"[.!?…][\"'”’)]*(?=\s)", cut)]
    if ends and ends[-1] > longest // 2:
        return cut[: ends[-1]]
    return (cut[:longest].rsplit(None, 1) or [""])[0]


class _Reader:
    """Walk through HTML once, from mark to mark; what a browser would not show is passed over.

    Not html.parser: it needs time with the square of a hostile text's length, and raises on some.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.targets: list[str] = []
        self._unseen = ""  # the outermost element that hides its content
        self._depth = 0

    def read(self, html: str) -> None:
        """Collect text and link targets."""
        place = 0
        while place < len(html):
            opening = html.find("<", place)
            self._text(html[place:opening] if opening >= 0 else html[place:])
            if opening < 0:
                return
            place = self._mark(html, opening)

    def _mark(self, html: str, opening: int) -> int:
        """Read what begins with the ``<`` at ``opening``; return where it ends."""
        if html.startswith("<!--", opening):
            return _after(html, "-->", opening + 4)
        if html.startswith(("<!", "<?"), opening):
            return _after(html, ">", opening + 2)
        name = _NAME.match(html, opening)
        if name is None:
            self._text("<")
            return opening + 1
        end = _end_of_tag(html, name.end())
        tag = name[2].lower()
        if name[1]:
            self._closed(tag)
        else:
            self._opened(tag, html[name.end() : end])
        return end

    def _opened(self, tag: str, rest: str) -> None:
        if self._unseen:
            self._depth += tag == self._unseen
        elif _UNSEEN.fullmatch(tag) and not rest.endswith("/>"):
            self._unseen, self._depth = tag, 1
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")
        elif tag == "a" and (found := _HREF.search(rest)) and len(self.targets) < 4 * MOST_LINKS:
            self.targets.append(_decoded(found[1] or found[2] or found[3] or ""))

    def _closed(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            self._unseen = self._unseen if self._depth else ""
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def _text(self, raw: str) -> None:
        # A line break in the source is a space on the page, except where blocks meet.
        if raw and not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", _decoded(raw)))


def _after(html: str, mark: str, place: int) -> int:
    found = html.find(mark, place)
    return len(html) if found < 0 else found + len(mark)


def _end_of_tag(html: str, place: int) -> int:
    """Return where a tag ends: after its ``>``, which doesn't count within quotes."""
    while found := _QUOTE_OR_END.search(html, place):
        if found[0] == ">":
            return found.end()
        place = _after(html, found[0], found.end())
    return len(html)


def _decoded(text: str) -> str:
    """Return the text with its character references resolved; absurdly long numbers are no characters."""
    return unescape(_HUGE_NUMBER.sub("\ufffd", text))
