"""What worked worlds come to: small values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.quality.worlds.findings import Found, Judged


@dataclass(frozen=True)
class Printed:
    """One number that was printed with its interval in a planted world, and what it should have been."""

    kind: str
    strength: str
    statistic: str
    low: float
    high: float
    value: float
    truth: float

    @property
    def covered(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high


@dataclass(frozen=True)
class Trouble:
    """One run of a fault or a campaign: which stories it caused."""

    name: str
    stories: tuple[str, ...]


@dataclass
class Outcome:
    """All that one world tells."""

    editions: int = 0
    records: int = 0
    found: list[Found] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    stories: list[Judged] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    quiet_editions: int = 0
    quiet_told: list[str] = field(default_factory=list)
    restless_editions: int = 0
    restless_told: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take another world's numbers in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
