"""Weather in words, and the 14 days that are put together from the editions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import editions_factory as editions
import pytest
import stories_factory as make
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reports import BeatWeather
from newsdesk.site.parts import weather
from newsdesk.site.parts.weather import Climate

LINES: list[tuple[dict[str, Any], str]] = [
    ({"posts": 156, "usual": 39.4}, "156 posts, about four times the usual"),
    ({"posts": 80, "usual": 39.4}, "80 posts, about twice the usual"),
    ({"posts": 60, "usual": 39.4}, "60 posts, more than usual"),
    ({"posts": 45, "usual": 39.4}, "45 posts, as usual"),
    ({"posts": 25, "usual": 39.4}, "25 posts, fewer than usual"),
    ({"posts": 20, "usual": 39.4}, "20 posts, about half the usual"),
    ({"posts": 3, "usual": 39.4}, "3 posts, less than half the usual"),
    ({"posts": 1, "usual": 1.6}, "One post, as usual"),
    ({"posts": 0, "usual": 1.2}, "No posts, as usual"),
    ({"posts": 4, "usual": 0.1}, "4 posts, where there are hardly any"),
    ({"posts": 12, "usual": None}, "12 posts"),
    ({"posts": 1200, "usual": 100.0}, "1,200 posts, about 12 times the usual"),
]
MOODS: list[tuple[dict[str, Any], str | None]] = [
    ({"negative": 50, "positive": 20}, "more negative"),
    ({"negative": 50, "positive": 5}, "more negative"),
    ({"negative": 10, "positive": 20}, "less negative"),
    ({"negative": 25, "positive": 60}, "more positive"),
    ({"negative": 25, "positive": 5}, "less positive"),
    ({"negative": 45, "positive": 45}, "more divided"),
    ({"negative": 5, "positive": 5}, "more neutral"),
    ({"negative": 30, "positive": 25}, None),
    ({"negative": 50, "positive": 20, "usual_negative": None, "usual_positive": None}, None),
]


@pytest.mark.parametrize(("values", "line"), LINES)
def test_a_volume_is_told_against_a_usual_day(values: dict[str, Any], line: str) -> None:
    """Small differences are as usual; large ones are told as multiples or parts."""
    assert weather.line(BeatWeather(beat="x", **values)) == line


@pytest.mark.parametrize(("values", "mood"), MOODS)
def test_a_mood_is_told_where_it_moved(values: dict[str, Any], mood: str | None) -> None:
    """A share must move by ten points and beyond chance; two that move together have a word of their own."""
    usual = {"usual_negative": 0.25, "usual_positive": 0.2, "usual": 100.0}
    found = BeatWeather(beat="x", posts=100, judged=100, **(usual | values))
    told = f"100 posts, as usual; {mood} than usual" if mood else "100 posts, as usual"
    assert weather.line(found) == told
    assert weather.moved(found) == (mood is not None)


def test_few_judged_posts_have_no_mood() -> None:
    """Nine posts that are all negative are no mood; ten are."""
    few = BeatWeather(beat="x", posts=9, judged=9, negative=9, usual=9.0, usual_negative=0.2)
    assert not weather.moved(few)
    assert weather.moved(few.model_copy(update={"posts": 10, "judged": 10, "negative": 10}))


@given(
    st.integers(0, 10_000),
    st.none() | st.floats(0, 10_000),
    st.integers(0, 100),
    st.integers(0, 100),
    st.none() | st.floats(0, 1),
)
def test_any_weather_can_be_told(
    posts: int, usual: float | None, negative: int, positive: int, share: float | None
) -> None:
    """Whatever the numbers, there is a line that begins with the posts, and no number fails."""
    judged = negative + positive
    found = BeatWeather(
        beat="x",
        posts=posts,
        usual=usual,
        judged=judged,
        negative=negative,
        positive=positive,
        usual_negative=share,
        usual_positive=share,
    )
    line = weather.line(found)
    assert line.split()[0] == {0: "No", 1: "One"}.get(posts, f"{posts:,}")
    assert weather.spark(Climate([editions.edition(make.NOON, weather=[found])]).days("x"))


def test_days_are_taken_at_distances_of_24_hours() -> None:
    """Editions of other hours are passed over; one within three hours of the hour still counts."""
    reports = [
        editions.edition(make.NOON - timedelta(hours=hours), weather=[editions.usual("x", posts)])
        for hours, posts in ((0, 10), (6, 99), (12, 99), (24, 11), (50, 12), (76, 99))
    ]
    days = Climate(reports).days("x")
    assert [day.weather.posts if day.weather else None for day in days] == [None] * 11 + [12, 11, 10]
    assert days[-1].end - days[0].end == timedelta(days=13)


def test_a_beat_that_an_edition_leaves_out_had_no_posts() -> None:
    """An edition with weather that doesn't name a beat measured nothing there; one without measured not."""
    reports = [
        editions.edition(make.NOON, weather=[editions.usual("other")]),
        editions.edition(make.NOON - timedelta(days=1)),
    ]
    days = Climate(reports).days("x")
    assert days[-1].weather == BeatWeather(beat="x", posts=0)
    assert days[-2].weather is None


def test_without_weather_there_is_no_climate() -> None:
    """No editions, or editions of older programs: nothing is known, and that is no error."""
    for reports in ([], [editions.edition(make.NOON)]):
        climate = Climate(reports)
        assert (climate.until, climate.now("x"), climate.days("x")) == (None, None, [])
        assert climate.talked_about("hugging-face") == []
        assert weather.spark([]) is None


def test_a_name_is_found_on_the_beats_that_mention_it_most() -> None:
    """Only the newest edition counts, the beat with most posts comes first."""
    fewer = editions.weather("ai-bias")
    fewer = fewer.model_copy(update={"names": (fewer.names[0].model_copy(update={"posts": 2}),)})
    climate = Climate([editions.edition(make.NOON, weather=[fewer, editions.weather()])])
    found = climate.talked_about("hugging-face")
    assert [(one.beat, one.mentions.posts) for one in found] == [("open-source-ai", 34), ("ai-bias", 2)]
