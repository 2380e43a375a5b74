"""Pages for programs that read text: each story as Markdown, and llms.txt (llmstxt.org), which lists them.

All text passes through :mod:`newsdesk.publish.escaping`: whatever it holds, it stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from newsdesk.publish import article, escaping
from newsdesk.records import iso
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.dossier import Dossier
from newsdesk.site.machine import json_api
from newsdesk.site.machine.feed import full
from newsdesk.site.page import Page, rendered, rendered_of
from newsdesk.site.pages.beats import all_beats
from newsdesk.site.pages.story import label
from newsdesk.site.parts import corrected
from newsdesk.site.parts.chrome import AT_THE_FOOT, DEMONSTRATION
from newsdesk.site.parts.metadata import ATOM, JSON, SITE_FEEDS
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

MARKDOWN: Final = "index.md"
LLMS: Final = "/llms.txt"
LATEST: Final = 30


def pages(published: Published) -> Iterator[Page]:
    """Plan llms.txt."""
    yield rendered("text", LLMS, "lines.txt", {"lines": list(_llms(published))})


def pages_of_story(dossier: Dossier) -> Iterator[Page]:
    """Plan the Markdown of a story."""
    address = dossier.story.address + MARKDOWN
    addresses = Addresses(dossier.site, address)
    yield rendered_of(
        dossier.of_text,
        "text",
        address,
        "lines.txt",
        lambda: {"lines": list(_story(dossier.whole, dossier.corrections, addresses))},
    )


def _story(version: StoryVersion, corrections: corrected.Corrections, addresses: Addresses) -> Iterator[str]:
    beat, changed = version.brief.beat, version.modified_at > version.published_at
    updated = f", updated {iso(version.modified_at)} (version {version.version})" if changed else ""
    updated += f", corrected {iso(corrections[-1].at)}" if corrections else ""
    yield f"# {escaping.body(version.headline)}"
    yield ""
    yield f"**{escaping.body(version.standfirst)}**"
    yield ""
    if version.demo:
        yield f"*{escaping.body(DEMONSTRATION)}*"
        yield ""
    for line in corrected.lines(corrections):
        yield f"**Correction, {line['day']['text']}:** {escaping.body(line['text'])}"
        yield ""
    yield f"- {escaping.body(label(version.draft.writer))}"
    yield f"- Published {iso(version.published_at)}{updated}"
    yield f"- Beat: {_link(beat.name, of_beat(beat.slug), addresses)}"
    yield f"- Why now: {escaping.body(version.brief.why)}"
    yield f"- Page: <{full(version.address, addresses)}>"
    for block in article.text(version):
        yield from ("", block)


def _llms(published: Published) -> Iterator[str]:
    site, addresses = published.site, Addresses(published.site)
    yield from (f"# {escaping.body(site.name)}", "")
    yield from (f"> {escaping.body(site.subtitle)}" if site.subtitle else "", "")
    if site.demo:
        yield from (escaping.body(DEMONSTRATION), "")
    yield (
        "Stories about how people talk about artificial intelligence. They are written by machine; "
        "quotations and numbers are checked by program against the public posts. Each story has its "
        f"text as {MARKDOWN}, its data as {json_api.STORY} and its evidence as evidence.json beside its page."
    )
    stories = [
        _item(version.headline, version.address + MARKDOWN, version.standfirst, addresses)
        for version in published.newest_first[:LATEST]
    ]
    yield from _section("Latest stories", stories)
    beats = [_item(b.name, of_beat(b.slug), b.description, addresses) for b in all_beats(published)]
    yield from _section("Beats", beats)
    yield from _section("Data", [_item(*entry, addresses) for entry in _DATA])
    written = [_item(page.title, page.address, "", addresses) for page in site.pages]
    foot = [_item(name, target, "", addresses) for name, target in AT_THE_FOOT]
    yield from _section("Optional", [*written, *foot])


_DATA: Final = (
    ("Stories", json_api.STORIES, "the newest stories with their numbers, as JSON"),
    ("Beats", json_api.BEATS, "what is followed, and how much was said at the newest edition, as JSON"),
    ("Editions", json_api.EDITIONS, "when the newsroom looked, and what it published, as JSON"),
    ("Names", json_api.ENTITIES, "who and what stories are about, as JSON"),
    ("Atom feed", SITE_FEEDS + ATOM, "the last changed stories in full"),
    ("JSON Feed", SITE_FEEDS + JSON, "the same as JSON"),
)


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield from ("", f"## {title}", "", *listed)


def _item(name: str, target: str, notes: str, addresses: Addresses) -> str:
    told = f": {escaping.body(notes)}" if notes.strip() else ""
    return f"- {_link(name, target, addresses)}{told}"


def _link(name: str, target: str, addresses: Addresses) -> str:
    return f"[{escaping.body(name)}]({full(target, addresses)})"
