"""How the person behind a record is called in print.

Publications, papers and channels publish for an audience and are named; so are accounts that the operator
lists. Everybody else is "a Bluesky user", "a commenter in r/…", with the marker that opens the post.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsdesk.config import People
from newsdesk.records import Record
from newsdesk.stories import Speaker

_COMMUNITY = re.compile(r"r/[A-Za-z0-9_]{2,32}")
_SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
#: What a printed name may consist of; anything else falls back to the host that published it.
_NAME = re.compile(r"[\w][\w .,&'’()+-]{0,59}")
_PEOPLE = {
    "bluesky": "a Bluesky user",
    "mastodon": "a Mastodon user",
    "lemmy": "a Lemmy user",
    "x": "an X user",
    "web": "a page",
}


def speaker(record: Record, people: People) -> Speaker:
    """Return how the record's author is called."""
    if record.author and record.author in people.named and _NAME.fullmatch(record.author.lstrip("@")):
        return Speaker(named=True, text=record.author)
    if record.kind == "article":
        return Speaker(named=True, text=publication(record))
    if record.kind == "paper":
        return Speaker(named=True, text=_authors(record.author))
    if record.kind == "video" and record.author and _NAME.fullmatch(record.author):
        return Speaker(named=True, text=record.author)
    return Speaker(named=False, text=_anonymous(record))


def _anonymous(record: Record) -> str:
    if record.platform == "reddit":
        place = record.community or ""
        where = place if _COMMUNITY.fullmatch(place) else "Reddit"
        who = "a commenter" if record.kind == "comment" else "a poster"
        return f"{who} {'in' if where.startswith('r/') else 'on'} {where}"
    if record.platform == "hackernews":
        return "a Hacker News commenter" if record.kind == "comment" else "a Hacker News poster"
    if record.platform == "youtube":
        return "a YouTube commenter" if record.kind == "comment" else "a YouTube channel"
    return _PEOPLE.get(record.platform, "a reader")


def publication(record: Record) -> str:
    """Return the name of the publication behind an article, else its host."""
    name = (record.community or record.author or "").strip()
    if _SLUG.fullmatch(name):
        return re.sub(r"[_-]", " ", name).title()
    if _NAME.fullmatch(name):
        return name
    return urlsplit(record.url).hostname or "a news site"


def _authors(author: str | None) -> str:
    """Return "Maren and colleagues" for "Ilse Maren et al.", a single author whole."""
    name = (author or "").strip()
    several = bool(re.search(r"\bet al\b|,|;| and ", name))
    first = re.split(r"\s+et al\b|,|;| and ", name)[0].strip()
    if not first or not _NAME.fullmatch(first):
        return "a paper on arXiv"
    return f"{first.split()[-1]} and colleagues" if several else first
