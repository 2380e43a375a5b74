"""How platforms stand: what doctor says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsdesk.collect import cursors
from newsdesk.collect.cursors import Reading
from newsdesk.collecting.standing import Standing, standings
from newsdesk.config import Layout, parse

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
SETTINGS = """\
beats: [{slug: a, name: A, group: technical, description: B., match: {any: [open weights]}}]
sources:
  news:
    enabled: true
    feeds:
      - {name: One, url: https://one.example/}
      - {name: Two, url: https://two.example/, every_minutes: 2880}
"""


def stand(layout: Layout, platform: str = "news") -> Standing:
    """Return how one platform stands."""
    (found,) = (one for one in standings(layout, parse(SETTINGS), NOW, {}) if one.platform == platform)
    return found


def test_nothing_is_late_before_anything_was_read(newsroom: Layout) -> None:
    """A newsroom that never collected, such as the demonstration's, is not behind."""
    found = stand(newsroom)
    assert (found.enabled, found.sources, found.read_at, found.late) == (True, 2, None, ())


def test_a_source_that_was_not_read_for_long_is_late(newsroom: Layout) -> None:
    """Late is what was not read for a day, or for three of its intervals if these are longer."""
    for days, late in ((0.9, ()), (2, ("news-one",)), (7, ("news-one", "news-two"))):
        for name in ("news-one", "news-two"):
            cursors.move(newsroom, name, Reading(read_at=NOW - timedelta(days=days)))
        assert stand(newsroom).late == late
    assert stand(newsroom).read_at == NOW - timedelta(days=7)


def test_what_is_off_says_how_to_turn_it_on(newsroom: Layout) -> None:
    """A platform that needs approval or money is off, and tells in words what it needs."""
    found = stand(newsroom, "x")
    assert (found.enabled, found.sources) == (False, 0)
    assert "NEWSDESK_X_BEARER_TOKEN" in (found.why_off or "")
