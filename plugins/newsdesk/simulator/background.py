"""Records of invented accounts: plain posts, comments, articles and papers, and lines of a chorus."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsdesk.records import Engagement, Platform, Record, SentimentLabel
from newsdesk.simulator import grammar, platforms
from newsdesk.simulator.chance import pick
from newsdesk.simulator.events import Event
from newsdesk.simulator.grammar import Composer
from newsdesk.simulator.posts import THREADED
from newsdesk.simulator.timing import collected

#: How often a record opens a thread; elsewhere it answers one.
OPENS = {"bluesky": 0.8, "mastodon": 0.8, "reddit": 0.45, "hackernews": 0.45, "youtube": 0.0}
#: How often a neutral Hacker News thread is a question to everybody.
ASKS = 0.75
#: How often a subreddit is the beat's first one.
FIRST_COMMUNITY = 0.7
ASK_HN = "Ask HN"


@dataclass(frozen=True)
class Place:
    """Where something is said.

    ``event`` is what it is about, ``name`` makes its id its own, ``thread`` is the post it answers, if that
    is settled.
    """

    beat: str
    platform: Platform
    event: Event | None
    name: str
    thread: str | None = None


def record(
    rng: random.Random,
    composer: Composer,
    place: Place,
    mood: SentimentLabel,
    published: datetime,
    threads: Sequence[str] = (),
) -> Record:
    """Return a record; where it answers, it answers one of the threads or one that was not collected."""
    top = place.thread is None and rng.random() < OPENS.get(place.platform, 1.0)
    author = platforms.invented_author(rng, place.platform)
    words = _words(rng, composer, place, mood, author, top=top)
    noticed = platforms.background_engagement(rng, place.platform, top=top)
    parent = None if top else _parent(rng, place, threads)
    return _record(place, author, words, published, noticed, parent)


def line(rng: random.Random, place: Place, text: str, published: datetime) -> Record:
    """Return a line of a chorus as a record; it is noticed more than the background."""
    author = platforms.invented_author(rng, place.platform)
    communities = grammar.load().beats[place.beat].communities
    community = communities[0] if place.platform == "reddit" else None
    noticed = platforms.chorus_engagement(rng, place.platform)
    parent = _parent(rng, place, ()) if place.thread or place.platform in THREADED else None
    return _record(place, author, (None, text, community), published, noticed, parent)


def _record(
    place: Place,
    author: str,
    words: tuple[str | None, str, str | None],
    published: datetime,
    noticed: Engagement,
    parent: str | None,
) -> Record:
    title, text, community = words
    seed = platforms.key(place.name, place.beat, place.platform, f"{published:%Y%m%d%H%M%S}", author)
    native = platforms.native_id(place.platform, seed, published)
    return Record(
        id=f"{place.platform}:{native}",
        platform=place.platform,
        kind=platforms.kind(place.platform, top=parent is None),
        author=author,
        community=community,
        url=platforms.address(place.platform, native, author, community, title, published),
        title=title,
        text=text,
        language="en",
        published_at=published,
        collected_at=collected(published),
        engagement=noticed,
        reply_to=parent,
    )


def _parent(rng: random.Random, place: Place, threads: Sequence[str]) -> str:
    if place.thread:
        return place.thread
    if threads and place.platform != "youtube" and rng.random() < 0.5:
        return pick(rng, threads)
    return f"{place.platform}:thread-{platforms.key(place.name, rng.random())[:6]}"


def _words(
    rng: random.Random, composer: Composer, place: Place, mood: SentimentLabel, author: str, *, top: bool
) -> tuple[str | None, str, str | None]:
    """Return title, text and community."""
    words = grammar.load()
    talk = words.beats[place.beat]
    if place.platform == "news":
        return (*report(rng, words.news, talk.topics), author)
    if place.platform == "arxiv":
        return (*report(rng, words.arxiv, talk.topics), None)
    cores = (place.event.talk if place.event else talk).of(mood)
    if place.platform == "hackernews" and top:
        return _submission(rng, composer, cores, mood)
    community = _community(rng, place, talk.communities) if place.platform == "reddit" else None
    core = pick(rng, cores) if community and top else None
    title = grammar.fill(rng, core).removesuffix(".") if core else None
    return title, " ".join(composer.sentences(rng, cores, mood, without=core)), community


def _community(rng: random.Random, place: Place, communities: Sequence[str]) -> str:
    if place.thread or rng.random() < FIRST_COMMUNITY:
        return communities[0]
    return pick(rng, communities[1:])


def report(rng: random.Random, forms: grammar.Forms, topics: Sequence[str]) -> tuple[str, str]:
    """Return title and text of an article or a paper about one of the topics."""
    topic = pick(rng, topics)
    slots = {"topic": topic, "Topic": topic[:1].upper() + topic[1:]}
    title = grammar.title_case(grammar.fill(rng, pick(rng, forms.titles), slots))
    first = pick(rng, forms.texts)
    second = pick(rng, [text for text in forms.texts if text != first])
    return title, f"{grammar.fill(rng, first, slots)} {grammar.fill(rng, second, slots)}"


def _submission(
    rng: random.Random, composer: Composer, cores: Sequence[str], mood: SentimentLabel
) -> tuple[str, str, str | None]:
    """Return a Hacker News thread: a question to everybody, or a remark as its title."""
    asks = [core for core in cores if core.endswith("?")]
    core = pick(rng, asks) if asks and rng.random() < ASKS else pick(rng, cores)
    text = " ".join(composer.sentences(rng, cores, mood, without=core))
    title = grammar.fill(rng, core).removesuffix(".")
    if title.endswith("?"):
        return f"{ASK_HN}: {title}", text, ASK_HN
    return title, text, None
