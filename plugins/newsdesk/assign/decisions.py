"""Proposals to decisions: what becomes a story in this edition, and why the rest does not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.memory import Memory, Remembered, place_of, wording
from newsdesk.assign.running import goes_on, naming, shared, splits_off, what_is_new
from newsdesk.config import Config
from newsdesk.stories import StoryKind

#: A story whose evidence was mostly told before is not a story.
SAME_EVIDENCE = 0.5
#: How much of a story's strength a similar recent one takes away, and from where on it is told already.
SATURATION_WEIGHT, TOLD_ALREADY = 1.5, 0.6
LEAD_PLATFORMS, LEAD_AUTHORS = 2, 3
#: A score below this, after saturation, is too little for a story.
WEAK = 1.25
#: A community carries one dispatch in so long a time.
ONE_DISPATCH = timedelta(hours=24)
#: Fewer voices than this that name something on one platform alone make no story.
ONE_ROOM = 15
#: Fewer authors than this make no story of a beat; the wire shows the signal.
ENOUGH_AUTHORS = 6


@dataclass(frozen=True)
class Decision:
    """A proposal with its place in the edition: declined for a stated reason, or to be tried in order.

    ``story`` is the running story that it goes on with, if any; ``news`` is then why it gets a new version.
    ``saturation`` is what being like the recent story ``like`` has taken from its score.
    """

    proposal: Proposal
    score: float
    declined: str | None = None
    story: Remembered | None = None
    news: str | None = None
    saturation: float = 0.0
    like: str | None = None


def decide(proposals: Sequence[Proposal], memory: Memory, config: Config, as_of: datetime) -> list[Decision]:
    """Return every proposal with its score, the strongest first, and a reason where it is declined.

    Those without a reason are candidates to be tried in this order until the edition is full.
    """
    recent = memory.recent(as_of, config.assigning.saturation_days)
    decisions = [_weigh(proposal, recent, memory, as_of) for proposal in proposals]
    decisions.sort(key=lambda d: (-d.score, d.proposal.beat, d.proposal.subject or "", _name(d.proposal)))
    return _without_repeats(decisions)


def _name(proposal: Proposal) -> str:
    return proposal.carried.id if proposal.carried else proposal.signals[0].id


def _weigh(proposal: Proposal, recent: Sequence[Remembered], memory: Memory, as_of: datetime) -> Decision:
    likeness, like = saturation(proposal, recent, as_of)
    price = SATURATION_WEIGHT * likeness
    score = round(proposal.strength - price, 4)
    weighed = Decision(proposal, score, saturation=round(price, 4), like=like.slug if like else None)
    story = goes_on(proposal, recent, memory, as_of)
    if story is not None:
        news = what_is_new(proposal, story)
        declined = None if news else f"goes on from “{story.slug}” with nothing new to tell"
        return replace(weighed, declined=declined, story=story, news=news)
    told = _told(proposal, recent, as_of)
    if told is None and like and likeness >= TOLD_ALREADY:
        told = f"too like “{like.slug}” (similarity {likeness:.2f})"
    return replace(weighed, declined=told or _too_little(proposal, score))


def _too_little(proposal: Proposal, score: float) -> str | None:
    """Return what a proposal lacks to be a story, or None."""
    if _is_small_talk(proposal):
        few = f"{len(proposal.voices)} voices of one platform, and {ONE_ROOM} are needed"
        return f"too little talk of a name: {few}"
    if proposal.thin:
        return proposal.thin
    if proposal.carried is None and proposal.authors < ENOUGH_AUTHORS:
        return f"too few accounts: {proposal.authors}, and {ENOUGH_AUTHORS} are needed"
    if score < WEAK:
        return f"too weak beside what was told lately ({score:.2f} of {WEAK})"
    return None


def _is_small_talk(proposal: Proposal) -> bool:
    """Whether a few voices of a single platform name something, and nothing else has changed."""
    return proposal.only_names and len(proposal.platforms) == 1 and len(proposal.voices) < ONE_ROOM


def _told(proposal: Proposal, recent: Sequence[Remembered], as_of: datetime) -> str | None:
    """Return why the proposal's posts were told already, if they were."""
    evidence = proposal.evidence
    for story in recent:
        if evidence and len(evidence & story.evidence) / len(evidence) >= SAME_EVIDENCE:
            return f"mostly the same evidence as “{story.slug}”"
    post = proposal.carried
    if post is None:
        return None
    if any(post.id in story.lead_records for story in recent):
        return "its post led a story within the last days"
    place = place_of(post.platform, post.community)
    for story in recent:
        if story.carried_by == place and as_of - story.published_at < ONE_DISPATCH:
            return f"{place} had its dispatch within a day: “{story.slug}”"
    return None


def saturation(
    proposal: Proposal, recent: Sequence[Remembered], as_of: datetime
) -> tuple[float, Remembered | None]:
    """Return the likeness (0…1) to the most similar recent story, and that story.

    Shared evidence weighs 0.5. What the story is about weighs 0.5 by the part of the voices that name it,
    the same beat 0.2 and the same wording 0.3, all three fading by half in three days. A word counts the
    less, the more of the recent stories use it: what a beat always says is no repetition.
    """
    best: tuple[float, Remembered | None] = (0.0, None)
    words = wording(voice.terms for voice in proposal.voices)
    common = Counter(term for story in recent for term in story.wording)
    for story in recent:
        days = (as_of - story.published_at).total_seconds() / 86_400
        fading = 0.5 ** (days / 3)
        about = 0.5 * naming(proposal, story) + 0.2 * (proposal.beat == story.beat)
        about += 0.3 * _same_words(words, story.wording, common, len(recent))
        likeness = min(1.0, 0.5 * shared(proposal, story) + fading * about)
        if likeness > best[0]:
            best = (likeness, story)
    return best


def _same_words(mine: frozenset[int], told: frozenset[int], common: Mapping[int, int], stories: int) -> float:
    """Return the part (0…1) of the smaller wording that both have, each word by its rarity in stories."""
    both = sum(_rarity(common[term], stories) for term in mine & told)
    smaller = min(sum(_rarity(common.get(term, 0), stories) for term in words) for words in (mine, told))
    return min(1.0, both / smaller) if smaller else 0.0


def _rarity(stories_with: int, stories: int) -> float:
    return math.log((stories + 1) / max(stories_with, 1))


def _without_repeats(decisions: Sequence[Decision]) -> list[Decision]:
    """Decline what a stronger proposal of the same edition tells, and a beat's second signal story."""
    kept: list[Decision] = []
    for decision in decisions:
        reason = None if decision.declined else _repeats(decision, kept)
        kept.append(replace(decision, declined=reason) if reason else decision)
    return kept


def _repeats(decision: Decision, stronger: Sequence[Decision]) -> str | None:
    mine = decision.proposal
    for other in stronger:
        if other.declined:
            continue
        if decision.story and other.story and decision.story.slug == other.story.slug:
            return f"a stronger change goes on with “{decision.story.slug}” in this edition"
        if _same(other, decision):
            return f"the same posts as the stronger candidate on {other.proposal.beat}"
        signals = mine.carried is None and other.proposal.carried is None
        split = other.story is not None and splits_off(mine, other.story)
        if signals and mine.beat == other.proposal.beat and not decision.story and not split:
            return f"a stronger change on {mine.beat} is told in this edition"
    return None


def _same(stronger: Decision, weaker: Decision) -> bool:
    smaller = min(len(stronger.proposal.evidence), len(weaker.proposal.evidence)) or 1
    return len(stronger.proposal.evidence & weaker.proposal.evidence) / smaller >= SAME_EVIDENCE


def kind_of(proposal: Proposal, *, first: bool) -> StoryKind:
    """Return the kind of story: the edition's strongest may lead if two platforms and three authors speak.

    Where nothing but a name has moved it is an entity's story.
    """
    if proposal.carried is not None:
        return "dispatch"
    strong = any(signal.severity != "low" for signal in proposal.signals)
    broad = len(proposal.platforms) >= LEAD_PLATFORMS and proposal.authors >= LEAD_AUTHORS
    if first and strong and broad:
        return "lead"
    return "entity" if proposal.subject and proposal.only_names else "beat"
