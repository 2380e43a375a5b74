"""A newsroom in which every text that comes from outside is hostile.

Fields are not listed one by one: all that hold free text are planted, also those that a value is given later.
What is kept is what refers to something or is drawn from our own settings: ids, slugs, addresses, kinds.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

import stories_factory as make

from newsdesk.archive.corrections import Correction
from newsdesk.records import Value, Window
from newsdesk.reports import BeatWeather, Candidate, EditionReport, Mentions
from newsdesk.site.published import Published, of_versions
from newsdesk.site.settings import HandWritten, Site
from newsdesk.stories import (
    BackgroundNote,
    Contribution,
    Dropped,
    EarlierStory,
    Finding,
    Overlap,
    Page,
    Part,
    Position,
    Record,
    Reply,
    Signal,
    Speaker,
    StoryVersion,
    Thread,
)

#: No settings file can hold longer ones, in characters.
NAME: Final = 60
DESCRIPTION: Final = 300
Planted = TypeVar("Planted", bound=Value)
#: Fields that refer to something or are ours; everything else that may hold any text is planted.
KEPT: Final = frozenset(
    {
        *("id", "slug", "address", "story", "stories", "brief", "edition", "schema_version", "beat"),
        *(
            "record",
            "records",
            "cites",
            "stat",
            "lead_record",
            "exemplar",
            "counter_position",
            "of",
            "cluster",
        ),
        *("base", "mention", "entity", "entities", "linked_by", "reply_to", "reach_statistic", "avoid"),
        *(
            "sha256",
            "markdown_sha256",
            "requests",
            "snapshots",
            "part",
            "unit",
            "effect_unit",
            "signals",
            "code",
        ),
    }
)


def planted(value: Planted, evil: str) -> Planted:
    """Return a value with the same text in each of its fields that can hold any."""
    changes = {
        name: _planted(getattr(value, name), field.annotation, name, evil)
        for name, field in type(value).model_fields.items()
    }
    if isinstance(value, Record):  # an attack alone is no link; behind a host it is
        changes["url"] = evil if value.id.endswith(("1", "3")) else f"https://example.org/{evil}"
    if isinstance(value, Part):  # what holds braces has failed the gate
        changes["text"] = f"{value.text} {evil.replace('{', '(').replace('}', ')')}"
    return value.model_copy(update=changes)


def _planted(current: Any, annotation: Any, name: str, evil: str) -> Any:
    if isinstance(current, Value):
        return planted(current, evil)
    if isinstance(current, tuple) and any(isinstance(item, Value) for item in current):
        return tuple(planted(item, evil) for item in current)
    if name in KEPT or not _free(annotation):
        return current
    if isinstance(current, str):
        return evil
    if isinstance(current, tuple):
        return tuple(evil for _ in current)
    if isinstance(current, dict) and all(isinstance(item, str) for item in current.values()):
        return {**dict.fromkeys(current, evil), **({"value": current["value"]} if name == "forms" else {})}
    return current  # what is counted by platform has our own names of platforms


def _free(annotation: Any) -> bool:
    """Whether an annotation admits any text: ``str``, or a container or choice that has it."""
    inner = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Literal:
        return False
    return annotation is str or any(_free(part) for part in inner)


def story(evil: str, number: int = 0) -> StoryVersion:
    """Return a story in which everything that a brief may hold is there and hostile."""
    slug = f"story-{number}"
    records = tuple(make.record(n, slug) for n in range(5))
    plain = make.story(slug=slug, days=-number / 7, records=records)
    brief = plain.brief
    statistic = brief.statistics[2]
    speaker = Speaker(named=True, text="x")
    reply = Reply(record=make.record(2, f"{slug}-reply"), speaker=speaker)
    items = tuple(
        item.model_copy(update={"thread": Thread(parent=reply, replies=(reply, reply))})
        for item in brief.records
    )
    positions = tuple(
        Position(
            id=f"q{n}",
            claim="x",
            voices=9 - n,
            platforms={"reddit": 5},
            records=("r1", "r2"),
            exemplar=f"r{n}",
        )
        for n in (1, 2)
    )
    earlier = EarlierStory(
        id="e1",
        slug="x",
        address="/2026/03/story-1/",
        headline="x",
        standfirst="x",
        published_at=plain.published_at,
    )
    brief = brief.model_copy(
        update={
            "records": items,
            "subject_name": "x",
            "subject_gloss": "x",
            "signals": tuple(_signals(brief.signals[0])),
            "pages": (Page(id="p1", record=make.record(4, f"{slug}-page"), linked_by=("r1",)),),
            "positions": positions,
            "counter_position": "q2",
            "contributions": (Contribution(of="x", cluster=("r1",), cluster_label="x", statistic=statistic),),
            "overlaps": (Overlap(base="x", mention="y", statistic=statistic),),
            "background": (
                BackgroundNote(id="n1", entity="hugging-face", text="x", date="2026", source="x"),
            ),
            "earlier": (earlier,),
        }
    )
    hostile = planted(plain.model_copy(update={"brief": brief}), evil)
    quoted = make.sentence(make.part("said", "One wrote {quote}.", "r1", quote=("r1", evil)))
    told = hostile.draft.paragraphs[0].model_copy(update={"sentences": (quoted,)})
    finding = Finding(code="cite-unknown", severity="error", part="paragraphs.0", detail=evil)
    dropped = Dropped(part=make.part("said", evil), finding=finding)
    return hostile.model_copy(
        update={
            "draft": hostile.draft.model_copy(update={"paragraphs": (*hostile.draft.paragraphs, told)}),
            "findings": (finding,),
            "provenance": hostile.provenance.model_copy(update={"dropped": (dropped,), "fallback": evil}),
        }
    )


def _signals(signal: Signal) -> Iterable[Signal]:
    kinds = typing.get_args(Signal.model_fields["kind"].annotation)
    for kind in kinds:
        # Only a phrase is its own subject; others name an entity or two platforms.
        subject = {"phrase_trending": "x", "platform_divergence": "reddit|bluesky"}.get(kind)
        notes = ("x", "x")
        update = {
            "id": f"{signal.id}-{kind}",
            "kind": kind,
            "subject": subject,
            "subject_name": "x",
            "notes": notes,
        }
        yield signal.model_copy(update=update)


def edition(evil: str, of: StoryVersion) -> EditionReport:
    """Return the edition that the story stands in, with a candidate of every fate and a beat's weather."""
    window = Window(start=of.published_at - timedelta(days=1), end=of.published_at)
    candidate = Candidate(
        kind="lead", beat="open-source-ai", subject="x", signals=(of.brief.signals[0].id,), lead_record=None,
        score=1.0, voices=5, platforms=("reddit",), fate="declined", reason="x", like="x",
    )  # fmt: skip
    fates = {"story": of.story, "version": of.story, "held": None, "declined": None}
    named = Mentions(entity="hugging-face", name="x", posts=4, usual=1)
    weather = BeatWeather(
        beat="open-source-ai", posts=9, usual=4.0, judged=8, positive=2, negative=4, usual_positive=0.2,
        usual_negative=0.3, platforms={"reddit": 9}, names=(named,), quiet=(named,),
    )  # fmt: skip
    report = EditionReport(
        as_of=window.end, demo=False, records=9, signals=of.brief.signals, stories=(of.story,), tool="x",
        weather=(weather,),
        candidates=tuple(candidate.model_copy(update={"fate": f, "story": s}) for f, s in fates.items()),
    )  # fmt: skip
    return planted(report, evil)


def newsroom(attacks: Sequence[str]) -> Published:
    """Return a newsroom with a story, an earlier version of it and an edition for each attack."""
    stories = tuple(story(evil, number) for number, evil in enumerate(attacks))
    second = tuple(version.model_copy(update={"version": 2}) for version in stories)
    beats = tuple(
        make.config_beat(slug).model_copy(
            update={"name": evil[:NAME], "group": evil[:NAME], "description": evil[:DESCRIPTION]}
        )
        for slug, evil in zip(make.BEATS, attacks * len(make.BEATS), strict=False)
    )
    evil = attacks[0]
    written = (HandWritten(title=evil, address="/about/"),)
    notes = (HandWritten(title=evil, address="/notes/x/", published_at=stories[0].published_at),)
    site: Site = make.site(
        name=evil[:NAME], subtitle=evil[:DESCRIPTION], beats=beats, notes=notes, pages=written
    )
    history = {new.address: (old, new) for old, new in zip(stories, second, strict=True)}
    editions = tuple(edition(evil, of) for evil, of in zip(attacks, stories, strict=True))
    wrong = {
        of.slug: (planted(Correction(at=of.published_at, story=of.slug, text="x"), evil),)
        for evil, of in zip(attacks, stories, strict=True)
    }
    by_time = tuple(sorted(editions, key=lambda report: report.as_of))
    return of_versions(site, second, history, by_time, corrections=wrong)
