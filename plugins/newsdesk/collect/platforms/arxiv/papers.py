"""What arXiv answers: lists of papers as Atom, errors as Atom; and its metadata export, one paper a line.

An answer's form: https://info.arxiv.org/help/api/user-manual.html, "3.3. Outline of an Atom feed" and "3.4.
Errors". The export's, which arXiv itself puts there: https://www.kaggle.com/datasets/Cornell-University/arxiv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsdesk.collect import feed_formats
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import (
    Payload,
    Removal,
    RemovalReason,
    at,
    count,
    from_json,
    items,
    moment,
    record,
    text,
)
from newsdesk.collect.plaintext import MOST_LINKS, from_html, one_line, web_address
from newsdesk.records import Engagement, Problem

#: Where a paper can be seen, by its id without a version.
PAGE = "https://arxiv.org/abs/"

#: Its id within whatever leads to it, a version left off.
ID = re.compile(r"(?:^|/abs/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?$")
_ERRORS = re.compile(r"^https?://[^/]+/api/errors")
_PAPER = r"(?:arxiv\s+)?(?:paper|article|submission|manuscript|preprint|e-?print|work|report|note|version)"
#: How abstract or comment of a withdrawn paper begins; "withdrawn from" a journal is another matter.
_WITHDRAWN = re.compile(
    rf"(?:(?:this|the)\s+{_PAPER}\s+(?:has\s+been|is\s+being|is|was)\s+(?:temporarily\s+)?)?"
    r"(?:withdrawn|retracted)\b(?!\s+from\s+(?!arxiv))",
    re.I,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer, or a file of the export, holds."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return _export(body, place, now) if start in (b"{", b"[") else _listing(body, place, now)


def _listing(body: bytes, place: str, now: datetime) -> Payload:
    head, entries, fault = feed_formats.parsed_xml(body, PAGE)
    if head is None:
        return Payload("an error", error=f"expected a list of papers, found {fault}")
    told = next((entry for entry in entries if _ERRORS.match(text(entry, "id") or "")), None)
    if told is not None:
        return Payload("an error", error=f"answered: {one_line(text(told, 'summary') or 'an error')[:200]}")
    outcomes = [
        _paper(_entry(entry), f"{place}, entry {number}", now) for number, entry in enumerate(entries, 1)
    ]
    if fault:
        outcomes.append(Problem(place=place, field=None, expected="a whole list", found=fault))
    start, total = count(head, "opensearch_startindex") or 0, count(head, "opensearch_totalresults") or 0
    after = start + len(entries)
    return gathered("a list of papers", outcomes, str(after) if after < total else None)


def _export(body: bytes, place: str, now: datetime) -> Payload:
    """Return the papers of an export: a JSON object a line, or one, or a list of them."""
    try:
        data = from_json(body)
        found = [(place, one) for one in (data if isinstance(data, list) else [data])]
    except ValueError:
        found = list(_lines(body, place))
    outcomes = [
        one if isinstance(one, Problem) else _paper(_exported(one), where, now) for where, one in found
    ]
    return gathered("an export", outcomes)


def _lines(body: bytes, place: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(body.splitlines(), 1):
        where = f"{place}, line {number}"
        try:
            if line.strip():
                yield where, from_json(line)
        except ValueError as error:
            yield where, Problem(place=where, field=None, expected="a JSON object", found=str(error))


@dataclass(frozen=True)
class _Told:
    """What is told of one paper, in the words of either form."""

    id: str
    names: tuple[str, ...]
    title: str
    abstract: str
    comment: str
    published: datetime | None
    doi: str | None


def _entry(entry: Any) -> _Told:
    """Return what one entry of an Atom answer tells."""
    names = (text(author, "name") for author in items(entry, "authors"))
    return _Told(
        id=text(entry, "id") or "",
        names=tuple(_decoded_once(name) for name in names if name),
        title=_plain(entry, "title"),
        abstract=_plain(entry, "summary"),
        comment=text(entry, "arxiv_comment") or "",
        # Asked past FeedParserDict, which answers with another field where one is missing.
        published=moment({"at": dict.get(entry, "published")}, "at"),
        doi=text(entry, "arxiv_doi"),
    )


def _exported(data: Any) -> _Told:
    """Return what one line of the export tells; a paper was published with its first version."""
    return _Told(
        id=text(data, "id") or "",
        names=tuple(_exported_names(data)),
        title=text(data, "title") or "",
        abstract=text(data, "abstract") or "",
        comment=text(data, "comments") or "",
        published=moment(data, "versions", 0, "created"),
        doi=text(data, "doi"),
    )


def _paper(told: _Told, place: str, now: datetime) -> Outcome:
    found = ID.search(told.id.strip())
    if found is None:
        shown = repr(told.id[:80]) if told.id else "nothing"
        return Problem(place=place, field="id", expected="an id such as 2506.20702", found=shown)
    withdrawn = _withdrawn(told.abstract, told.comment)
    if withdrawn:
        return Removal(f"arxiv:{found[1]}", withdrawn)
    words = one_line(told.abstract)
    return record(
        place,
        id=found[1],
        platform="arxiv",
        kind="paper",
        author=_author(told.names),
        community=None,
        url=f"{PAGE}{found[1]}",
        title=one_line(told.title),
        words=words,
        language_tag=None,
        published_at=told.published,
        now=now,
        engagement=Engagement(),
        links=_links(words, told.doi),
    )


def _withdrawn(abstract: str, comment: str) -> RemovalReason | None:
    """Return who took a paper back, as its abstract or its comment begins to tell; None if nobody."""
    for told in (one_line(abstract), one_line(comment)):
        if _WITHDRAWN.match(told):
            return "removed" if re.search(r"\bby\s+arxiv\b", told[:200], re.I) else "deleted"
    return None


def _author(names: tuple[str, ...]) -> str | None:
    if not names:
        return None
    return one_line(names[0]) if len(names) == 1 else f"{one_line(names[0])} et al."


def _exported_names(data: Any) -> Iterator[str]:
    """Yield the authors' names: split into last, first and suffix, or all in one line."""
    parsed = [one for one in items(data, "authors_parsed") if isinstance(one, list)]
    for one in parsed:
        last, first, suffix = (text(one, place) or "" for place in range(3))
        name = one_line(f"{first} {last} {suffix}")
        if name:
            yield name
    if not parsed:
        yield from filter(None, map(str.strip, re.split(r",|\band\b", text(data, "authors") or "")))


def _decoded_once(name: str) -> str:
    """Return a name as feedparser returns texts but not names: what was encoded twice, put right."""
    try:
        return name.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return name


def _plain(entry: Any, name: str) -> str:
    """Return a text construct's words; markup only where it says that it is some."""
    value = text(entry, name) or ""
    return value if at(entry, f"{name}_detail", "type") == "text/plain" else from_html(value)[0]


def _links(words: str, doi: str | None) -> tuple[str, ...]:
    """Return the addresses in an abstract, and that of the printed paper."""
    told = [address.rstrip(".,;:!?)]}'") for address in _ADDRESS.findall(words)]
    told += [f"https://doi.org/{doi}"] if doi else []
    links = dict.fromkeys(address for one in told if (address := web_address(one)))
    return tuple(links)[:MOST_LINKS]
