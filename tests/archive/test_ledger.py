"""The ledger: one file an edition, found by its name, trusted only as a whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsdesk.archive import ledger
from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.reports import BeatWeather, EditionReport, Mentions

SIX = datetime(2026, 3, 27, 6, tzinfo=UTC)
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


def _report(as_of: datetime, *, demo: bool = False) -> EditionReport:
    return EditionReport(
        as_of=as_of, demo=demo, records=5, signals=(), candidates=(), stories=(), tool="newsdesk"
    )


def test_editions_are_kept_by_time(newsroom: Layout) -> None:
    """What was written is read, in the order of time, whatever the order of writing."""
    for as_of in (NOON, SIX):
        ledger.write_edition(newsroom, _report(as_of))
    assert ledger.worked(newsroom, demo=False) == (SIX, NOON)
    assert ledger.editions(newsroom, demo=False) == (_report(SIX), _report(NOON))


def test_the_demonstration_has_a_ledger_of_its_own(newsroom: Layout) -> None:
    """Invented editions are never among the real ones."""
    path = ledger.write_edition(newsroom, _report(SIX, demo=True))
    assert path.relative_to(newsroom.root).as_posix() == "content/ledger/demo/2026/03/27T0600Z.json"
    real = ledger.write_edition(newsroom, _report(NOON))
    assert real.relative_to(newsroom.root).as_posix() == "content/ledger/editions/2026/03/27T1200Z.json"
    assert ledger.worked(newsroom, demo=True) == (SIX,)
    assert ledger.worked(newsroom, demo=False) == (NOON,)


def test_an_empty_ledger_is_no_error(newsroom: Layout) -> None:
    """Before the first edition there is nothing to read."""
    assert ledger.worked(newsroom, demo=False) == ()
    assert ledger.editions(newsroom, demo=True) == ()


def test_the_weather_takes_a_line_a_beat(newsroom: Layout) -> None:
    """How two dozen beats stand is read as it was written, and costs little more than what it says."""
    names = tuple(Mentions(entity="open-weights", name="open weights", posts=9, usual=3.25) for _ in range(4))
    beats = tuple(
        BeatWeather(beat=f"beat-{n}", posts=n, usual=20.5, platforms={"bluesky": n}, names=names[: n % 5])
        for n in range(24)
    )
    report = _report(SIX).model_copy(update={"weather": beats})
    path = ledger.write_edition(newsroom, report)
    assert ledger.edition(newsroom, SIX, demo=False) == report
    lines = [line for line in path.read_text().splitlines() if '"beat":' in line]
    assert len(lines) == 24
    assert all('""' not in line and "null" not in line and "[]" not in line for line in lines)
    assert sum(map(len, lines)) < 8_000


def test_editions_from_before_the_weather_are_read(newsroom: Layout) -> None:
    """A report that doesn't tell how beats stood tells of none."""
    path = ledger.write_edition(newsroom, _report(SIX))
    assert "weather" not in path.read_text()
    assert ledger.edition(newsroom, SIX, demo=False).weather == ()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"as_of": 1}', "\x00"])
def test_a_bad_edition_is_named(newsroom: Layout, content: str) -> None:
    """A file that can't be read is named from the newsroom's folder on; its name still counts as worked."""
    path = ledger.write_edition(newsroom, _report(SIX))
    path.write_text(content)
    with pytest.raises(LedgerError, match=r"^content/ledger/editions/2026/03/27T0600Z\.json: not the report"):
        ledger.editions(newsroom, demo=False)
    assert ledger.worked(newsroom, demo=False) == (SIX,)


def test_an_edition_under_another_name_is_named(newsroom: Layout) -> None:
    """A report that was moved to another time's name is not believed."""
    path = ledger.write_edition(newsroom, _report(SIX))
    path.rename(path.with_name("28T0600Z.json"))
    with pytest.raises(LedgerError, match="another edition"):
        ledger.editions(newsroom, demo=False)


@pytest.mark.parametrize("name", ["2026/03/notes.json", "2026/13/27T0600Z.json", "27T0600Z.json"])
def test_a_foreign_file_in_the_ledger_is_named(newsroom: Layout, name: str) -> None:
    """Only files named by a time belong there."""
    path = newsroom.ledger / "editions" / name
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    with pytest.raises(LedgerError, match=path.name):
        ledger.worked(newsroom, demo=False)
