"""Counted sentences: the first pattern of its kind that the brief's statistics allow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from newsdesk.stories import Quote, Sentence
from newsdesk.voice import Lately
from newsdesk.write.choice import Chooser
from newsdesk.write.phrasing import Phrasing
from newsdesk.write.spare_patterns import spares

_PLURAL = re.compile(r"[Tt]here were|were on <|had \[platform|followed with|are the rule")


class Counting:
    """Makes sentences for one body; remembers which patterns it used and what has been told."""

    def __init__(self, phrasing: Phrasing, choose: Chooser, lately: Lately) -> None:
        self.phrasing = phrasing
        self.lately = lately
        self.used: set[str] = set()
        self._choose = choose

    def count(
        self, slot: str, options: Iterable[str], names: Mapping[str, str], quotes: Sequence[Quote] = ()
    ) -> Sentence | None:
        """Make a counted sentence of the first pattern that fits, or none.

        It fits if the statistics and quotations allow it, and no story of late had six of its words in a row.
        """
        options = tuple(options)
        for pattern in (*self._choose.order(slot, options), *spares(options)):
            able = self.phrasing.can(pattern, names) and not self._is_small(pattern, names)
            able = able and not self._says_nothing(pattern, names)
            if able and pattern.count("{quote}") <= len(quotes) and not self.is_heard(pattern, quotes, names):
                return self.make(pattern, quotes, names)
        return None

    def is_heard(self, pattern: str, quotes: Sequence[Quote], names: Mapping[str, str]) -> bool:
        """Say whether one of the last stories had six words in a row of the sentence that this would be."""
        return bool(self.lately.repeats(self.phrasing.sentence(pattern, quotes, names)))

    def _is_small(self, pattern: str, names: Mapping[str, str]) -> bool:
        """Say whether a pattern in the plural would be given a one or a nought."""
        if not _PLURAL.search(pattern):
            return False
        placed = re.findall(r"\[(\S+) \w+\]", self.phrasing.named(pattern, names))
        return any(
            (statistic := self.phrasing.statistics[key]).unit != "share" and statistic.value < 1.5
            for key in placed
        )

    def _says_nothing(self, pattern: str, names: Mapping[str, str]) -> bool:
        """Say whether a share would be set against a usual one that prints the same."""
        usual = re.findall(r"\[([\w.\-]+)\.usual value\]", self.phrasing.named(pattern, names))
        return any(
            self.phrasing.statistics[f"{base}.usual"].forms["value"] == now.forms["value"]
            for base in usual
            if (now := self.phrasing.statistics.get(f"{base}.now")) is not None and now.unit == "share"
        )

    def make(self, pattern: str, quotes: Sequence[Quote], names: Mapping[str, str]) -> Sentence:
        """Make the sentence, and remember the pattern, the time and the gloss that it told."""
        self.used.add(pattern)
        sentence = self.phrasing.sentence(pattern, quotes, names)
        if re.search(r"<[Ww]hen>", pattern):
            self.phrasing.told_time = True
        if re.search(r"<[Gg]lossed>", pattern):
            self.phrasing.told_gloss()
        if "<posts>" in pattern:
            self.phrasing.told_posts()
        return sentence
