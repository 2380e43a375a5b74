"""What a story is about, and how near to it a record or a sentence is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from newsdesk.archive.addresses import address
from newsdesk.stories import Brief, BriefRecord
from newsdesk.write.candidates import words_of
from newsdesk.write.scoring import content_words
from newsdesk.write.subject import OF_A_MATTER
from newsdesk.write.terms import holds, says

#: A record that is nearer than this is about the matter (0…1).
NEAR = 0.5
#: What it adds that a record is in the tone that moved, or one of the beat that did.
IN_TONE, ON_BEAT = 0.3, 0.3
#: What is read of a record: the best words of a post are seldom on its third page.
READ = 2500


class Matter:
    """The subject of a brief: its names, phrases and pages, and the words that its lead shares."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        subjects = [(signal.kind, signal.subject or "") for signal in brief.signals]
        crossing = [subject.partition("=")[::2] for kind, subject in subjects if kind == "cross_beat"]
        entities = {subject for _, subject in subjects} | {value for _, value in crossing}
        self._entities = {entity for entity in entities if entity in brief.names}
        self._entities |= {brief.subject} if brief.subject else set()
        self._lead = next((item for item in brief.records if item.id == brief.lead_record), None)
        phrases = {subject for kind, subject in subjects if kind == "phrase_trending"}
        self._phrases = sorted(phrases | {value for kind, value in crossing if kind == "phrase"})
        self._pages = frozenset(value for kind, value in crossing if kind == "link")
        self._tones = frozenset(subject for kind, subject in subjects if kind == "register_shift")
        if brief.kind == "dispatch" and self._lead is not None:
            self._entities = set(self._lead.entities)
        names = {brief.names[entity] for entity in self._entities if entity in brief.names}
        names |= {brief.subject_name} if brief.subject_name else set()
        self.names = tuple(sorted(names))
        # where a whole beat moved, every post on the beat has something to do with it
        self._of_a_beat = any(signal.kind not in OF_A_MATTER for signal in brief.signals)

    @property
    def is_named(self) -> bool:
        """Whether the story is about something that has a name, and not about a whole beat."""
        return bool(self._entities) or (bool(self._phrases) and not self._of_a_beat)

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The content words of each record, by id."""
        return {
            item.id: frozenset(content_words(f"{item.record.title or ''}\n{item.record.text[:READ]}"))
            for item in self._brief.records
        }

    @cached_property
    def terms(self) -> frozenset[str]:
        """Words that the lead or the records that name the subject share: neither rare nor everywhere."""
        counts = Counter(word for words in self.words.values() for word in words)
        naming = [item for item in self._brief.records if self.is_about(item)]
        held = Counter(word for item in naming for word in self.words[item.id])
        lead = self.words.get(self._brief.lead_record, frozenset())
        most = max(3, 0.6 * len(self.words))
        shared = {word for word in lead if 2 <= counts[word] <= most}
        shared |= {word for word in held if held[word] >= 3 and counts[word] <= most}
        return frozenset(shared)

    def names_it(self, text: str) -> bool:
        """Say whether a text names the subject or has the phrase that spread."""
        lowered = text.lower()
        named = any(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", lowered) for name in self.names)
        return named or any(says(text, phrase) for phrase in self._phrases)

    def is_about(self, item: BriefRecord) -> bool:
        """Say whether a record names the subject, has the phrase that spread or links the page that did."""
        if self._entities & set(item.entities):
            return True
        linked = self._pages and self._pages & {address(link) for link in item.record.links}
        return bool(linked) or any(holds(item, phrase) for phrase in self._phrases)

    def nearness(self, item: BriefRecord) -> float:
        """Return how near a record is to the matter, 0…1."""
        lead = self._lead
        if lead is None or item.id == lead.id or self.is_about(item):
            return 1.0
        if item.record.reply_to == lead.record.id:
            return 0.8
        common = set(item.entities) & set(lead.entities)
        shared = len(self.words[item.id] & self.terms)
        same_thread = item.record.reply_to is not None and item.record.reply_to == lead.record.reply_to
        near = ON_BEAT * self._of_a_beat + IN_TONE * (item.voice_register in self._tones)
        near += 0.4 * bool(common) + 0.25 * min(3, shared) + 0.3 * same_thread
        return min(0.9, near)

    def closeness(self, text: str) -> int:
        """Return how many of the matter's words a sentence holds."""
        return len(self.terms & set(words_of(text)))
