"""What could be quoted from each record of a brief, heard once: its best words, how good, how near."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdesk.stories import Brief, BriefRecord, Quote
from newsdesk.write import lexicon, wordlists
from newsdesk.write.candidates import Span, bare_title, is_quotable, is_title, spans, words_of
from newsdesk.write.matter import NEAR, READ, Matter
from newsdesk.write.scoring import FLOOR, Rarity, content_words, features, mood

#: Records in which these flags stand are counted, never quoted.
_BARRED = frozenset({"promotion", "irony", "do-not-quote", "second-hand"})
#: The lead was chosen for what it set off; its words may be plainer than another's.
LEAD_FLOOR = -0.5
#: So near, plain words will do.
VERY_NEAR, NEAR_FLOOR = 0.8, 0.0
#: A title is worth as much as a fair sentence.
TITLE_SCORE = 0.8
#: What a post of unknown reach counts as (0…1).
UNKNOWN_REACH = 0.45
#: What is taken off the words of a record that isn't about the matter, and of one that hardly anybody saw.
FAR, UNSEEN = 1.2, 0.5
#: Few words that strike less than this are no headline.
STRIKING = 0.7
#: A question of fewer words asks for its thread.
QUESTION_WORDS = 6
#: … unless so many saw the post (0…1), they must name the matter.
SEEN = 0.8
#: Words of a quotation short enough for a headline.
FEW_WORDS = range(3, 10)


@dataclass(frozen=True)
class Voice:
    """A record with the words that would be quoted from it, how good they are, and how near (0…1)."""

    source: BriefRecord
    quote: Quote
    score: float
    near: float = 1.0
    question: bool = False
    argument: bool = False
    feeling: float = 0.0
    few: Quote | None = None
    few_score: float = 0.0

    @property
    def worth(self) -> float:
        """Its score, less where its record isn't about the matter."""
        return self.score - (FAR if self.near < NEAR else 0.0)

    @property
    def title(self) -> Quote | None:
        """The title under which it was posted, where that can be quoted."""
        return _title(self.source)

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

    @property
    def is_article(self) -> bool:
        """Whether it is an outlet's headline: how an event enters a story."""
        return self.source.record.kind == "article"


def _title(item: BriefRecord) -> Quote | None:
    """Return a record's title as a quotation, its period left outside the marks, where it can be one."""
    title = bare_title(item.record.title)
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return Quote(record=item.id, kind="title", text=title) if is_title(title) else None


class Audition:
    """All voices of a brief, the best first, with what they are measured by."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.matter = Matter(brief)
        self._rarity = Rarity(item.record.words[:READ] for item in brief.records)
        self._names = tuple(sorted({*brief.names.values(), *self.matter.names}))
        self._texts = [item.record.text for item in brief.records]
        heard = [voice for item in brief.records if (voice := self._hear(item))]
        fit = [voice for voice in heard if voice.score >= self._floor(voice)]
        self.voices = sorted(fit, key=lambda voice: (-voice.worth, voice.id))

    def _floor(self, voice: Voice) -> float:
        """Return below which score a voice is no quotation: lower for those who speak of the very matter."""
        if voice.id == self.brief.lead_record:
            return LEAD_FLOOR
        return NEAR_FLOOR if voice.near >= VERY_NEAR else FLOOR

    def _hear(self, item: BriefRecord) -> Voice | None:
        """Return the best words of a record, or None if none may or should be quoted."""
        record = item.record
        if not item.quotable or not (record.author or "").strip() or record.is_tombstone:
            return None
        if _BARRED & set(item.flags) or lexicon.IRONY_MARK.search(record.words):
            return None
        near = self.matter.nearness(item)
        if record.kind in {"article", "paper"} or not record.text.strip():
            return self._titled(item, near)
        found = list(spans(record.text[:READ]))
        scored = [(self._score(span, item), position) for position, span in enumerate(found)]
        score, position = max(scored, key=lambda one: (one[0], -one[1]), default=(-9.0, 0))
        if not found or (score < FLOOR and record.title):
            return self._titled(item, near) if record.kind == "post" else None
        return self._voice(item, found[position], score, near)

    def _score(self, span: Span, item: BriefRecord) -> float:
        reach = UNKNOWN_REACH if item.reach is None else item.reach
        score = sum(features(span, self._rarity, self._names).values()) + reach - UNKNOWN_REACH
        score += 0.4 * self.matter.names_it(span.text) + 0.15 * min(3, self.matter.closeness(span.text))
        score -= UNSEEN if item.reach is not None and item.reach < 0.4 else 0.0
        if self.brief.kind == "dispatch":  # few counts stand between its quotations: short ones, then
            score -= 0.04 * max(0, len(words_of(span.text)) - 15)
        return round(score, 4)

    def _voice(self, item: BriefRecord, span: Span, score: float, near: float) -> Voice:
        few, few_score = self._few_words(item)
        return Voice(
            source=item,
            quote=Quote(record=item.id, kind="speech", text=span.text),
            score=score,
            near=near,
            question=is_real_question(span),
            argument=bool(lexicon.ARGUMENT.search(span.text)) and not span.is_question,
            feeling=mood(span.text),
            few=few,
            few_score=few_score,
        )

    def _titled(self, item: BriefRecord, near: float) -> Voice | None:
        quote = _title(item)
        if quote is None:
            return None
        reach = UNKNOWN_REACH if item.reach is None else item.reach
        score = round(TITLE_SCORE + reach - UNKNOWN_REACH, 4)
        return Voice(source=item, quote=quote, score=score, near=near)

    def _few_words(self, item: BriefRecord) -> tuple[Quote | None, float]:
        """Return the most striking whole sentence of few words in a record's text, and how striking it is."""
        from newsdesk.write.candidates import sentence_spans

        best: tuple[float, str] | None = None
        for span in sentence_spans(item.record.text[:READ]):
            words = words_of(span.text)
            if len(words) in FEW_WORDS and self._stands_alone(span, words) and self._tells(span, item):
                weight = self._striking(span, words)
                if best is None or weight > best[0]:
                    best = (weight, span.text)
        far = 0.0 if item.reach is None else item.reach - UNKNOWN_REACH
        if best is None or best[0] + far <= STRIKING:
            return None, 0.0
        return Quote(record=item.id, kind="speech", text=best[1]), round(best[0] + far, 4)

    def _tells(self, span: Span, item: BriefRecord) -> bool:
        """Say whether few words are somebody's own, and speak of the matter or travelled far with a view."""
        if sum(span.text in text for text in self._texts) > 1:
            return False
        if self._on_matter(span) or lexicon.AI_TERMS.search(span.text):
            return True
        view = lexicon.VIEWS.search(span.text) or lexicon.FIRST_PERSON.search(span.text)
        return bool(view) and (item.reach or 0.0) >= SEEN

    def _on_matter(self, span: Span) -> bool:
        return self.matter.names_it(span.text) or self.matter.closeness(span.text) > 0

    def _stands_alone(self, span: Span, words: list[str]) -> bool:
        if words[0] in lexicon.DANGLING | lexicon.CONNECTIVES or lexicon.THIRD_PERSON.search(span.text):
            return False
        if not span.whole or span.lower or "(" in span.text or not lexicon.VERB.search(span.text):
            return False
        if lexicon.CONNECTED.search(span.text):
            return False
        if lexicon.SECOND_PERSON.search(span.text):
            return False
        if lexicon.FORUM_TALK.search(span.text) or lexicon.SLIPS.search(span.text):
            return False
        if lexicon.HOLLOW.search(span.text) or (span.is_question and len(words) < QUESTION_WORDS):
            return False
        fragment = lexicon.FRAGMENT.match(span.text) or lexicon.IMPERATIVE.match(span.text)
        return not fragment and not lexicon.HOUSEKEEPING.match(span.text) and is_quotable(span)

    def _striking(self, span: Span, words: list[str]) -> float:
        weight = 0.6 * len(lexicon.VIEWS.findall(span.text))
        weight += 0.5 * sum(word in wordlists.CONCRETE for word in words)
        weight += 0.5 * bool(lexicon.FIRST_PERSON.search(span.text))
        weight += 0.4 * bool(lexicon.AI_TERMS.search(span.text))
        weight += 0.4 * self.matter.names_it(span.text) + 0.2 * self.matter.closeness(span.text)
        weight -= 0.6 * (not self._on_matter(span) and not lexicon.AI_TERMS.search(span.text))
        weight -= 1.0 * bool(lexicon.LOGISTICS.search(span.text)) + 0.6 * (len(content_words(span.text)) < 2)
        return weight + 0.05 * len(words)


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
