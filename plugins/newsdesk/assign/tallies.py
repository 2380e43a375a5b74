"""The statistics of a brief: those of its signals, and what its voices come to when they are counted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.material import Material
from newsdesk.detect import forms
from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.records import PLATFORM_NAMES, PLATFORM_NOUNS, Entity, Statistic, Window
from newsdesk.stories import Overlap

#: Fewer judged voices than this give no share.
JUDGED = 10
#: A reach from this percentile on is worth telling.
FAR = 0.75
#: Fewer collected replies than this are not counted in print.
THREAD = 3
#: A name is told as a companion of the subject if so many of the voices mention both; at most so many names.
COMPANIONS, COMPANIONS_TOLD = 3, 3


def statistics(
    proposal: Proposal,
    view: EditionView,
    chosen: Sequence[Voice],
    numbered: Mapping[str, str],
    material: Material,
    window: Window,
    further: Iterable[Statistic] = (),
) -> tuple[Statistic, ...]:
    """Return every statistic of the brief, each id once: the signals', the context, what is ``further``."""
    found = [s for signal in proposal.signals for s in signal.statistics]
    if proposal.signals and not proposal.of_a_matter:
        found += view.context.get(proposal.beat, ())
    if proposal.carried is not None:
        answers = material.replies.get(proposal.carried.id, ())
        found += [*_carried_statistics(proposal.carried, window), *_answers(answers, window)]
    else:
        found += _breadth(proposal, window)
    for voice in chosen:
        id = numbered[voice.id]
        if tells_reach(voice) and voice.reach is not None:
            found.append(reach(id, voice.platform, voice.reach, voice.told, window))
        replies = len(material.replies.get(voice.id, ()))
        if replies >= THREAD:
            found.append(forms.count(f"thread.{id}", "Replies collected", replies, "reply", window))
    found += further
    return tuple({statistic.id: statistic for statistic in reversed(found)}.values())[::-1]


def reach(id: str, platform: str, percentile: float, told: int, window: Window) -> Statistic:
    """Build a record's reach so that it holds with few records too.

    A percentile is over the *other* records; printed is the part of all ``told`` records that the post
    exceeds, in whole per cent and rounded down: the first of twenty exceeds 95% of them. The clause tells
    over how many.
    """
    exceeded = round(percentile * (told - 1))
    part = math.floor(100 * exceeded / told) / 100
    statistic = forms.reach(id, platform, part, told, window)
    posts = f"{told:,} {PLATFORM_NAMES.get(platform, platform)} {forms.plural(2, noun_of(platform))}"
    clause = f"more engagement than {exceeded:,} of the {posts} in those 24 hours that tell theirs"
    return statistic.model_copy(update={"forms": {**statistic.forms, "clause": clause}})


def noun_of(platform: str) -> str:
    """Return what one record of a platform is called."""
    return PLATFORM_NOUNS.get(platform, "post")


def _breadth(proposal: Proposal, window: Window) -> Iterable[Statistic]:
    """Count who speaks and where, and how: over the voices that the story rests on."""
    platforms = Counter(voice.platform for voice in proposal.voices)
    yield forms.count("authors.now", "Accounts", proposal.authors, "account", window)
    yield forms.count("platforms.now", "Platforms", len(platforms), "platform", window)
    for platform in sorted(platforms):
        yield forms.platform_count(platform, platforms[platform], window)
    where = f" that mention {proposal.subject_name}" if proposal.subject_name and proposal.of_a_matter else ""
    yield from _moods("{}.now", "{} posts", proposal.voices, window, where=where)


def _moods(
    id: str, label: str, voices: Sequence[Voice], window: Window, *, of: str = "posts", where: str = ""
) -> Iterable[Statistic]:
    """Share out the judged voices; ``id`` and ``label`` take the mood at ``{}``. Too few give nothing."""
    judged = [voice.label for voice in voices if voice.label is not None]
    if len(judged) < JUDGED:
        return
    for mood in ("negative", "positive"):
        yield forms.share(
            id.format(mood),
            label.format(mood.capitalize()),
            judged.count(mood),
            len(judged),
            window,
            of=of,
            where=where,
        )


def companions(proposal: Proposal, entities: Mapping[str, Entity], window: Window) -> Iterable[Overlap]:
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
    yield from _moods("replies.{}", "{} replies", answers, window, of="the replies collected")


def _carried_statistics(carried: Carried, window: Window) -> Iterable[Statistic]:
    place = carried.community or carried.platform
    yield forms.count("carried.score", "Score", carried.score, "point", window)
    yield forms.count("carried.replies", "Replies", carried.replies, "reply", window)
    yield forms.carried(place, carried.score, carried.median, carried.posts, carried.times, window)


def tells_reach(voice: Voice) -> bool:
    """Whether a voice's reach is known and far enough to be told."""
    return voice.reach is not None and voice.reach >= FAR and voice.told > 1
