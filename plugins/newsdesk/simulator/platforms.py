"""How each platform names accounts and addresses, and how much its posts are noticed.

Accounts and addresses are invented, the addresses under the reserved top-level domain ``example``
(RFC 2606).
"""

from __future__ import annotations

import hashlib
import random
import re
from datetime import datetime

from newsdesk.records import Engagement, Platform, RecordKind
from newsdesk.simulator.chance import between, pick
from newsdesk.simulator.grammar import load

#: Publications of the invented press and where they live.
PRESS = {
    "The Example Courier": "courier.example",
    "The Example Ledger": "ledger.example",
    "The Example Signal Post": "signalpost.example",
    "The Example Gazette": "gazette.example",
}
#: How many accounts a platform has, and how unevenly they post (1: all alike).
ACCOUNTS, UNEVEN = 900, 1.4


def key(*parts: object) -> str:
    """Return 16 hex digits that stand for the parts."""
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:16]


def native_id(platform: Platform, seed: str, published: datetime) -> str:
    """Return an id in the platform's manner; ``seed`` is hexadecimal."""
    if platform == "hackernews":
        return str(10**9 + int(seed[:12], 16) % 10**11)
    if platform == "arxiv":
        return f"{published:%y%m}.{int(seed[:10], 16) % 10**7:07d}"
    if platform == "mastodon":
        return str(10**17 + int(seed, 16) % 10**16)
    return seed[:12]


def account(platform: Platform, name: str) -> str:
    """Return a bare name as the platform writes it."""
    forms = {
        "bluesky": "@{}.bsky.example",
        "mastodon": "@{}@fedi.example",
        "reddit": "u/{}",
        "youtube": "@{}",
        "x": "@{}",
        "lemmy": "@{}@lemmy.example",
    }
    return forms.get(platform, "{}").format(name)


def invented_author(rng: random.Random, platform: Platform) -> str:
    """Return an author: an account, a publication, or the first author of a paper."""
    names = load().names
    if platform == "news":
        return pick(rng, tuple(PRESS))
    if platform == "arxiv":
        return f"{pick(rng, names.given)} {pick(rng, names.surnames)} et al."
    number = int(ACCOUNTS * rng.random() ** UNEVEN)
    mixed = int(key(platform, number), 16)
    first = names.first[mixed % len(names.first)]
    second = names.second[mixed // 97 % len(names.second)]
    join = {"hackernews": "_", "reddit": "_"}.get(platform, "")
    return account(platform, f"{first}{join}{second}{number % 7 or ''}")


def address(
    platform: Platform,
    native: str,
    author: str,
    community: str | None,
    title: str | None,
    published: datetime,
) -> str:
    """Return the permalink of a record."""
    if platform == "news":
        slug = re.sub(r"[^a-z0-9]+", "-", (title or native).lower()).strip("-")[:70].strip("-")
        return f"https://{PRESS[author]}/{published:%Y/%m/%d}/{slug}-{native[:4]}"
    return {
        "bluesky": f"https://bsky.example/profile/{author.lstrip('@')}/post/{native}",
        "mastodon": f"https://fedi.example/{author.removesuffix('@fedi.example')}/{native}",
        "hackernews": f"https://news.example/item?id={native}",
        "reddit": f"https://reddit.example/{community}/comments/{native}",
        "youtube": f"https://video.example/watch?v={native[:8]}&lc={native}",
        "arxiv": f"https://arxiv.example/abs/{native}",
        "lemmy": f"https://lemmy.example/post/{native}",
        "x": f"https://x.example/{author.lstrip('@')}/status/{native}",
    }[platform]


def kind(platform: Platform, *, top: bool) -> RecordKind:
    """Return what a record of the platform is called; ``top`` is whether it opens a thread."""
    if platform in ("arxiv", "news"):
        return "paper" if platform == "arxiv" else "article"
    if platform == "youtube" or (platform in ("reddit", "hackernews") and not top):
        return "comment"
    return "post"


def background_engagement(rng: random.Random, platform: Platform, *, top: bool) -> Engagement:
    """Return how a background post was noticed: never above three times the platform's median.

    So no background post carries its community, and hand-written ones stand out. Papers and articles
    come without counts.
    """
    replies = between(rng, 0, 8)
    match platform:
        case "bluesky":
            return Engagement(likes=between(rng, 20, 180), reposts=between(rng, 0, 40), replies=replies)
        case "mastodon":
            return Engagement(likes=between(rng, 6, 50), reposts=between(rng, 0, 24), replies=replies)
        case "reddit" | "hackernews":
            low, high = (16, 88) if top else (1, 40)
            return Engagement(score=between(rng, low, high), replies=replies)
        case "youtube":
            return Engagement(likes=between(rng, 0, 60), replies=replies // 2)
        case _:
            return Engagement()


def chorus_engagement(rng: random.Random, platform: Platform) -> Engagement:
    """Return how a line of a chorus was noticed: more than most of the background, never as a carrier."""
    replies = between(rng, 1, 9)
    match platform:
        case "bluesky":
            return Engagement(likes=between(rng, 150, 230), reposts=between(rng, 28, 50), replies=replies)
        case "mastodon":
            return Engagement(likes=between(rng, 44, 72), reposts=between(rng, 14, 28), replies=replies)
        case "youtube":
            return Engagement(likes=between(rng, 50, 160), replies=replies)
        case _:
            return Engagement(score=between(rng, 36, 118), replies=replies)
