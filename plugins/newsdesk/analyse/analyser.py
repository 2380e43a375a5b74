"""One record in, its analysis out: the composer of this stage."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from newsdesk.analyse import (
    do_not_quote,
    duplicates,
    irony,
    language,
    phrases,
    promotion,
    registers,
    relevance,
    sentiment,
    terms,
    version,
)
from newsdesk.analyse.beats import Beats
from newsdesk.analyse.entities import gazetteer, invented, names
from newsdesk.analyse.matching import fold
from newsdesk.analyse.reading import blank_addresses, content, own_words
from newsdesk.config import SETTINGS_FILE, Config
from newsdesk.errors import ConfigError
from newsdesk.records import Analysis, Record

_FLAGS = ("do-not-quote", "irony", "promotion")
#: How many records are analysed at once; more use more memory and aren't quicker.
_BATCH = 200


class Analyser:
    """Says what a record is about and how it sounds; the same record gets the same answer for ever."""

    def __init__(self, config: Config) -> None:
        """Build the matchers for a newsroom's beats; ``version`` names everything the answers rest on.

        Raises ConfigError where a beat asks for an entity that nobody knows or for a phrase that no text
        can hold.
        """
        self.version = version.of(config)
        self._languages = frozenset(config.languages)
        self._beats = Beats(config.beats)
        _check(config)
        self._names = names()
        self._invented = invented()
        self._moods = _scorer(config)

    def analyse(self, record: Record) -> Analysis:
        """Return the analysis of ``record``; never fails, whatever its text is."""
        return self._batch([record])[0]

    def analyse_all(self, records: Iterable[Record]) -> Iterator[Analysis]:
        """Yield the analysis of each record, in order, as :meth:`analyse` gives it but sooner."""
        waiting = iter(records)
        while batch := list(islice(waiting, _BATCH)):
            yield from self._batch(batch)

    def on_a_beat(self, records: Iterable[Record]) -> list[bool]:
        """Return for each record whether it is about AI and on any beat: the least that can be asked."""
        return [bool(self._subjects(record, content(record))[1]) for record in records]

    def _batch(self, records: Sequence[Record]) -> list[Analysis]:
        """Analyse records one step after the other.

        Each step has its own word lists; going through all of them for every single record would throw
        them out of the processor's cache each time, which was measured to cost half as much again.
        """
        texts = [content(record) for record in records]
        words = [own_words(text) for text in texts]
        spoken = [language.of(own, record.language) for own, record in zip(words, records, strict=True)]
        judged = [code in self._languages for code in spoken]
        scored = iter(self._moods([own for own, ours in zip(words, judged, strict=True) if ours]))
        moods = [next(scored) if ours else 0.0 for ours in judged]
        tones = [
            registers.of(own, mood, record.kind) if ours else "neutral"
            for own, mood, record, ours in zip(words, moods, records, judged, strict=True)
        ]
        subjects = [self._subjects(record, text) for record, text in zip(records, texts, strict=True)]
        flags = _flags(records, texts, words, moods)
        phrased = [phrases.of(own) for own in words]
        termed = [terms.of(own) for own in words]
        bands = [duplicates.bands(own) for own in words]
        return [
            Analysis(
                id=record.id,
                language=spoken[place],
                sentiment_label=sentiment.label(moods[place]) if judged[place] else None,
                sentiment_score=moods[place],
                voice_register=tones[place],
                entities=tuple(sorted(subjects[place][0])),
                beats=subjects[place][1],
                relevance=subjects[place][2],
                flags=flags[place],
                phrases=phrased[place],
                terms=termed[place],
                minhash_bands=bands[place],
            )
            for place, record in enumerate(records)
        ]

    def _subjects(self, record: Record, text: str) -> tuple[dict[str, int], dict[str, float], float]:
        """Return where each name stands first, the beats, and how surely the record is about AI at all."""
        visible = blank_addresses(text)
        folded = fold(visible)
        places: dict[str, int] = {}
        for mention in self._names.mentions_in(visible, folded):
            if mention.entity not in self._invented or _is_example(record):
                places.setdefault(mention.entity, mention.start)
        title_end = len(record.title) if record.title and text.startswith(record.title) else 0
        beats = self._beats.of(folded, title_end, places, record.community)
        about = relevance.score(folded, places, beats, record.community, title_end=title_end)
        return places, beats if about >= relevance.ABOUT else {}, about


def _flags(
    records: Sequence[Record], texts: Sequence[str], words: Sequence[str], moods: Sequence[float]
) -> list[tuple[str, ...]]:
    """Return the flags of each record, in alphabetical order."""
    folded = [fold(blank_addresses(text)) for text in texts]
    held = [
        do_not_quote.found(text, plain, record.kind)
        for text, plain, record in zip(texts, folded, records, strict=True)
    ]
    wry = [irony.found(own, mood) for own, mood in zip(words, moods, strict=True)]
    sold = [promotion.found(record, plain) for record, plain in zip(records, folded, strict=True)]
    return [
        tuple(name for name, is_so in zip(_FLAGS, found, strict=True) if is_so)
        for found in zip(held, wry, sold, strict=True)
    ]


def _scorer(config: Config) -> Callable[[Sequence[str]], list[float]]:
    """Return what judges moods: word lists, or sentence vectors where the settings ask for them.

    Raises ConfigError where the extra that this needs is not installed.
    """
    if not config.semantic:
        return lambda texts: [sentiment.score(text) for text in texts]
    from newsdesk.analyse import semantic

    semantic.ready()
    return semantic.scores


def _is_example(record: Record) -> bool:
    """Whether the record stands under a reserved example domain (RFC 2606): invented, like some names."""
    return (urlsplit(record.url).hostname or "").endswith(".example")


def _check(config: Config) -> None:
    known = gazetteer()
    for beat in config.beats:
        for phrase in (*beat.match.any, *beat.match.also, *beat.match.none):
            if not phrase.split() or phrase.lstrip().startswith("*"):
                raise ConfigError(
                    f"{SETTINGS_FILE}: beat '{beat.slug}': match: '{phrase}' is not a phrase. "
                    "Accepted: words, where a '*' at a word's end stands for any ending, such as 'agent*'."
                )
        for entity in beat.match.entities:
            if entity not in known:
                close = difflib.get_close_matches(entity, known, 1)
                hint = f" Did you mean '{close[0]}'?" if close else ""
                raise ConfigError(
                    f"{SETTINGS_FILE}: beat '{beat.slug}': match.entities: '{entity}' is not a name of the "
                    f"gazetteer.{hint} Accepted: an id of analyse/gazetteer/, such as 'hugging-face'."
                )
