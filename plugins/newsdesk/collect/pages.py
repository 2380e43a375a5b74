"""What stands behind a link: the pages that posts link to, so that an event rests on a page, not on hearsay.

Kept of a page are its title, the beginning of its text, its site and its time: enough to quote and to link.
A page is asked for only where its site allows it, once a day, and never if it is in the archive.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsdesk.collect import page_text, payload
from newsdesk.collect.answers import FetchError, Response
from newsdesk.collect.asked import Asked
from newsdesk.collect.links import canonical
from newsdesk.collect.page_text import Page
from newsdesk.collect.payload import Removal
from newsdesk.collect.plaintext import web_address
from newsdesk.collect.robots import DISALLOWED, Robots, reserved
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Engagement, Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Pages that are asked for at once, and told in one batch.
AT_ONCE = 32

KNOWN = "in the archive already"
ASKED_TODAY = "asked for today already"
A_POST = "a post or a paper on a platform that is read itself"
NOT_HTML = "no web page (PDF, picture, sound, archive …)"
NO_ADDRESS = "no http(s) address"

#: Hosts whose pages are posts or papers; their subdomains as well.
_PLATFORMS = (
    "bsky.app", "reddit.com", "redd.it", "x.com", "twitter.com", "youtube.com", "youtu.be",
    "news.ycombinator.com", "arxiv.org",
)  # fmt: skip
#: Addresses of statuses at a Mastodon server, posts and comments at a Lemmy one: on hosts of any name.
_A_POST = re.compile(r"/(@[\w.@-]+/\d{6,}|users/[\w.-]+/statuses/\d{6,}|(post|comment)/\d+)/?$")
_NO_PAGE = re.compile(
    r"\.(pdf|zip|gz|tgz|xz|7z|dmg|exe|iso|whl|png|jpe?g|gif|webp|avif|svg|mp[34]|m4[av]|webm|mov|wav|ogg|"
    r"docx?|xlsx?|pptx?|csv|json|xml|rss|atom|txt|safetensors|gguf)$",
    re.I,
)


async def read_pages(
    client: Client, addresses: Iterable[str], task: Task, asked: Asked, most: int
) -> AsyncIterator[Batch]:
    """Yield the pages at the first ``most`` of those addresses that can be asked for, as records in batches.

    What could not be read is a problem in them; what is in the archive already takes nobody's place. A
    record's ``url`` is the address as it was linked to, so that the link leads to it; where the page calls
    itself otherwise, or was reached elsewhere, that stands among its ``links``.
    """
    wanted, dropped = _wanted(addresses, task, asked)
    if dropped:
        yield Batch(dropped=dropped, as_is=True)
    reader = _Reader(client, Robots(client), task)
    remaining = itertools.islice(wanted.items(), most)
    while group := dict(itertools.islice(remaining, AT_ONCE)):
        found = await asyncio.gather(*(reader.read(address) for address in group.values()))
        # Noted when all is answered: a run that is killed asks again, which is better than never.
        await asyncio.to_thread(asked.note, list(group), task.now.date())
        yield _batch(found)


async def still_there(client: Client, records: Sequence[Record]) -> AsyncIterator[Batch]:
    """Yield which pages and articles were asked for by their address, and which of them are gone.

    Gone is what its site says is gone (404, 410); a site that can't be reached, or doesn't let us ask, says
    nothing.
    """
    robots = Robots(client)
    for start in range(0, len(records), AT_ONCE):
        group = records[start : start + AT_ONCE]
        asked = (client.fetch(record.url, permitted=robots.refusal) for record in group)
        found = list(zip(group, await asyncio.gather(*asked), strict=True))
        gone = [record.id for record, answer in found if _is_gone(answer)]
        there = [record.id for record, answer in found if isinstance(answer, Response)]
        faults = [
            Problem(place=record.url, field=None, expected="a page", found=str(answer))
            for record, answer in found
            if isinstance(answer, FetchError) and not _is_gone(answer)
        ]
        yield Batch(
            removed=tuple(Removal(id, "gone") for id in gone),
            checked=(*gone, *there),
            problems=tuple(faults),
        )


def _is_gone(answer: Response | FetchError) -> bool:
    return isinstance(answer, FetchError) and answer.status in (404, 410)


def is_a_post(address: str) -> bool:
    """Whether an address is that of a post or paper which its own platform gives in full."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    on_platform = any(host == name or host.endswith(f".{name}") for name in _PLATFORMS)
    return on_platform or _A_POST.search(parts.path) is not None


def _wanted(addresses: Iterable[str], task: Task, asked: Asked) -> tuple[dict[str, str], dict[str, int]]:
    """Return what is to be asked for, by what is asked for once, and how many are not, by reason."""
    today = asked.on(task.now.date())
    given = {canonical(one) if one else "": one for one in map(web_address, addresses)}
    known = task.known(name for key in given for name in (f"web:{_hash(key)}", f"news:{_hash(key)}"))
    wanted, dropped = dict[str, str](), Counter[str]()
    for key, address in given.items():
        reason = _reason(key, address, today)
        if reason is None and {f"web:{_hash(key)}", f"news:{_hash(key)}"} & known:
            reason = KNOWN
        if reason is None and address:
            wanted[key] = address
        else:
            dropped[reason or NO_ADDRESS] += 1
    return wanted, dict(sorted(dropped.items()))


def _reason(key: str, address: str | None, today: set[str]) -> str | None:
    if address is None:
        return NO_ADDRESS
    if is_a_post(address):
        return A_POST
    if _NO_PAGE.search(urlsplit(address).path):
        return NOT_HTML
    return ASKED_TODAY if key in today else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass
class _Reader:
    client: Client
    robots: Robots
    task: Task

    async def read(self, address: str) -> Record | Problem | str:
        """Return the page as a record, why it can't be one, or why it is left out on purpose."""
        found = await self.client.fetch(address, permitted=self._refusal)
        if isinstance(found, FetchError):
            if found.reason in (DISALLOWED, A_POST):
                return found.reason
            return Problem(place=address, field=None, expected="a page", found=str(found))
        wish = reserved(found.headers, ())
        if wish:
            return wish
        page = await self.client.understood(
            page_text.read, found.body, found.content_type, found.url, self.task.now
        )
        if isinstance(page, str):
            return (
                NOT_HTML
                if page == page_text.NO_PAGE
                else Problem(place=address, field=None, expected="a page with an article", found=page)
            )
        return reserved({}, page.tags) or self._record(address, found, page)

    async def _refusal(self, address: str) -> FetchError | None:
        """Return why an address that is linked or redirected to must not be asked."""
        if is_a_post(address):
            return FetchError(A_POST, temporary=False)
        return await self.robots.refusal(address)

    def _record(self, address: str, found: Response, page: Page) -> Record | Problem:
        host = (urlsplit(found.url).hostname or "").removeprefix("www.")
        others = dict.fromkeys(one for one in (page.canonical, found.url) if one and one != address)
        return payload.record(
            address,
            id=_hash(canonical(address)),
            platform="web",
            kind="article",
            author=page.site or host,
            community=host,
            url=address,
            title=page.title,
            words=page.text,
            language_tag=page.language,
            published_at=page.published or page_text.last_modified(found.headers, self.task.now),
            now=self.task.now,
            engagement=Engagement(),
            links=tuple(others),
        )


def _batch(found: Sequence[Record | Problem | str]) -> Batch:
    return Batch(
        records=tuple(one for one in found if isinstance(one, Record)),
        problems=tuple(one for one in found if isinstance(one, Problem)),
        dropped=dict(sorted(Counter(one for one in found if isinstance(one, str)).items())),
        as_is=True,
    )
