"""A chosen candidate and its records to everything that a writer may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.context import background, beat_ref, linking, other_beats, pages, worn_words
from newsdesk.assign.material import Material, choose, quotable, shortlist, usable
from newsdesk.assign.memory import Remembered
from newsdesk.assign.speakers import speaker
from newsdesk.assign.tallies import companions, statistics, tells_reach
from newsdesk.config import Config
from newsdesk.detect.values import EditionView, Voice
from newsdesk.records import Entity, Statistic, Window
from newsdesk.stories import (
    BackgroundNote,
    Brief,
    BriefRecord,
    Contribution,
    EarlierStory,
    Overlap,
    Reply,
    StoryKind,
    Thread,
    brief_id,
)
from newsdesk.voice import Style, avoid

#: How many replies stand beside the lead as its thread, and beside any other record.
TOP_REPLIES, OF_OTHERS = 4, 2
#: A parent or reply of more characters than this is left out: it would be most of the brief.
CONTEXT = 1500
#: How many records that link a collected page a brief makes sure to hold.
LINKING = 2
#: Of how many of the last stories the words of openings and headlines may have worn out.
NOT_AGAIN = 10
#: How many earlier stories of the beat or subject a brief names.
EARLIER = 3


def make(
    proposal: Proposal,
    kind: StoryKind,
    view: EditionView,
    material: Material,
    config: Config,
    entities: Mapping[str, Entity],
    recent: Sequence[Remembered],
    styles: Sequence[Style] = (),
    *,
    demo: bool,
) -> Brief | None:
    """Return the brief of a proposal, or None if none of its records may be quoted.

    ``recent`` are the stories that it may link or be too like, ``styles`` those that it must not sound like.
    """
    from newsdesk.assign import drivers
    from newsdesk.assign.standpoints import as_positions, counts, standpoints

    beat = config.beat(proposal.beat)
    found = standpoints(proposal, material, config)
    linked = linking(usable(proposal, material, config), material)[:LINKING]
    chosen = choose(proposal, material, config, recent, found.seats, linked)
    if beat is None or not chosen:
        return None
    window = Window(start=view.as_of - timedelta(days=1), end=view.as_of)
    neighbours = other_beats(proposal, material, config, len(shortlist(proposal, material.replies)))
    numbered = {voice.id: f"r{n}" for n, voice in enumerate(chosen, start=1)}
    held = _records(chosen, numbered, material, config)
    positions, against = as_positions(found, numbered)
    driven = drivers.drivers(proposal, material, entities, found, positions, numbered)
    overlaps = (*companions(proposal, entities, window), *drivers.missing(proposal, material, entities))
    further = [*counts(positions, window), *(contribution.statistic for contribution in driven)]
    further += [overlap.statistic for overlap in overlaps]
    counted = statistics(proposal, view, chosen, numbered, material, window, further)
    noted = _background(proposal, overlaps, driven, entities, view)
    subject = entities.get(proposal.subject) if proposal.subject else None
    brief = Brief(
        id="",
        edition=view.as_of,
        kind=kind,
        beat=beat_ref(beat),
        other_beats=tuple(neighbours),
        subject=proposal.subject,
        subject_name=proposal.subject_name,
        subject_gloss=subject.gloss if subject else None,
        why=_why(proposal, counted),
        window=window,
        baseline=_baseline(proposal, window),
        signals=proposal.signals,
        statistics=counted,
        records=held,
        lead_record=numbered[chosen[0].id],
        platforms=dict(sorted(Counter(voice.platform for voice in _speaking(proposal, chosen)).items())),
        names=_names(held, overlaps, noted, entities),
        pages=pages(chosen, numbered, material),
        positions=positions,
        counter_position=against,
        contributions=driven,
        overlaps=overlaps,
        background=noted,
        earlier=tuple(_earlier(proposal, recent)),
        avoid=avoid(styles, worn_words(recent[:NOT_AGAIN], config)),
        demo=demo,
    )
    return brief.model_copy(update={"id": brief_id(brief)})


def _records(
    chosen: Sequence[Voice], numbered: Mapping[str, str], material: Material, config: Config
) -> tuple[BriefRecord, ...]:
    """Lay out the chosen records, the lead (the first) with more of its thread than the others."""
    return tuple(
        _brief_record(numbered[v.id], v, material, config, OF_OTHERS if place else TOP_REPLIES)
        for place, v in enumerate(chosen)
    )


def _names(
    held: Sequence[BriefRecord],
    overlaps: Sequence[Overlap],
    noted: Sequence[BackgroundNote],
    entities: Mapping[str, Entity],
) -> dict[str, str]:
    """Return the printed names of all that the brief mentions."""
    mentioned = {entity for record in held for entity in record.entities}
    mentioned |= {overlap.mention for overlap in overlaps} | {note.entity for note in noted}
    return {entity: entities[entity].name for entity in sorted(mentioned) if entity in entities}


def _speaking(proposal: Proposal, chosen: Sequence[Voice]) -> Sequence[Voice]:
    return chosen if proposal.carried is not None else proposal.voices


def _background(
    proposal: Proposal,
    overlaps: Sequence[Overlap],
    driven: Sequence[Contribution],
    entities: Mapping[str, Entity],
    view: EditionView,
) -> tuple[BackgroundNote, ...]:
    """Note what is known of the subject, and of the names that the brief's own counts tell of."""
    drove = (one.statistic.id.rpartition(".entity.")[2] for one in driven)
    named = [name for name in (*(overlap.mention for overlap in overlaps), *drove) if name in entities]
    return background(proposal, named, entities, view.as_of)


def _brief_record(id: str, voice: Voice, material: Material, config: Config, replies: int) -> BriefRecord:
    record = material.records[voice.id]
    return BriefRecord(
        id=id,
        record=record,
        speaker=speaker(record, config.people),
        quotable=True,
        sentiment=voice.label,
        voice_register=voice.voice_register,
        entities=voice.entities,
        flags=voice.flags,
        reach=voice.reach,
        reach_statistic=f"reach.{id}" if tells_reach(voice) else None,
        thread=Thread(
            parent=_reply(record.reply_to, material, config, material.flags.get(record.reply_to or "", ())),
            replies=tuple(
                reply
                for other in material.replies.get(voice.id, ())[:replies]
                if (reply := _reply(other.id, material, config, other.flags)) is not None
            ),
        ),
    )


def _reply(id: str | None, material: Material, config: Config, flags: Iterable[str]) -> Reply | None:
    record = material.records.get(id) if id else None
    if record is None or not quotable(record, config, flags) or len(record.text) > CONTEXT:
        return None
    return Reply(record=record, speaker=speaker(record, config.people))


def _why(proposal: Proposal, counted: Sequence[Statistic]) -> str:
    if proposal.carried is None:
        return " ".join(signal.why for signal in proposal.signals[:2])
    by_id = {statistic.id: statistic for statistic in counted}
    ratio, replies = by_id["carried.ratio"], by_id["carried.replies"]
    return f"One post scored {ratio.forms['clause']}, and drew {replies.forms['phrase']} in 24 hours."


def _baseline(proposal: Proposal, window: Window) -> Window:
    if proposal.signals:
        return proposal.signals[0].baseline
    return Window(start=window.start - timedelta(days=14), end=window.start)


def _earlier(proposal: Proposal, recent: Sequence[Remembered]) -> Iterable[EarlierStory]:
    related = [s for s in recent if s.beat == proposal.beat or (proposal.subject in s.entities)]
    for number, story in enumerate(related[:EARLIER], start=1):
        yield EarlierStory(
            id=f"e{number}",
            slug=story.slug,
            address=story.address,
            headline=story.headline,
            standfirst=story.standfirst,
            published_at=story.published_at,
        )
