"""A chosen candidate and its records to everything that a writer may use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.memory import Remembered
from newsdesk.assign.speakers import speaker
from newsdesk.config import Beat, Config
from newsdesk.detect import forms
from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.records import Entity, Record, Statistic, Window
from newsdesk.stories import (
    BeatRef,
    Brief,
    BriefRecord,
    EarlierStory,
    Overlap,
    Reply,
    StoryKind,
    Thread,
    brief_id,
)

#: How many voices are looked at for a brief, and how many records it holds.
LOOKED_AT, HELD = 90, 26
#: How many replies stand beside a record as its thread.
TOP_REPLIES = 4
#: Fewer judged voices than this give no share.
JUDGED = 10
#: A name is told as a companion of the subject if so many of the voices mention both; at most so many names.
COMPANIONS, COMPANIONS_TOLD = 3, 3
#: What a voice of unknown reach counts as when voices are ordered.
UNKNOWN_REACH = 0.4


@dataclass(frozen=True)
class Material:
    """What was fetched for a proposal: records by id, and the replies to them, the best first."""

    records: Mapping[str, Record]
    replies: Mapping[str, tuple[Voice, ...]]


def shortlist(proposal: Proposal, replies: Mapping[str, tuple[Voice, ...]]) -> list[Voice]:
    """Choose the voices whose records are looked at: in turn from every platform and mood, by reach."""
    groups: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    everyone = list(proposal.voices)
    if proposal.carried is not None:
        everyone += replies.get(proposal.carried.id, ())
    for voice in everyone:
        groups[voice.platform, voice.label or ""].append(voice)
    for group in groups.values():
        group.sort(key=_standing)
    turns = sorted(groups)
    chosen: list[Voice] = []
    while len(chosen) < LOOKED_AT and any(groups.values()):
        for turn in turns:
            if groups[turn]:
                chosen.append(groups[turn].pop(0))
    return chosen


def _standing(voice: Voice) -> tuple[float, float, str]:
    reach = UNKNOWN_REACH if voice.reach is None else voice.reach
    return (-reach, -voice.confidence, voice.id)


def make(
    proposal: Proposal,
    kind: StoryKind,
    view: EditionView,
    material: Material,
    config: Config,
    entities: Mapping[str, Entity],
    recent: Sequence[Remembered],
    *,
    demo: bool,
) -> Brief | None:
    """Return the brief of a proposal, or None if none of its records may be quoted."""
    beat = config.beat(proposal.beat)
    chosen = _choose(proposal, material, config, recent)
    if beat is None or not chosen:
        return None
    window = Window(start=view.as_of - timedelta(days=1), end=view.as_of)
    numbered = {voice.id: f"r{n}" for n, voice in enumerate(chosen, start=1)}
    held = tuple(
        _brief_record(numbered[voice.id], voice, material, config) for voice in chosen
    )
    overlaps = tuple(_companions(proposal, entities, window))
    statistics = _statistics(proposal, view, chosen, numbered, material, window)
    statistics += tuple(overlap.statistic for overlap in overlaps)
    mentioned = {entity for record in held for entity in record.entities}
    mentioned |= {overlap.mention for overlap in overlaps}
    subject = entities.get(proposal.subject) if proposal.subject else None
    brief = Brief(
        id="",
        edition=view.as_of,
        kind=kind,
        beat=_beat_ref(beat),
        subject=proposal.subject,
        subject_name=proposal.subject_name,
        subject_gloss=subject.gloss if subject else None,
        why=_why(proposal, statistics),
        window=window,
        baseline=_baseline(proposal, window),
        signals=proposal.signals,
        statistics=statistics,
        records=held,
        lead_record=numbered[chosen[0].id],
        platforms=dict(sorted(Counter(voice.platform for voice in _speaking(proposal, chosen)).items())),
        names={entity: entities[entity].name for entity in sorted(mentioned) if entity in entities},
        overlaps=overlaps,
        earlier=tuple(_earlier(proposal, recent, view.as_of)),
        demo=demo,
    )
    return brief.model_copy(update={"id": brief_id(brief)})


def _speaking(proposal: Proposal, chosen: Sequence[Voice]) -> Sequence[Voice]:
    return chosen if proposal.carried is not None else proposal.voices


def _beat_ref(beat: Beat) -> BeatRef:
    return BeatRef(slug=beat.slug, name=beat.name, group=beat.group, description=beat.description)


def _choose(
    proposal: Proposal, material: Material, config: Config, recent: Sequence[Remembered]
) -> list[Voice]:
    """Return the voices of the brief, the lead first: quotable ones in the shortlist's order."""
    voices = [v for v in shortlist(proposal, material.replies) if v.id in material.records]
    usable = [v for v in voices if quotable(material.records[v.id], config)]
    if not usable:
        return []
    if proposal.carried is not None:
        lead = next((v for v in usable if v.id == proposal.carried.id), None)
    else:
        led = {record for story in recent for record in story.lead_records}
        fresh = [v for v in usable if v.id not in led]
        lead = max(fresh, key=lambda v: (_lead_fitness(v, material.records[v.id]), v.id), default=None)
    if lead is None:
        return []
    return [lead, *(v for v in usable if v.id != lead.id)][:HELD]


def _lead_fitness(voice: Voice, record: Record) -> float:
    """Prefer a far-travelled post of a readable length that stands on its own."""
    words = len(record.words.split())
    readable = 1.0 if 12 <= words <= 120 else 0.6 if 6 <= words <= 250 else 0.2
    own = 0.25 if record.reply_to is None else 0.0
    return (UNKNOWN_REACH if voice.reach is None else voice.reach) + readable + own


def quotable(record: Record, config: Config) -> bool:
    """Whether a record's words may stand in print: it has an author, who isn't blocked, and words."""
    return bool(record.author) and record.author not in config.people.blocked and bool(record.words.strip())


def _brief_record(id: str, voice: Voice, material: Material, config: Config) -> BriefRecord:
    record = material.records[voice.id]
    return BriefRecord(
        id=id,
        record=record,
        speaker=speaker(record, config.people),
        quotable=True,
        sentiment=voice.label,
        entities=voice.entities,
        reach=voice.reach,
        reach_statistic=f"reach.{id}" if _tells_reach(voice) else None,
        thread=Thread(
            parent=_reply(record.reply_to, material, config),
            replies=tuple(
                reply
                for other in material.replies.get(voice.id, ())[:TOP_REPLIES]
                if (reply := _reply(other.id, material, config)) is not None
            ),
        ),
    )


def _reply(id: str | None, material: Material, config: Config) -> Reply | None:
    record = material.records.get(id) if id else None
    if record is None or not quotable(record, config):
        return None
    return Reply(record=record, speaker=speaker(record, config.people))


def _tells_reach(voice: Voice) -> bool:
    return voice.reach is not None and voice.reach >= 0.75


def _statistics(
    proposal: Proposal,
    view: EditionView,
    chosen: Sequence[Voice],
    numbered: Mapping[str, str],
    material: Material,
    window: Window,
) -> tuple[Statistic, ...]:
    """Return every statistic of the brief, each id once: the signals' first, then the context."""
    statistics = [s for signal in proposal.signals for s in signal.statistics]
    if any(signal.kind != "entity_surge" for signal in proposal.signals):
        statistics += view.context.get(proposal.beat, ())
    if proposal.carried is not None:
        answers = material.replies.get(proposal.carried.id, ())
        statistics += [*_carried_statistics(proposal.carried, window), *_answers(answers, window)]
    else:
        statistics += _breadth(proposal, window)
    for voice in chosen:
        id = numbered[voice.id]
        if _tells_reach(voice) and voice.reach is not None:
            statistics.append(forms.reach(id, voice.platform, voice.reach, 0, window))
        replies = len(material.replies.get(voice.id, ()))
        if replies >= 3:
            statistics.append(forms.count(f"thread.{id}", "Replies collected", replies, "reply", window))
    return tuple({statistic.id: statistic for statistic in reversed(statistics)}.values())[::-1]


def _breadth(proposal: Proposal, window: Window) -> Iterable[Statistic]:
    """Count who speaks and where, and how: over the voices that the story rests on."""
    platforms = Counter(voice.platform for voice in proposal.voices)
    yield forms.count("authors.now", "Accounts", proposal.authors, "account", window)
    yield forms.count("platforms.now", "Platforms", len(platforms), "platform", window)
    for platform in sorted(platforms):
        yield forms.platform_count(platform, platforms[platform], window)
    judged = [voice.label for voice in proposal.voices if voice.label is not None]
    where = f" that mention {proposal.subject_name}" if proposal.subject_name and _only_names(proposal) else ""
    if len(judged) >= JUDGED:
        for label in ("negative", "positive"):
            yield forms.share(
                f"{label}.now", f"{label.capitalize()} posts", judged.count(label), len(judged), window, where=where
            )


def _companions(
    proposal: Proposal, entities: Mapping[str, Entity], window: Window
) -> Iterable[Overlap]:
    """Count what the voices on a subject name as well: what the talk is made of."""
    if proposal.subject is None or proposal.carried is not None:
        return
    on_subject = [voice for voice in proposal.voices if proposal.subject in voice.entities]
    named = Counter(entity for voice in on_subject for entity in voice.entities)
    told = [
        entity
        for entity, voices in sorted(named.items(), key=lambda item: (-item[1], item[0]))
        if entity != proposal.subject
        and voices >= COMPANIONS
        and entity in entities
        and entities[entity].type not in ("concept", "technology")
    ]
    for entity in told[:COMPANIONS_TOLD]:
        name = entities[entity].name
        statistic = forms.also_mention(entity, name, named[entity], len(on_subject), window)
        yield Overlap(base=proposal.subject, mention=entity, statistic=statistic)


def _answers(answers: Sequence[Voice], window: Window) -> Iterable[Statistic]:
    """Count who answered a carried post, and how, over the replies that were collected."""
    authors = len({voice.author for voice in answers if voice.author})
    yield forms.count("replies.now", "Replies collected", len(answers), "reply", window)
    yield forms.count("replies.authors", "Accounts that replied", authors, "account", window)
    judged = [voice.label for voice in answers if voice.label is not None]
    if len(judged) >= JUDGED:
        for label in ("negative", "positive"):
            yield forms.share(
                f"replies.{label}",
                f"{label.capitalize()} replies",
                judged.count(label),
                len(judged),
                window,
                of="the replies collected",
            )


def _only_names(proposal: Proposal) -> bool:
    return all(signal.kind == "entity_surge" for signal in proposal.signals)


def _carried_statistics(carried: Carried, window: Window) -> Iterable[Statistic]:
    place = carried.community or carried.platform
    yield forms.count("carried.score", "Score", carried.score, "point", window)
    yield forms.count("carried.replies", "Replies", carried.replies, "reply", window)
    yield forms.carried(place, carried.score, carried.median, carried.posts, carried.times, window)


def _why(proposal: Proposal, statistics: Sequence[Statistic]) -> str:
    if proposal.carried is None:
        return " ".join(signal.why for signal in proposal.signals[:2])
    by_id = {statistic.id: statistic for statistic in statistics}
    ratio, replies = by_id["carried.ratio"], by_id["carried.replies"]
    return f"One post scored {ratio.forms['clause']}, and drew {replies.forms['phrase']} in 24 hours."


def _baseline(proposal: Proposal, window: Window) -> Window:
    if proposal.signals:
        return proposal.signals[0].baseline
    return Window(start=window.start - timedelta(days=14), end=window.start)


def _earlier(
    proposal: Proposal, recent: Sequence[Remembered], as_of: datetime
) -> Iterable[EarlierStory]:
    related = [s for s in recent if s.beat == proposal.beat or (proposal.subject in s.entities)]
    for number, story in enumerate(related[:3], start=1):
        yield EarlierStory(
            id=f"e{number}",
            slug=story.slug,
            address=story.address,
            headline=story.headline,
            standfirst=story.standfirst,
            published_at=story.published_at,
        )
