"""A version to its article: the one serialiser, in Markdown that any Pelican site and theme reads.

The head is Pelican's own metadata lines. Pelican renders ``Summary`` as Markdown and the rest not at all;
``Tags`` is split at commas unless it holds a semicolon. Everything richer lives in the version file.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk import prose
from newsdesk.prose import MarkedPart, Source
from newsdesk.publish import disclosure, escaping
from newsdesk.records import PLATFORM_NAMES
from newsdesk.stories import BriefRecord, StoryVersion


def markdown(version: StoryVersion) -> str:
    """Return the article of a version; the same version always gives the same text."""
    body, sources = prose.mark_body(version.draft, version.brief)
    head = "\n".join(_head(version, sources))
    return "\n\n".join([head, *_blocks(version, body, sources)]) + "\n"


def text(version: StoryVersion) -> list[str]:
    """Return what stands under the head, block by block: the story, its disclosure, its numbered sources."""
    return _blocks(version, *prose.mark_body(version.draft, version.brief))


def _blocks(version: StoryVersion, body: list[list[list[MarkedPart]]], sources: list[Source]) -> list[str]:
    blocks = [
        *(_paragraph(paragraph, sources) for paragraph in body),
        f"*{escaping.body(disclosure.text(version.site, version.draft.writer.name))}*",
        "## Sources" if sources else "",
        "\n".join(_source(source) for source in sources),
    ]
    return [block for block in blocks if block]


def _head(version: StoryVersion, sources: list[Source]) -> Iterator[str]:
    yield f"Title: {escaping.metadata(version.headline)}"
    yield f"Date: {version.published_at:%Y-%m-%d %H:%M}Z"
    yield f"Modified: {version.modified_at:%Y-%m-%d %H:%M}Z"
    yield f"Category: {escaping.metadata(version.brief.beat.name)}"
    names = [escaping.metadata(name).replace(";", ",") for name in _tags(version, sources)]
    if names:
        yield f"Tags: {'; '.join(names)};"
    yield f"Slug: {version.slug}"
    yield f"Summary: {escaping.body(version.standfirst)}"


def _tags(version: StoryVersion, sources: list[Source]) -> list[str]:
    """Return the names of the subject and of what the cited records mention, each once."""
    names = version.brief.names
    mentioned = [item.entities for _, _, item in sources if isinstance(item, BriefRecord)]
    ids = [version.brief.subject, *(entity for entities in mentioned for entity in entities)]
    return list(dict.fromkeys(names[entity] for entity in ids if entity in names and names[entity].strip()))


def _paragraph(sentences: list[list[MarkedPart]], sources: list[Source]) -> str:
    out = ""
    for sentence in sentences:
        for position, part in enumerate(sentence):
            # The same joint as prose.join: a space, except before closing punctuation.
            spaced = out and (position == 0 or not part.text.startswith((",", ".", ";", ":", "?", "!", ")")))
            text = escaping.body(("x " if out else "") + part.text)[2 if out else 0 :]
            out += (" " if spaced else "") + text
            out += "".join(_marker(sources[number - 1]) for number in part.markers)
    return out


def _marker(source: Source) -> str:
    return escaping.link(f"[{source.number}]", source.item.record.url)


def _source(source: Source) -> str:
    record = source.item.record
    who = source.item.speaker.text if isinstance(source.item, BriefRecord) else (record.title or "a page")
    place = PLATFORM_NAMES.get(record.platform, record.platform)
    where = "" if place in who else f", {place}"
    described = f"{prose.capitalise(who)}{where}, {record.published_at:%Y-%m-%d}"
    return f"{source.number}. {escaping.body(described)}: {escaping.link('original', record.url)}"
