"""Data sources: which platforms are read, how often, what they are asked for, and what is never collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from newsdesk.prose import capitalise
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import charts, metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.published import Published
from newsdesk.site.settings import SourceLine

ADDRESS: Final = "/sources/"
_INTRODUCTION: Final = "Where the posts, papers and articles come from that stories here rest on."
#: What is read of each platform, and whom it leaves out, in a reader's words; docs/sources.md has the whole.
READ: Final = {
    "news": "Title, the first 2,000 characters, address and time of each entry; never the whole article.",
    "bluesky": (
        "Public posts and replies, without pictures. People who ask not to be shown to visitors without an "
        "account are left out."
    ),
    "hackernews": "Stories and comments. What is deleted, flagged or dead is left out.",
    "mastodon": (
        "Public posts on some servers. Boosts are left out, as are people who ask to be; automated accounts "
        "and people who have not allowed searching are read only if the settings say so."
    ),
    "lemmy": (
        "Public posts and comments of some communities. What is marked as deleted or removed is left out, as "
        "are people who ask not to be indexed."
    ),
    "arxiv": "Title and abstract of every paper in some categories; not the papers.",
    "reddit": "Public posts and comments of some communities. What was deleted or removed is left out.",
    "x": "Posts of the last days that match a search; no reposts.",
    "youtube": "Descriptions of new videos and, with a key, public comments; no private or unlisted videos.",
}
#: So many names are shown at once; more stand behind a line that opens.
AT_ONCE: Final = 8


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of data sources."""
    yield rendered("sources", ADDRESS, "sources.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the page of data sources."""
    site = published.site
    addresses = Addresses(site, ADDRESS)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Data sources", _INTRODUCTION),
        "introduction": _INTRODUCTION,
        "demo": site.demo,
        "asked": [_line(line) for line in site.sources if line.enabled],
        "off": [_line(line) for line in site.sources if not line.enabled],
        "counted": counted(published),
    }


def _line(line: SourceLine) -> dict[str, Any]:
    return {
        "id": f"source-{line.platform}",
        "name": line.name,
        "every": every(line.every_minutes),
        "read": READ.get(line.platform),
        "note": line.note or "Switched off in the settings of this site.",
        "asks": [
            {
                "what": capitalise(asked.what),
                "folded": f"{len(asked.items)} {asked.what}" if len(asked.items) > AT_ONCE else None,
                "told": ("; " if any("," in item for item in asked.items) else ", ").join(asked.items),
            }
            for asked in line.asks
        ],
    }


def every(minutes: int) -> str:
    """Return how often a source is asked: ``every hour``, ``every 12 hours``, ``every 15 minutes``."""
    if minutes <= 0:
        return "in every run"
    if minutes % 60:
        return f"every {minutes} minutes"
    return "every hour" if minutes == 60 else f"every {minutes // 60} hours"


def counted(published: Published) -> dict[str, Any] | None:
    """Return the posts that the newest edition counted, by platform, most first; None where it kept none."""
    newest = published.editions[-1] if published.editions else None
    posts: Counter[str] = Counter()
    for weather in published.library.edition(newest).weather if newest else ():
        posts.update(weather.platforms)
    if newest is None or not posts:
        return None
    return {
        "at": printed.stamp(newest.as_of, precise=True),
        "records": f"{newest.records:,}",
        "platforms": charts.bars((printed.platform(name), count) for name, count in posts.items()),
    }
