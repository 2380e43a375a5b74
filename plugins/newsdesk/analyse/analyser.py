"""One record in, its analysis out: the composer of this stage."""

from __future__ import annotations

import difflib
from urllib.parse import urlsplit

from newsdesk.analyse import duplicates, language, phrases, promotion, sentiment, terms, version
from newsdesk.analyse.beats import Beats
from newsdesk.analyse.entities import gazetteer, invented, names
from newsdesk.analyse.matching import fold
from newsdesk.analyse.reading import blank_addresses, content, own_words
from newsdesk.config import SETTINGS_FILE, Config
from newsdesk.errors import ConfigError
from newsdesk.records import Analysis, Record, SentimentLabel


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

    def analyse(self, record: Record) -> Analysis:
        """Return the analysis of ``record``; never fails, whatever its text is.

        The tone of voice stays "neutral": it needs more than word lists.
        """
        text = content(record)
        words = own_words(text)
        spoken = language.of(words, record.language)
        mood, score = self._mood(words, spoken)
        places, beats = self._subjects(record, text)
        relevance = 1.0 if beats else 0.0
        return Analysis(
            id=record.id,
            language=spoken,
            sentiment_label=mood,
            sentiment_score=score,
            entities=tuple(sorted(places)),
            beats=beats,
            relevance=relevance,
            flags=promotion.flags(record, text),
            phrases=phrases.of(words),
            terms=terms.of(words),
            minhash_bands=duplicates.bands(words),
        )

    def _mood(self, words: str, spoken: str) -> tuple[SentimentLabel | None, float]:
        if spoken not in self._languages:
            return None, 0.0
        score = sentiment.score(words)
        return sentiment.label(score), score

    def _subjects(self, record: Record, text: str) -> tuple[dict[str, int], dict[str, float]]:
        visible = blank_addresses(text)
        folded = fold(visible)
        places: dict[str, int] = {}
        for mention in self._names.mentions_in(visible, folded):
            if mention.entity not in self._invented or _is_example(record):
                places.setdefault(mention.entity, mention.start)
        title_end = len(record.title) if record.title and text.startswith(record.title) else 0
        return places, self._beats.of(folded, title_end, places, record.community)


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
                    f"gazetteer.{hint} Accepted: an id of analyse/gazetteer.yaml, such as 'hugging-face'."
                )
