"""Sentences that could be quoted: verbatim spans of a record that stand on their own.

Hard rules only; how good a span is, :mod:`newsdesk.write.scoring` says. A span is one sentence, one
self-standing clause before a semicolon, or two neighbouring sentences. The final period isn't part of it,
because closing punctuation stands outside the marks; the author's exclamation or question mark stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsdesk.write import lexicon, wordlists

SHORTEST, LONGEST = 8, 28  #: words of a quotation

#: Letters of the Latin script, digits and plain punctuation; marks, markup and pictures stay out.
_PLAIN = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿ0-9 '’.,;:!?%$€£&/+()\-–—]+$")
_TITLE = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9 '’.,:;!?%$€£&/+()\"\-–—~#…|]*$")
_ADDRESS = re.compile(r"://|www\.|\.(?:com|org|net|io|ai|dev|co|app|gov|edu)(?:/|\b)", re.IGNORECASE)
_ENTITY = re.compile(r"&[#\w]+;")
_SINGLE_QUOTED = re.compile(r"(?:^|[\s(])['‘’](?=\w)")
_LIST_LINE = re.compile(
    r"^\s*(?:[-*•–—+]|\d{1,2}[.)]|[a-zA-Z][.)])\s|^\s*(?:>|&gt;|#|\||```|~~~)|^(?: {4}|\t)"
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\w'’.\-]*")
_MARKS_OPEN, _MARKS_CLOSE = "“«„", "”»"


class Span(NamedTuple):
    """A verbatim stretch of a record's words that may stand between quotation marks.

    ``before`` and ``after`` are its neighbours on the same line; ``sentences`` is one or two; ``whole`` is
    False if the author left out the closing punctuation, ``lower`` True if lower case is how they write.
    """

    text: str
    before: str
    after: str
    sentences: int = 1
    whole: bool = True
    lower: bool = False

    @property
    def is_question(self) -> bool:
        """Whether the author closed it with a question mark."""
        return self.text.endswith("?")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without the punctuation around them."""
    return [word.rstrip(".'’-").replace("’", "'").lower() for word in _WORD.findall(text)]


def spans(text: str) -> Iterator[Span]:
    """Yield every span of ``text`` that could be quoted, in the order of the text."""
    fenced = False
    lower = is_lower_case(text)
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and not _LIST_LINE.match(line):
            yield from _spans_of_line(line, lower)


def is_lower_case(text: str) -> bool:
    """Say whether an author writes in lower case throughout, so that a lower-case opening is no cut."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) > 5 and not any(word[0].isupper() and not word.isupper() for word in words)


def _spans_of_line(line: str, lower: bool) -> Iterator[Span]:
    sentences = list(_sentences(line))
    previous: Span | None = None
    for position, (start, sentence) in enumerate(sentences):
        before = line[:start]
        after = sentences[position + 1][1] if position + 1 < len(sentences) else ""
        span = Span(_strip_period(sentence), before, after, whole=sentence[-1:] in ".!?", lower=lower)
        usable = not _inside_marks(before) and is_quotable(span, longest=LONGEST)
        if usable and len(words_of(span.text)) >= SHORTEST:
            yield span
        elif not _inside_marks(before):
            yield from _clause(sentence, before)
        if previous is not None and _may_follow(previous, span, line, start):
            pair = Span(
                f"{previous.text}{_between(line, previous, start)}{span.text}",
                previous.before,
                after,
                2,
                lower=lower,
            )
            if SHORTEST <= len(words_of(pair.text)) <= LONGEST:
                yield pair
        previous = span if usable and span.whole else None


def sentence_spans(text: str) -> Iterator[Span]:
    """Yield every single sentence of a text as a span, unchecked but for whose words they are."""
    lower = is_lower_case(text)
    for line in text.splitlines():
        if _LIST_LINE.match(line):
            continue
        sentences = list(_sentences(line))
        for position, (start, sentence) in enumerate(sentences):
            after = sentences[position + 1][1] if position + 1 < len(sentences) else ""
            if not _inside_marks(line[:start]):
                whole = sentence[-1:] in ".!?"
                yield Span(_strip_period(sentence), line[:start], after, whole=whole, lower=lower)


def _sentences(line: str) -> Iterator[tuple[int, str]]:
    # loaded only when there is something to read; ships no types
    from sentencex import segment  # type: ignore[import-untyped]

    position = 0
    plain = len(line) < 400 and not re.search(r"[.!?…:;\"“”].", line)
    for piece in [line] if plain else segment("en", line):
        stripped = piece.strip()
        if not stripped:
            continue
        start = line.find(stripped, position)
        if start < 0:  # the splitter changed a character: such a line isn't verbatim
            return
        position = start + len(stripped)
        yield start, stripped


def _between(line: str, previous: Span, start: int) -> str:
    return line[len(previous.before) + len(previous.text) : start]


def _may_follow(first: Span, second: Span, line: str, start: int) -> bool:
    if _between(line, first, start) not in {". ", " "}:
        return False
    return (
        not _inside_marks(line[:start]) and is_quotable(second, longest=LONGEST - 4) and not first.is_question
    )


def _clause(sentence: str, before: str) -> Iterator[Span]:
    head, mark, rest = sentence.partition("; ")
    if mark:
        span = Span(head, before, rest)
        if len(words_of(head)) >= SHORTEST and is_quotable(span, longest=LONGEST):
            yield span


def _strip_period(sentence: str) -> str:
    return sentence[:-1].rstrip() if sentence.endswith(".") and not sentence.endswith("..") else sentence


def _inside_marks(before: str) -> bool:
    opened = sum(before.count(mark) for mark in _MARKS_OPEN) > sum(
        before.count(mark) for mark in _MARKS_CLOSE
    )
    return opened or before.count('"') % 2 == 1 or before.count("(") > before.count(")")


def is_quotable(span: Span, *, longest: int = LONGEST) -> bool:
    """Say whether a span passes every hard rule but that of the shortest length."""
    text = span.text
    return (
        len(words_of(text)) <= longest
        and _is_plain(text)
        and _is_sentence(span)
        and _is_decent(text)
        and _means_what_it_says(span)
        and _is_english(text)
    )


def _is_plain(text: str) -> bool:
    return bool(
        _PLAIN.match(text)
        and not _ADDRESS.search(text)
        and not _ENTITY.search(text)
        and not _SINGLE_QUOTED.search(text)
        and ".." not in text
        and "  " not in text
        and "!!" not in text
        and "?!" not in text
        and "??" not in text
        and text.count("(") == text.count(")")
        and not re.search(r"\w\(|\)\w|\( | \)", text)
    )


def _is_sentence(span: Span) -> bool:
    text = span.text
    if not (text[:1].isupper() or (span.lower and text[:1].islower())) or text[-1:] in ":,-–—;/&":
        return False
    if text != text.strip() or re.match(r"(?:\S+ ){0,3}\S+: ", text) or _looks_like_title(text):
        return False
    if not lexicon.FINITE.search(text) or re.search(r"[.!?][A-Za-z]{3,}|[a-z][.,]\d|\s[.,;!?]|,,", text):
        return False
    if not span.lower and re.search(r"\bi\b", text):
        return False
    letters = [character for character in text if character.isalpha()]
    shouted = [
        word for word in re.findall(r"\b[A-Z]{4,}\b", text) if word.lower() not in wordlists.KNOWN_CAPITALS
    ]
    return bool(letters) and sum(map(str.isupper, letters)) / len(letters) < 0.3 and len(shouted) < 2


def _looks_like_title(text: str) -> bool:
    long = [word for word in re.findall(r"[A-Za-z][\w'’-]+", text)[1:] if len(word) > 3]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.55 * len(long)


def _is_decent(text: str) -> bool:
    if lexicon.HARSH.search(text) or lexicon.PRIVATE.search(text) or lexicon.SALES.search(text):
        return False
    return not (lexicon.INSULTS.search(text) and lexicon.SECOND_PERSON.search(text))


def _means_what_it_says(span: Span) -> bool:
    if lexicon.IRONY.search(span.text) or lexicon.IRONY.search(span.after[:24]):
        return False
    if re.search(r"[^\x00-ɏ‐-⁗€\s]", span.after[:6]):  # a picture right after it may turn it around
        return False
    return not (lexicon.HEARSAY_BEFORE.search(span.before) or lexicon.HEARSAY.match(span.text))


def _is_english(text: str) -> bool:
    words = words_of(text)
    return sum(word in lexicon.ENGLISH_MARKERS for word in words) >= max(2, len(words) // 7)


def bare_title(title: str | None) -> str:
    """Return a title without the quotation marks that enclose the whole of it."""
    bare = (title or "").strip()
    enclosed = re.fullmatch(r"[\"“]([^\"“”]+)[\"”]", bare)
    return enclosed.group(1).strip() if enclosed else bare


def is_title(title: str) -> bool:
    """Say whether a title may be quoted as one: it may be terse and full of names, but not cry or sell."""
    return (
        3 <= len(words_of(title)) <= 30
        and bool(_TITLE.match(title))
        and not _ADDRESS.search(title)
        and not _ENTITY.search(title)
        and not lexicon.HARSH.search(title)
        and not lexicon.PRIVATE.search(title)
        and not lexicon.IRONY.search(title)
        and not title.isupper()
        and title.count('"') % 2 == 0
        and "!!" not in title
    )
