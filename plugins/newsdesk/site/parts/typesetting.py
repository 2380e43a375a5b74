"""Headlines broken into lines for a drawing, by the widths that the font itself states.

What draws pictures doesn't break lines, so that is done here. Widths and the characters that a font has are
read from the font's file, by the OpenType specification: tables ``head`` (units), ``hhea`` and ``hmtx``
(widths), ``cmap`` (characters, formats 4 and 12). Kerning is left out: it makes lines shorter, hardly longer.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_BMP: Final = 4  # formats of a cmap table: characters up to U+FFFF, and all
_FULL: Final = 12
_MORE: Final = "…"


class Face(NamedTuple):
    """A font as far as lines are concerned: the width of each character, in parts of the font's size."""

    widths: dict[str, float]

    def covers(self, text: str) -> bool:
        """Whether the font has every character of a text."""
        return all(letter in self.widths for letter in text)

    def width(self, text: str) -> float:
        """Return how wide a text is, in parts of the font's size; what the font lacks is as wide as an M."""
        return sum(self.widths.get(letter, 1.0) for letter in text)


@cache
def face(path: Path) -> Face:
    """Read the widths of a font's characters from its file (TrueType outlines)."""
    data = path.read_bytes()
    tables = {
        tag.decode("latin-1"): start
        for tag, start in (
            struct.unpack_from(">4s4xI4x", data, 12 + 16 * n)
            for n in range(struct.unpack_from(">H", data, 4)[0])
        )
    }
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (long,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = [struct.unpack_from(">H", data, tables["hmtx"] + 4 * n)[0] / units for n in range(long)]
    glyphs = _characters(data, tables["cmap"])
    return Face({chr(code): advances[min(glyph, long - 1)] for code, glyph in glyphs.items()})


def _characters(data: bytes, start: int) -> dict[int, int]:
    """Return the glyph of each character code, from all subtables of a form that is known here."""
    found: dict[int, int] = {}
    for n in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * n)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if platform in (0, 3) and form == _BMP:
            found |= _segments(data, start + offset)
        elif platform in (0, 3) and form == _FULL:
            found |= _groups(data, start + offset)
    return {code: glyph for code, glyph in found.items() if glyph}


def _segments(data: bytes, start: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count, row = doubled // 2, f">{doubled // 2}H"
    ends = struct.unpack_from(row, data, start + 14)
    firsts = struct.unpack_from(row, data, start + 16 + doubled)
    deltas = struct.unpack_from(row, data, start + 16 + 2 * doubled)
    ranges = start + 16 + 3 * doubled
    found = {}
    for n in range(count):
        (offset,) = struct.unpack_from(">H", data, ranges + 2 * n)
        for code in range(firsts[n], ends[n] + 1):
            glyph = code
            if offset:
                place = ranges + 2 * n + offset + 2 * (code - firsts[n])
                (glyph,) = struct.unpack_from(">H", data, place)
            found[code] = (glyph + deltas[n]) & 0xFFFF if glyph or not offset else 0
    return found


def _groups(data: bytes, start: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for n in range(struct.unpack_from(">I", data, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, start + 16 + 12 * n)
        found |= {first + step: glyph + step for step in range(last - first + 1)}
    return found


def lines(text: str, font: Face, width: float, at_most: int) -> list[str] | None:
    """Break a text into at most so many lines of about equal length; return None if it needs more.

    No line is wider than ``width``, in parts of the font's size.
    """
    broken = _filled(text, font, width)
    if len(broken) > at_most:
        return None
    narrow, wide = 0.0, width
    while wide - narrow > 0.1:
        middle = (narrow + wide) / 2
        if len(_filled(text, font, middle)) > len(broken):
            narrow = middle
        else:
            wide = middle
    return _filled(text, font, wide)


def cut(text: str, font: Face, width: float, at_most: int) -> list[str]:
    """Break a text into lines, and where they are too many end the last of them with an ellipsis."""
    broken = _filled(text, font, width)
    if len(broken) <= at_most:
        return broken
    last = broken[at_most - 1]
    while last and font.width(last + _MORE) > width:
        last = last[:-1]
    return [*broken[: at_most - 1], last.rstrip(" ,;:.") + _MORE]


def _filled(text: str, font: Face, width: float) -> list[str]:
    """Fill line after line; a word that is wider than a line is broken where the line ends."""
    done: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if font.width(joined) <= width:
            line = joined
            continue
        if line:
            done.append(line)
        line = word
        while len(line) > 1 and font.width(line) > width:
            fits = next(n for n in range(len(line), 0, -1) if n == 1 or font.width(line[:n]) <= width)
            done.append(line[:fits])
            line = line[fits:]
    return [*done, line] if line else done
