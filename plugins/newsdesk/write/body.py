"""The paragraphs of a story: the blocks of a shape, each in one of its patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from newsdesk.prose import render_sentence
from newsdesk.stories import Brief, Paragraph, Quote, Sentence
from newsdesk.write import patterns
from newsdesk.write.cast import Cast, Voice
from newsdesk.write.choice import Chooser
from newsdesk.write.manners import manners, noun, openings, quote_first
from newsdesk.write.phrasing import Phrasing
from newsdesk.write.subject import general_names, is_still, movements, platforms_by_posts, tone_names

#: Of so many voices besides the lead it is told how far they travelled.
_REACHES = 2
#: … and only of those who reached so far (0…1).
_FAR = 0.9


class Body:
    """Composes the paragraphs once, from one cast; the pieces that are used up don't come again."""

    def __init__(self, brief: Brief, cast: Cast, shape: Sequence[Sequence[str]]) -> None:
        self._brief = brief
        self._choose = Chooser(brief.id)
        self._phrasing = Phrasing(brief)
        self._names = general_names(brief, self._phrasing)
        self._shape = shape
        self._lead, self._question = cast.lead, cast.question
        self._answers, self._pairs, self._others = list(cast.answers), list(cast.pairs), list(cast.others)
        self._moved = movements(brief, self._phrasing)
        self._carried_noun = next((r.record.kind for r in brief.records if r.id == brief.lead_record), "post")
        self._used: set[str] = set()
        self._heads: list[bool] = []
        self._last_platform = cast.lead.platform
        self._last_id = ""
        self._reaches = 0
        self._only_answers = False  # since the lead, nobody but its answerers has spoken

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs; one of a single sentence joins its neighbour."""
        groups: list[list[Sentence]] = []
        for blocks in self._shape:
            sentences = [sentence for block in blocks for sentence in self.block(block)]
            if groups and 1 in {len(sentences), len(groups[-1])}:
                groups[-1] += sentences
            elif sentences:
                groups.append(sentences)
        if len(groups) < 3:
            groups = _in_thirds([sentence for group in groups for sentence in group])
        return tuple(Paragraph(sentences=tuple(group)) for group in groups)

    def block(self, name: str) -> list[Sentence]:
        """Return the sentences of a block, none where there is no material for it."""
        makers = {
            "lead": self._open,
            "travel": self._travel,
            "answer": self._answer,
            "pair": self._pair,
            "voice": self._voice,
            "rest": self._rest,
            "moved": self._movement,
            "moods": self._moods,
            "spread": self._spread,
            "places": self._places,
            "close": self._close,
        }
        return makers[name]()

    # -- voices --------------------------------------------------------------------------------------

    def _open(self) -> list[Sentence]:
        voice = self._lead
        titled = voice.title if not voice.is_title and voice.source.record.kind == "post" else None
        opening, manners = (titled, patterns.OPEN_TITLED) if titled else (voice.quote, openings(voice))
        options = [p for p in manners if not self._is_avoided(p, opening)] or list(manners)
        self._last_id = voice.id
        first = self._say("opening", options, (voice,), (opening,))
        return [first, self._say("goes on", patterns.GOES_ON, (voice,))] if titled else [first]

    def _is_avoided(self, pattern: str, quote: Quote) -> bool:
        avoid = [_skeleton(opening) for opening in self._brief.avoid.openings]
        told, self._phrasing.told_time = self._phrasing.told_time, False
        text = render_sentence(self._phrasing.sentence(pattern, (quote,), self._names), self._brief)
        self._phrasing.told_time = told
        own = _skeleton(text)
        return any(own and (own.startswith(old) or old.startswith(own)) for old in avoid if old)

    def _answer(self) -> list[Sentence]:
        if not self._answers:
            return []
        self._only_answers = self._only_answers or self._last_id == self._lead.id
        return self._one("answer", self._answers.pop(0), patterns.VOICE_REPLY)

    def _voice(self) -> list[Sentence]:
        self._only_answers = self._only_answers and not self._others
        return self._one("voice", self._others.pop(0)) if self._others else []

    def _rest(self) -> list[Sentence]:
        left: list[Sentence] = []
        while self._answers:
            left += self._answer()
        while self._pairs:
            left += self._pair()
        while self._others:
            left += self._voice()
        return left

    def _one(self, slot: str, voice: Voice, options: Sequence[str] | None = None) -> list[Sentence]:
        sentence = self._say(slot, options or manners(voice, self._last_platform), (voice,))
        self._last_platform, self._last_id = voice.platform, voice.id
        return [sentence, *self._reach_of(voice)]

    def _reach_of(self, voice: Voice) -> list[Sentence]:
        """Tell how far a voice travelled, for the few that did, once the window has been named."""
        if self._reaches >= _REACHES or not self._phrasing.told_time or (voice.source.reach or 0) < _FAR:
            return []
        names = {**self._names, "id": voice.id, "noun": noun(voice)}
        told = _some(self._count(f"reach {voice.id}", patterns.REACH_OF_VOICE, names))
        self._reaches += len(told)
        return told

    def _pair(self) -> list[Sentence]:
        if not self._pairs:
            return []
        dark, light = self._pairs.pop(0)
        self._only_answers = False
        dark_first = self._choose.pick(f"order {dark.id}", (True, False))
        marked = patterns.PAIR_DARK_FIRST if dark_first else patterns.PAIR_LIGHT_FIRST
        voices = (dark, light) if dark_first else (light, dark)
        options = [p for p in (*patterns.PAIR, *marked) if all(map(self._is_fresh, p))] or list(patterns.PAIR)
        if voices[0].source.speaker.text == voices[1].source.speaker.text:
            # "a commenter in r/… wrote; a commenter in r/… wrote" is a stutter: two sentences, then
            options = [p for p in options if len(p) == 2] or options
        chosen = self._choose.pick(f"pair {dark.id} {light.id}", options)
        self._last_platform, self._last_id = voices[1].platform, voices[1].id
        quotes = [voice.quote for voice in voices]
        if len(chosen) == 1:
            return [self._make(chosen[0], quotes)]
        return [self._make(pattern, [quote]) for pattern, quote in zip(chosen, quotes, strict=True)]

    def _close(self) -> list[Sentence]:
        if self._question is None:
            return []
        return [self._say("close", patterns.CLOSE_QUESTION, (self._question,))]

    # -- numbers ---------------------------------------------------------------------------------------

    def _travel(self) -> list[Sentence]:
        """Tell how far the lead went, right after its words: "it" must mean the lead."""
        if self._last_id != self._lead.id:
            return []
        names = {**self._names, "id": self._lead.id, "noun": noun(self._lead)}
        for options in (patterns.CARRIED, patterns.REACH_AND_THREAD, patterns.REACH, patterns.THREAD):
            if options in (patterns.REACH, patterns.REACH_AND_THREAD) and not self._phrasing.told_time:
                continue  # "those 24 hours" need to have been named
            sentence = self._count("travel", options, names)
            if sentence:
                if options is patterns.CARRIED:
                    self._moved = [movement for movement in self._moved if movement.kind != "carried"]
                return [sentence]
        return []

    def _movement(self) -> list[Sentence]:
        sentences: list[Sentence | None] = []
        for movement in self._moved:
            names = {**self._names, **movement.names, "noun": self._carried_noun}
            options = _MOVED.get(movement.kind)
            if options is None:
                continue
            if movement.kind == "carried" and self._only_answers:
                options = patterns.CARRIED_AFTER_ANSWERS
            sentences.append(self._count(f"moved {movement.kind}", options, names))
            if movement.kind == "divergence":
                sentences.append(self._count("gap", patterns.GAP, names))
        self._last_id = ""
        return [sentence for sentence in sentences if sentence][:4]

    def _moods(self) -> list[Sentence]:
        told = {movement.names.get("tone") for movement in self._moved if movement.kind == "mood"}
        if not told:
            return _some(self._count("moods", patterns.BOTH_MOODS, self._names))
        other = "positive" if "negative" in told else "negative"
        if other in told:
            return _some(self._count("pace", patterns.PACE, self._names))
        options = patterns.OTHER_MOOD_STILL if is_still(self._phrasing, other) else patterns.OTHER_MOOD
        return _some(self._count("other mood", options, {**self._names, **tone_names(other)}))

    def _spread(self) -> list[Sentence]:
        one = (self._phrasing.value("platforms.now") or 0) < 2
        return _some(self._count("spread", patterns.SPREAD_ONE if one else patterns.SPREAD, self._names))

    def _places(self) -> list[Sentence]:
        number = min(5, len(platforms_by_posts(self._phrasing)))
        if number < 2:
            return []
        return _some(self._count("places", patterns.PLATFORMS[number], self._names))

    # -- patterns ----------------------------------------------------------------------------------------

    def _say(
        self, slot: str, options: Sequence[str], voices: Sequence[Voice], quotes: Sequence[Quote] = ()
    ) -> Sentence:
        """Make a said sentence in a manner not used before, the quotation not always on the same side."""
        slot = f"{slot} {voices[0].id}"
        ordered = self._choose.order(slot, list(options))
        fresh = [pattern for pattern in ordered if self._is_fresh(pattern)] or ordered
        if len(self._heads) > 1 and self._heads[-1] == self._heads[-2]:
            fresh = [p for p in fresh if quote_first(p) != self._heads[-1]] or fresh
        return self._make(fresh[0], quotes or [voice.quote for voice in voices])

    def _count(self, slot: str, options: Iterable[str], names: Mapping[str, str]) -> Sentence | None:
        """Make a counted sentence of the first pattern that the brief's statistics allow, or none."""
        for pattern in self._choose.order(slot, list(options)):
            if self._phrasing.can(pattern, names) and not self._is_small(pattern, names):
                return self._make(pattern, [], names)
        return None

    def _is_small(self, pattern: str, names: Mapping[str, str]) -> bool:
        """Say whether a pattern in the plural would be given a one or a nought."""
        placed = re.findall(r"\[(\S+) ", self._phrasing.named(pattern, names))
        if "There were" not in pattern and "there were" not in pattern:
            return False
        return bool(placed) and (self._phrasing.value(placed[0]) or 0) < 2

    def _make(
        self, pattern: str, quotes: Sequence[Quote], names: Mapping[str, str] | None = None
    ) -> Sentence:
        self._used.add(pattern)
        if quotes:
            self._heads.append(quote_first(pattern))
        sentence = self._phrasing.sentence(pattern, quotes, names or self._names)
        if re.search(r"<[Ww]hen>", pattern):
            self._phrasing.told_time = True
        return sentence

    def _is_fresh(self, pattern: str) -> bool:
        return pattern not in self._used


_MOVED: dict[str, tuple[str, ...]] = {
    "volume": patterns.VOLUME,
    "mood": patterns.MOOD,
    "divergence": patterns.DIVERGENCE,
    "entity": patterns.ENTITY,
    "carried": patterns.CARRIED_LATER,
}


def _in_thirds(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Divide sentences into up to three paragraphs of at least two; "it" stays with what it means."""
    groups: list[list[Sentence]] = [[]]
    for sentence in sentences:
        leans = sentence.parts[0].text.startswith(("It ", "That ", "The ", "Below", "Among the", "On the"))
        full = len(groups[-1]) >= max(2, len(sentences) // 3)
        if full and not leans and len(groups) < 3:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def _some(sentence: Sentence | None) -> list[Sentence]:
    return [sentence] if sentence else []


def _skeleton(text: str) -> str:
    """Return the first words of a text outside quotation marks, in lower case."""
    own = re.sub(r"“[^”]*”", "“”", text)
    return " ".join(own.lower().split()[:4])
