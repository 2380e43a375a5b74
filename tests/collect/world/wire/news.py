"""News: ``/feed/7.rss`` is an RSS feed of shelf 7, the newest of it first, and never more than it shows."""

from __future__ import annotations

import re

from ..asking import Answer, Request, in_xml
from ..history import History, Post

#: Entries that a feed shows.
SHOWN = 1_000
_FEED = re.compile(r"/feed/(\d+)\.rss")


def answer(request: Request, history: History) -> Answer | None:
    """Answer a feed's address."""
    found = _FEED.search(request.path)
    shelf = history.shelf(int(found[1])) if found else None
    if shelf is None:
        return None
    items = "".join(_item(post) for post in shelf.posts(range(shelf.size)[::-1][:SHOWN]))
    head = f"<title>Paper {shelf.number}</title><link>https://paper{shelf.number}.example/</link>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'
    return in_xml(feed, "application/rss+xml")


def _item(post: Post) -> str:
    link = f"https://paper{post.shelf}.example/ai/{post.index}"
    when = f"{post.when:%a, %d %b %Y %H:%M:%S} GMT"
    return (
        f"<item><title>AI model number {post.index}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{when}</pubDate><description>{post.words}</description></item>"
    )
