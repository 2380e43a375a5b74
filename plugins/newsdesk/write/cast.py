"""Who speaks in a story: the lead, its answers, opposed pairs, further voices, the question at the end.

One quotation from each record, one record from each author, no words twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsdesk.stories import Brief, BriefRecord, Quote
from newsdesk.write import lexicon
from newsdesk.write.candidates import Span, bare_title, is_title, spans, words_of
from newsdesk.write.scoring import FLOOR, Rarity, content_words, features, mood

#: Records in which these flags stand are counted, never quoted.
_BARRED = frozenset({"promotion", "irony", "do-not-quote", "second-hand"})
#: The lead was chosen for what it set off; its words may be plainer than another's.
LEAD_FLOOR = -0.5
#: A title is worth as much as a fair sentence.
TITLE_SCORE = 0.8
#: Both voices of a pair are better than that, since they must carry each other.
PAIR_FLOOR = 0.9
#: What is read of a record: the best words of a post are seldom on its third page.
_READ = 6000


@dataclass(frozen=True)
class Voice:
    """A record with the words that would be quoted from it, and how good they are."""

    source: BriefRecord
    quote: Quote
    score: float
    question: bool = False
    argument: bool = False
    feeling: float = 0.0

    @property
    def title(self) -> Quote | None:
        """The title under which it was posted, where that can be quoted."""
        title = bare_title(self.source.record.title)
        return Quote(record=self.id, kind="title", text=title) if is_title(title) else None

    @property
    def id(self) -> str:
        """The record's id in the brief."""
        return self.source.id

    @property
    def platform(self) -> str:
        """Where it was said."""
        return self.source.record.platform

    @property
    def is_title(self) -> bool:
        """Whether a title is quoted, and not speech."""
        return self.quote.kind == "title"


@dataclass(frozen=True)
class Cast:
    """The voices of a story, each in its part; ``pairs`` hold a negative and a positive voice."""

    lead: Voice
    answers: tuple[Voice, ...] = ()
    pairs: tuple[tuple[Voice, Voice], ...] = ()
    others: tuple[Voice, ...] = ()
    question: Voice | None = None

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody, the lead first."""
        paired = tuple(voice for pair in self.pairs for voice in pair)
        last = (self.question,) if self.question else ()
        return (self.lead, *self.answers, *paired, *self.others, *last)


@dataclass
class _Pool:
    voices: list[Voice]
    taken: set[str] = field(default_factory=set)

    def free(self) -> list[Voice]:
        return [voice for voice in self.voices if not self.taken & _marks(voice)]

    def take(self, voice: Voice) -> Voice:
        self.taken |= _marks(voice)
        return voice


def _marks(voice: Voice) -> set[str]:
    record = voice.source.record
    words = " ".join(words_of(voice.quote.text))
    return {f"id {voice.id}", f"author {record.platform} {record.author}", f"words {words}"}


def quotable_voices(brief: Brief) -> list[Voice]:
    """Return the best quotation of every record that has one, best first."""
    rarity = Rarity(item.record.words[:_READ] for item in brief.records)
    names = tuple(sorted({*brief.names.values(), *((brief.subject_name,) if brief.subject_name else ())}))
    voices = [
        voice
        for item in brief.records
        if (voice := _best(item, rarity, names))
        and voice.score >= (LEAD_FLOOR if item.id == brief.lead_record else FLOOR)
    ]
    return sorted(voices, key=lambda voice: (-voice.score, voice.id))


def _best(item: BriefRecord, rarity: Rarity, names: tuple[str, ...]) -> Voice | None:
    record = item.record
    if not item.quotable or not (record.author or "").strip() or record.is_tombstone:
        return None
    if _BARRED & set(item.flags) or lexicon.IRONY_MARK.search(record.words):
        return None
    if record.kind in {"article", "paper"} or not record.text.strip():
        return _titled(item)
    found = [_voice(item, span, rarity, names) for span in spans(record.text[:_READ])]
    best = max(found, key=lambda voice: voice.score, default=None)
    return _titled(item) if best is None or (best.score < FLOOR and record.title) else best


def _voice(item: BriefRecord, span: Span, rarity: Rarity, names: tuple[str, ...]) -> Voice:
    quote = Quote(record=item.id, kind="speech", text=span.text)
    return Voice(
        source=item,
        quote=quote,
        score=round(sum(features(span, rarity, names).values()) + 0.3 * (item.reach or 0.0), 4),
        question=is_real_question(span),
        argument=bool(lexicon.ARGUMENT.search(span.text)) and not span.is_question,
        feeling=mood(span.text),
    )


def _titled(item: BriefRecord) -> Voice | None:
    title = bare_title(item.record.title)
    if not is_title(title):
        return None
    return Voice(source=item, quote=Quote(record=item.id, kind="title", text=title), score=TITLE_SCORE)


def is_real_question(span: Span) -> bool:
    """Say whether a span asks something that others could answer, and not just somebody for help."""
    words = words_of(span.text)
    return (
        span.is_question
        and span.sentences == 1
        and len(words) >= 6
        and words[0] in lexicon.QUESTION_OPENERS
        and not lexicon.EMPTY_QUESTION.match(span.text)
        and not lexicon.SECOND_PERSON.search(span.text)
        and not re.search(r"\b(?:right|no|huh|eh|isn't it|or what)\?$", span.text, re.IGNORECASE)
    )


def choose(brief: Brief, *, at_most: int = 8) -> Cast | None:
    """Cast a story from a brief with at most so many voices; None if nobody can lead it."""
    pool = _Pool(quotable_voices(brief))
    lead = _lead(brief, pool)
    if lead is None:
        return None
    question = _question(brief, pool, lead) if at_most > 3 else None
    left = at_most - 1 - (question is not None)
    answers = _answers(pool, lead, 3 if brief.kind == "dispatch" else 1, left)
    left -= len(answers)
    pairs = _pairs(pool, min(2, left // 2))
    left -= 2 * len(pairs)
    return Cast(lead, answers, pairs, _others(pool, left, (lead, *answers)), question)


def _lead(brief: Brief, pool: _Pool) -> Voice | None:
    chosen = next((voice for voice in pool.voices if voice.id == brief.lead_record), None)
    if chosen is None and brief.kind == "dispatch":
        return None  # it is the story of that one post
    if chosen is None:
        spoken = [voice for voice in pool.voices if not voice.is_title]
        chosen = max(spoken or pool.voices, key=lambda voice: (voice.score, voice.id), default=None)
    return pool.take(chosen) if chosen else None


def _question(brief: Brief, pool: _Pool, lead: Voice) -> Voice | None:
    answered = {item.record.reply_to for item in brief.records}
    asked = [
        voice
        for voice in pool.free()
        if voice.question
        and voice.score >= FLOOR + 0.3
        and voice.source.record.id not in answered
        and not voice.source.thread.replies
        and voice.id != lead.id
    ]
    best = max(
        asked,
        key=lambda voice: (not voice.source.record.engagement.replies, voice.score, voice.id),
        default=None,
    )
    return pool.take(best) if best else None


def _answers(pool: _Pool, lead: Voice, at_most: int, left: int) -> tuple[Voice, ...]:
    to_lead = [voice for voice in pool.free() if voice.source.record.reply_to == lead.source.record.id]
    chosen: list[Voice] = []
    for voice in _opposed_first(to_lead, lead):
        if len(chosen) < min(at_most, left) and voice in pool.free():
            chosen.append(pool.take(voice))
    return tuple(chosen)


def _opposed_first(voices: Iterable[Voice], lead: Voice) -> list[Voice]:
    def rank(voice: Voice) -> tuple[float, str]:
        opposed = voice.feeling * lead.feeling < 0
        return (-(voice.score + 0.5 * opposed), voice.id)

    return sorted(voices, key=rank)


def _pairs(pool: _Pool, at_most: int) -> tuple[tuple[Voice, Voice], ...]:
    pairs: list[tuple[Voice, Voice]] = []
    while len(pairs) < at_most:
        best = max(_opposites(pool.free()), key=lambda found: found[0], default=None)
        if best is None:
            break
        pairs.append((pool.take(best[1]), pool.take(best[2])))
    return tuple(pairs)


def _opposites(voices: list[Voice]) -> Iterator[tuple[float, Voice, Voice]]:
    spoken = [voice for voice in voices if not voice.is_title and not voice.question][:40]
    spoken = [voice for voice in spoken if voice.score >= PAIR_FLOOR]
    dark = [voice for voice in spoken if voice.source.sentiment == "negative" and voice.feeling < -0.2]
    light = [voice for voice in spoken if voice.source.sentiment == "positive" and voice.feeling > 0.2]
    for one in dark:
        for other in light:
            if _marks(one) & _marks(other):
                continue
            common = set(content_words(one.quote.text)) & set(content_words(other.quote.text))
            elsewhere = one.platform != other.platform
            yield one.score + other.score + 0.4 * min(3, len(common)) + 0.4 * elsewhere, one, other


def _others(pool: _Pool, left: int, before: tuple[Voice, ...]) -> tuple[Voice, ...]:
    chosen: list[Voice] = []
    heard = [voice.source.speaker.text for voice in before]
    while len(chosen) < left:
        # a place that has spoken already must have the better words
        ranked = sorted(
            (
                voice
                for voice in pool.free()
                if not (voice.is_title and any(v.is_title for v in (*chosen, *before)))
            ),
            key=lambda voice: (
                -(
                    voice.score
                    - 0.35 * heard.count(voice.source.speaker.text)
                    - 0.5 * voice.quote.text.endswith("?")
                ),
                voice.id,
            ),
        )
        if not ranked:
            break
        chosen.append(pool.take(ranked[0]))
        heard.append(ranked[0].source.speaker.text)
    return tuple(chosen)
