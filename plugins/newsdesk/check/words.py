"""Folding and tokens: the fixed normalisation under which words are compared, and nothing looser."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newsdesk.records import PLATFORM_NAMES

#: Words that name a platform in running text; "X" alone is too common a letter to be a plain name.
PLATFORM_WORDS: dict[str, tuple[str, ...]] = {
    **{platform: (name,) for platform, name in PLATFORM_NAMES.items() if platform not in {"news", "web"}},
    "mastodon": ("Mastodon", "the fediverse"),
    "x": ("X", "Twitter"),
}

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛‹›＇", "'"),
    }
)
_SPACE = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+(?:['’.\-&/][^\W_]+)*", re.UNICODE)


@lru_cache(maxsize=4096)
def lines(text: str) -> str:
    """Return the text in NFC with one quote style, each run of white space one space or one newline."""
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return _SPACE.sub(lambda run: "\n" if "\n" in run.group() else " ", text).strip()


def flat(text: str) -> str:
    """Return the same on one line; positions are those of :func:`lines`."""
    return lines(text).replace("\n", " ")


def tokens(text: str) -> list[str]:
    """Return the words of a text, with inner apostrophes, hyphens and points."""
    return WORD.findall(text)


def count(text: str) -> int:
    """Return how many words a text has, as everybody counts them: between spaces."""
    return len(text.split())


def contains_phrase(text: str, phrase: str) -> bool:
    """Whether ``phrase`` stands in ``text`` as whole words, case folded."""
    pattern = r"(?<!\w)" + re.escape(phrase.casefold()) + r"(?!\w)"
    return re.search(pattern, text.casefold()) is not None


def platforms_in(text: str) -> list[str]:
    """Return the platforms that a text names, sorted."""
    found = set()
    for platform, names in PLATFORM_WORDS.items():
        for name in names:
            pattern = (
                r"(?:on|to|across) X\b|\bX (?:posts?|users?)\b" if name == "X" else rf"(?<!\w){name}(?!\w)"
            )
            if re.search(pattern, text):
                found.add(platform)
    return sorted(found)
