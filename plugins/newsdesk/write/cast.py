"""Who speaks in a story: the lead, its answers, an opposed pair, further voices, the last word.

One quotation from each record, one record from each author, no words twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from newsdesk.write.audition import Audition, Voice
from newsdesk.write.candidates import words_of
from newsdesk.write.matter import NEAR
from newsdesk.write.scoring import FLOOR, content_words

#: Both voices of a pair are better than that, since they must carry each other.
PAIR_FLOOR = 1.0
#: With so many voices nobody is heard who speaks of something else.
ENOUGH = 6
#: What it adds to a pair that it speaks for the largest position and the one against it; to a further voice,
#: that it speaks for a position that nobody has spoken for yet.
POSITIONS, UNHEARD = 0.8, 0.3
#: Quotations that share so much of their content words (of the shorter) say the same.
SAME_WORDS = 0.6


@dataclass(frozen=True)
class Cast:
    """The voices of a story, each in its part.

    ``event`` is an outlet's headline, ``pair`` two voices that are set side by side, ``last`` the last word:
    a question if somebody asked one, else what answers the opening.
    """

    lead: Voice
    event: Voice | None = None
    answers: tuple[Voice, ...] = ()
    pair: tuple[Voice, ...] = ()
    others: tuple[Voice, ...] = ()
    last: Voice | None = None

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody, the lead first."""
        event = (self.event,) if self.event else ()
        last = (self.last,) if self.last else ()
        return (self.lead, *event, *self.answers, *self.pair, *self.others, *last)


@dataclass
class _Pool:
    voices: list[Voice]
    taken: set[str] = field(default_factory=set)
    said: list[frozenset[str]] = field(default_factory=list)

    def free(self) -> list[Voice]:
        return [v for v in self.voices if not self.taken & _marks(v) and not self._repeats(v)]

    def take(self, voice: Voice) -> Voice:
        self.taken |= _marks(voice)
        self.said.append(_said(voice))
        return voice

    def _repeats(self, voice: Voice) -> bool:
        words = _said(voice)
        return any(len(words & said) >= SAME_WORDS * max(1, min(len(words), len(said))) for said in self.said)


def _said(voice: Voice) -> frozenset[str]:
    return _content(voice.quote.text)


@lru_cache(maxsize=1024)  # each cast of a brief is chosen from the same quotations
def _content(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return " ".join(words_of(text))


def _marks(voice: Voice) -> set[str]:
    record = voice.source.record
    words = _plain(voice.quote.text)
    return {f"id {voice.id}", f"author {record.platform} {record.author}", f"words {words}"}


def choose(audition: Audition, *, at_most: int = 8) -> Cast | None:
    """Cast a story from what was heard with at most so many voices; None if nobody can lead it."""
    brief = audition.brief
    pool = _Pool(audition.voices)
    lead = _lead(audition, pool)
    if lead is None:
        return None
    event = _event(audition, pool)
    last = _question(audition, pool, lead) or _echo(pool, lead)
    left = at_most - 1 - (event is not None) - (last is not None)
    answers = _answers(pool, lead, 4 if brief.kind == "dispatch" else 1, left)
    left -= len(answers)
    pair = _pair(audition, pool) if left >= 2 else ()
    left -= len(pair)
    others = _others(pool, left, (lead, *answers, *pair), _stands(audition))
    return Cast(lead, event, answers, pair, others, last)


def _lead(audition: Audition, pool: _Pool) -> Voice | None:
    wanted = audition.brief.lead_record
    chosen = next((voice for voice in pool.voices if voice.id == wanted), None)
    if chosen is None and audition.brief.kind == "dispatch":
        return None  # it is the story of that one post
    if chosen is None:
        spoken = [voice for voice in pool.voices if not voice.is_title]
        chosen = max(spoken or pool.voices, key=lambda voice: (voice.score, voice.id), default=None)
    return pool.take(chosen) if chosen else None


def _event(audition: Audition, pool: _Pool) -> Voice | None:
    """Return the outlet's headline that is about the matter: it names the subject, else shares its words."""
    matter = audition.matter
    articles = [
        voice
        for voice in pool.free()
        if voice.is_article
        and voice.source.speaker.named
        and (voice.near >= 1.0 if matter.is_named else matter.closeness(voice.quote.text) >= 2)
    ]
    best = max(articles, key=lambda one: (matter.closeness(one.quote.text), one.score, one.id), default=None)
    return pool.take(best) if best else None


def _question(audition: Audition, pool: _Pool, lead: Voice) -> Voice | None:
    """Return the best question about the matter that nobody answered."""
    answered = {item.record.reply_to for item in audition.brief.records}
    asked = [
        voice
        for voice in pool.free()
        if voice.question
        and voice.near >= (NEAR if audition.matter.is_named else 0.0)
        and voice.score >= FLOOR
        and voice.source.record.id not in answered
        and not voice.source.thread.replies
        and voice.id != lead.id
    ]
    best = max(
        asked,
        key=lambda voice: (not voice.source.record.engagement.replies, voice.worth, voice.id),
        default=None,
    )
    return pool.take(best) if best else None


def _echo(pool: _Pool, lead: Voice) -> Voice | None:
    """Return the voice that answers the opening: it shares a word of content with it."""
    opening = _said(lead) | frozenset(content_words(lead.title.text if lead.title else ""))
    ranked = [
        (len(_said(voice) & opening), voice.score, voice.id, voice)
        for voice in pool.free()
        if not voice.is_title and voice.near >= NEAR and not voice.quote.text.endswith("?")
    ]
    best = max(ranked, key=lambda one: one[:3], default=None)
    return pool.take(best[3]) if best and best[0] else None


def _answers(pool: _Pool, lead: Voice, at_most: int, left: int) -> tuple[Voice, ...]:
    chosen: list[Voice] = []
    to_lead = [voice for voice in pool.free() if voice.source.record.reply_to == lead.source.record.id]
    for voice in _opposed_first(to_lead, lead):
        if len(chosen) < min(at_most, left) and voice in pool.free():
            chosen.append(pool.take(voice))
    return tuple(chosen)


def _opposed_first(voices: Iterable[Voice], lead: Voice) -> list[Voice]:
    def rank(voice: Voice) -> tuple[float, str]:
        opposed = voice.feeling * lead.feeling < 0
        return (-(voice.score + 0.5 * opposed - 0.5 * voice.quote.text.endswith("?")), voice.id)

    return sorted(voices, key=rank)


def _pair(audition: Audition, pool: _Pool) -> tuple[Voice, ...]:
    """Return two voices of unlike mood that speak of the same thing, or nobody."""
    best = max(_opposites(audition, pool.free()), key=lambda found: found[0], default=None)
    return (pool.take(best[1]), pool.take(best[2])) if best else ()


def _opposites(audition: Audition, voices: list[Voice]) -> Iterator[tuple[float, Voice, Voice]]:
    matter = audition.matter
    stands = _stands(audition)
    first = audition.brief.positions[0].id if audition.brief.positions else None
    debate = {first, audition.brief.counter_position}
    spoken = [
        voice
        for voice in voices[:30]
        if not voice.is_title
        and not voice.quote.text.endswith("?")
        and voice.near >= NEAR
        and voice.score >= PAIR_FLOOR
    ]
    dark = [voice for voice in spoken if voice.source.sentiment == "negative" and voice.feeling < -0.2]
    light = [voice for voice in spoken if voice.source.sentiment == "positive" and voice.feeling > 0.2]
    for one in dark:
        for other in light:
            if _marks(one) & _marks(other):
                continue
            common = _said(one) & _said(other)
            both = matter.names_it(one.quote.text) and matter.names_it(other.quote.text)
            if both or common & matter.terms or len(common) > 1:
                elsewhere = one.platform != other.platform
                opposed = None not in debate and {stands.get(one.id), stands.get(other.id)} == debate
                worth = one.score + other.score + 0.4 * min(3, len(common))
                yield worth + 0.4 * elsewhere + POSITIONS * opposed, one, other


def _stands(audition: Audition) -> dict[str, str]:
    """Return the position that each record stands for, by the record's id."""
    return {record: position.id for position in audition.brief.positions for record in position.records}


def _others(pool: _Pool, left: int, before: tuple[Voice, ...], stands: dict[str, str]) -> tuple[Voice, ...]:
    chosen: list[Voice] = []
    spoken_for = {stands[voice.id] for voice in before if voice.id in stands}
    heard = [voice.source.speaker.text for voice in before]
    while len(chosen) < left:
        titled = any(voice.is_title for voice in (*chosen, *before))
        free = [v for v in pool.free() if not v.is_article and not (v.is_title and titled)]
        near = [voice for voice in free if voice.near >= NEAR]
        if not near and len(chosen) + len(before) < ENOUGH:
            near = free
        # a place that has spoken already must have the better words
        best = min(
            near,
            key=lambda voice: (
                -(
                    voice.worth
                    - 0.2 * heard.count(voice.source.speaker.text)
                    - 0.5 * voice.quote.text.endswith("?")
                    + UNHEARD * (stands.get(voice.id, "") not in {"", *spoken_for})
                ),
                voice.id,
            ),
            default=None,
        )
        if best is None:
            break
        chosen.append(pool.take(best))
        heard.append(best.source.speaker.text)
        spoken_for.add(stands.get(best.id, ""))
    return tuple(chosen)
