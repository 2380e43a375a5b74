"""arXiv: its Atom API, by time of submission, newest or oldest first. Shelf 0 holds all papers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ..asking import Answer, Request, in_xml
from ..history import History, Post

_RANGE = re.compile(r"submittedDate:\s*\[\s*(\d{8,14})\s+TO\s+(\d{8,14})\s*\]")
_HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/world</id>
  <title>arXiv Query: search_query=&amp;id_list=&amp;start=0</title>
  <updated>2026-04-12T22:09:27Z</updated>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
"""
_ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v1</id>
    <title>{words}</title>
    <updated>{stamp}</updated>
    <link href="https://arxiv.org/abs/{id}v1" rel="alternate" type="text/html"/>
    <summary>We show that {words}</summary>
    <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/>
    <published>{stamp}</published>
    <arxiv:primary_category term="cs.AI"/>
    <author><name>Ada {author}</name></author>
    <author><name>Ben Second</name></author>
  </entry>
"""


def answer(request: Request, history: History) -> Answer | None:
    """Answer the API's one address."""
    shelf = history.shelf(0)
    if not request.path.endswith("/api/query") or shelf is None:
        return None
    after, until = _range(request.get("search_query"))
    places = shelf.between(after - 1, until)
    if request.get("sortOrder", "descending") == "descending":
        places = places[::-1]
    start, size = int(request.page("start") or 0), request.number("max_results", 10, 2_000)
    entries = [_entry(post) for post in shelf.posts(places[start : start + size])]
    head = _HEAD.format(size=size, total=request.total(len(places)), start=start)
    return in_xml(head + "".join(entries) + "</feed>\n", "application/atom+xml")


def _range(query: str) -> tuple[float, float]:
    found = _RANGE.search(query)
    return (_second(found[1], "0"), _second(found[2], "9")) if found else (0.0, float("inf"))


def _second(digits: str, fill: str) -> float:
    whole = digits if len(digits) == 14 else digits[:12] + ("59" if fill == "9" else "00")
    return datetime.strptime(whole.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()


def _entry(post: Post) -> str:
    name = f"{post.when:%y%m}.{post.index:05d}"
    return _ENTRY.format(id=name, words=post.words, stamp=post.stamp, author=post.author.title())
