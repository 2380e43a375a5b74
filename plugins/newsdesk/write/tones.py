"""Tones of voice in print: how posts of a register sounded, not what the register is called."""

from __future__ import annotations

from typing import NamedTuple


class Tone(NamedTuple):
    """A register as an adjective, as what posts did and do, and as a manner."""

    adjective: str
    did: str
    does: str
    manner: str


def _sounding(adjective: str, article: str = "a") -> Tone:
    return Tone(adjective, f"sounded {adjective}", f"Sound {adjective}", f"in {article} {adjective} tone")


TONES: dict[str, Tone] = {
    "analytical": _sounding("analytical", "an"),
    "anxious": _sounding("anxious", "an"),
    "angry": _sounding("angry", "an"),
    "amused": Tone("joking", "were joking", "Are joking", "in a joking tone"),
    "hopeful": _sounding("hopeful"),
    "celebratory": Tone("celebratory", "were celebrating", "Are celebrating", "in a celebratory tone"),
    "skeptical": _sounding("skeptical"),
    "resigned": _sounding("resigned"),
    "confused": _sounding("confused"),
    "neutral": Tone("neutral", "showed no strong tone", "Show no strong tone", "in a neutral tone"),
}


def tone(register: str) -> Tone:
    """Return how a register is told; a name that isn't known is told as it is called."""
    return TONES.get(register) or _sounding(register)
