"""A signal in print: what kind of change it is, how large, how sure, and since when."""

from __future__ import annotations

from typing import Any, Final

from newsdesk.records import Severity, Signal, SignalKind
from newsdesk.site import printed

#: What has changed, as a reader would say.
KINDS: Final[dict[SignalKind, str]] = {
    "volume_anomaly": "Number of posts",
    "sentiment_shift": "Mood",
    "register_shift": "Tone",
    "platform_divergence": "Platforms apart",
    "entity_surge": "A name",
    "phrase_trending": "A phrase",
    "cross_beat": "Across beats",
    "novelty": "Something new",
}
SEVERITIES: Final[dict[Severity, str]] = {
    "high": "strong change",
    "medium": "clear change",
    "low": "slight change",
}
_SMALLEST: Final = 0.0001


def kind(signal: Signal) -> str:
    """Return what has changed, in plain words."""
    return KINDS[signal.kind]


def label(signal: Signal) -> str:
    """Return what has changed and, where it is one thing, which: ``A phrase: “labs”``."""
    return f"{KINDS[signal.kind]}: {signal.subject_name}" if signal.subject_name else KINDS[signal.kind]


def numbers(signal: Signal) -> dict[str, Any]:
    """Return a signal's row in a table of numbers."""
    return {
        "label": label(signal),
        "effect": effect(signal.effect, signal.effect_unit),
        "interval": interval(signal),
        "p": chance(signal.p),
        "evidence": printed.number(signal.evidence_total),
    }


def interval(signal: Signal) -> str:
    """Return the 95 % interval of a signal's effect, in its unit."""
    written = _points if signal.effect_unit == "share" else _ratio
    low, high = map(written, signal.effect_interval)
    return f"{low} to {high}"


def effect(value: float, unit: str) -> str:
    """Return an effect with its unit: ``3.2 times``, ``+17 points``."""
    if unit == "share":
        return f"{'+' if value > 0 else ''}{_points(value)}\u00a0points"
    return f"{_ratio(value)}\u00a0{unit}"


def chance(p: float) -> str:
    """Return an adjusted p value to three digits; what is tiny is only said to be so."""
    return f"< {_SMALLEST:.4f}" if p < _SMALLEST else f"{p:.3g}"


def _points(share: float) -> str:
    return printed.number(round(share * 100))


def _ratio(value: float) -> str:
    """Return a ratio with as many digits as tell something: below one, two decimals."""
    return f"{value:.2f}" if 0 <= value < 1 else printed.number(value)
