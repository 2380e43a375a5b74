"""Numbers to words: builds every statistic together with the forms in which it may be written.

The ladder of quantifiers: almost all from 90 %, most above 60 %, about half from 45 to 55 %, else many from
ten voices, several from three. "Doubled" is 1.8 to 2.2 times, "nearly" up to ten per cent short.
"""

from __future__ import annotations

from newsdesk.detect.statistics import Outcome, share_interval
from newsdesk.records import PLATFORM_NAMES, PLATFORM_NOUNS, FormName, Statistic, StatisticRole, Window

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MULTIPLES = ((2, "doubled"), (3, "tripled"), (4, "quadrupled"))


def number_word(number: int) -> str:
    """Return "four" for 4, digits with thousands separators above ten."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else f"{number:,}"


def plural(number: float, noun: str) -> str:
    """Return the noun as it stands after that number."""
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("ply") else f"{noun}s"


def percent(share: float) -> str:
    """Return a share (0…1) as a whole percentage; what isn't nothing or all is never printed as that."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def quantifier(share: float, hits: int) -> str:
    """Return the word that the ladder allows for so many of the whole."""
    if share >= 0.9:
        return "almost all"
    if share > 0.6:
        return "most"
    if 0.45 <= share <= 0.55:
        return "about half"
    if hits >= 10:
        return "many"
    return "several" if hits >= 3 else number_word(hits)


def multiple(ratio: float) -> str:
    """Return the past-tense verb for a change to ``ratio`` times the usual level."""
    for factor, word in _MULTIPLES:
        if factor * 0.9 <= ratio < factor:
            return f"nearly {word}"
        if factor <= ratio <= factor * 1.1:
            return f"roughly {word}"
        if factor * 1.1 < ratio < (factor + 1) * 0.9:
            return f"more than {word}"
    if ratio > 4:
        return f"rose to more than {number_word(int(ratio))} times the usual level"
    if ratio >= 1:
        return f"rose by {percent(ratio - 1)}"
    if 0.45 <= ratio <= 0.55:
        return "fell by about half"
    return f"fell by {percent(1 - ratio)}"


def count(id: str, label: str, number: int, noun: str, window: Window, suffix: str = "") -> Statistic:
    """Build a counted number: value "63", phrase "63 posts"."""
    phrase = f"{number_word(number)} {plural(number, noun)}{suffix}"
    forms: dict[FormName, str] = {"value": f"{number:,}", "phrase": phrase}
    return Statistic(
        id=id,
        role="count",
        label=label,
        value=number,
        unit=plural(2, noun),
        n=number,
        interval=None,
        window=window,
        forms=forms,
    )


def platform_count(platform: str, number: int, window: Window) -> Statistic:
    """Build the count of one platform: phrase "21 posts on Bluesky"."""
    name = PLATFORM_NAMES.get(platform, platform)
    noun = PLATFORM_NOUNS.get(platform, "post")
    return count(f"platform.{platform}.now", name, number, noun, window, f" on {name}")


def per_day(mean: float, noun: str = "post") -> str:
    """Return "about 20 posts a day"."""
    if mean < 0.75:
        return f"fewer than one {noun} a day"
    rounded = round(mean)
    return f"about {number_word(rounded)} {plural(rounded, noun)} a day"


def daily(id: str, label: str, mean: float, days: int, window: Window) -> Statistic:
    """Build the usual daily count: value "20", phrase "about 20 posts a day"; n is the number of days."""
    forms: dict[FormName, str] = {"value": f"{mean:.0f}", "phrase": per_day(mean)}
    return Statistic(
        id=id,
        role="baseline",
        label=label,
        value=round(mean, 4),
        unit="posts a day",
        n=days,
        interval=None,
        window=window,
        forms=forms,
    )


def ratio(id: str, label: str, now: int, mean: float, tested: Outcome, window: Window) -> Statistic:
    """Build now ÷ usual: value "3.2 times", verb "more than tripled", clause "from about 20 … to 63"."""
    forms: dict[FormName, str] = {
        "value": f"{tested.effect:.1f} times" if tested.effect < 10 else f"{tested.effect:.0f} times",
        # How many times nearly nothing is no news: below one a day only the counts are told.
        "verb": multiple(tested.effect) if mean >= 1 else "rose sharply" if now > mean else "fell",
        "clause": f"from {per_day(mean)} to {now:,}",
    }
    return Statistic(
        id=id,
        role="ratio",
        label=label,
        value=round(tested.effect, 4),
        unit="times",
        n=now,
        interval=(round(tested.low, 4), round(tested.high, 4)),
        window=window,
        forms=forms,
    )


def share(
    id: str,
    label: str,
    hits: float,
    total: int,
    window: Window,
    *,
    of: str = "posts",
    where: str = "",
    usual: bool = False,
    did: str = "",
    spread: float = 1.0,
) -> Statistic:
    """Build a share: value "63%", phrase "63% of posts on Bluesky", word "most" (not for a usual share).

    With ``did`` there is the clause "31% of posts sounded angry". ``spread`` is that of
    :func:`newsdesk.detect.statistics.share_interval`.
    """
    part = hits / total
    forms: dict[FormName, str] = {"value": percent(part), "phrase": f"{percent(part)} of {of}{where}"}
    if did:
        forms["clause"] = f"{forms['phrase']} {did}"
    if not usual:
        forms["word"] = quantifier(part, round(hits))
    return part_of(id, "baseline" if usual else "share", label, hits, total, window, forms, spread)


def part_of(
    id: str,
    role: StatisticRole,
    label: str,
    hits: float,
    total: int,
    window: Window,
    forms: dict[FormName, str],
    spread: float = 1.0,
) -> Statistic:
    """Build a part of a whole with Wilson's interval."""
    low, high = share_interval(hits, total, spread)
    return Statistic(
        id=id,
        role=role,
        label=label,
        value=round(hits / total, 4),
        unit="share",
        n=total,
        interval=(round(low, 4), round(high, 4)),
        window=window,
        forms=forms,
    )


def change(
    id: str, label: str, before: float, now: float, days: int, n: int, tested: Outcome, window: Window
) -> Statistic:
    """Build the change of a share in points: verb "more than doubled", clause "from 18% … to 41%"."""
    points = round(abs(tested.effect) * 100)
    verb = f"{'rose' if tested.effect > 0 else 'fell'} by {points} percentage {plural(points, 'point')}"
    if before >= 0.05 and now / before >= 1.8:
        verb = multiple(now / before)
    forms: dict[FormName, str] = {
        "value": f"{points} {plural(points, 'point')}",
        "verb": verb,
        "clause": f"from {percent(before)} over the previous {number_word(days)} days to {percent(now)}",
    }
    return _change(id, label, n, tested, window, forms)


def _change(
    id: str, label: str, n: int, tested: Outcome, window: Window, forms: dict[FormName, str]
) -> Statistic:
    """Build a tested change in points."""
    return Statistic(
        id=id,
        role="change",
        label=label,
        value=round(tested.effect * 100, 2),
        unit="points",
        n=n,
        interval=(round(tested.low * 100, 2), round(tested.high * 100, 2)),
        window=window,
        forms=forms,
    )


def gap(id: str, label: str, points: float, n: int, window: Window, *, usual: bool = False) -> Statistic:
    """Build the distance between two platforms' shares, in points."""
    rounded = round(abs(points) * 100)
    phrase = f"{rounded} percentage {plural(rounded, 'point')}"
    forms: dict[FormName, str] = {"value": f"{rounded} {plural(rounded, 'point')}", "phrase": phrase}
    return Statistic(
        id=id,
        role="baseline" if usual else "share",
        label=label,
        value=round(points * 100, 2),
        unit="points",
        n=n,
        interval=None,
        window=window,
        forms=forms,
    )


def gap_change(before: float, now: float, n: int, tested: Outcome, window: Window) -> Statistic:
    """Build the change of a gap: verb "widened by 22 percentage points", clause "from 4 points to 26"."""
    old, new = round(abs(before) * 100), round(abs(now) * 100)
    moved = round(abs(abs(now) - abs(before)) * 100)  # taken before rounding, as every change is
    turned = before * now < 0 and min(old, new) >= 3
    verb = (
        "turned around"
        if turned
        else f"{'widened' if new >= old else 'narrowed'} by {moved} percentage {plural(moved, 'point')}"
    )
    forms: dict[FormName, str] = {
        "value": f"{round(abs(tested.effect) * 100)} points",
        "verb": verb,
        "clause": f"from {old} {plural(old, 'point')} to {new}" + (" the other way" if turned else ""),
    }
    return _change("gap.change", "Change of the gap", n, tested, window, forms)


def reach(record: str, platform: str, percentile: float, n: int, window: Window) -> Statistic:
    """Build a record's reach: phrase "more engagement than 97% of Bluesky posts in those 24 hours"."""
    shown = percent(min(percentile, 0.99))
    posts = f"{PLATFORM_NAMES.get(platform, platform)} {plural(2, PLATFORM_NOUNS.get(platform, 'post'))}"
    forms: dict[FormName, str] = {
        "value": shown,
        "phrase": f"more engagement than {shown} of {posts} in those 24 hours",
    }
    return Statistic(
        id=f"reach.{record}",
        role="reach",
        label="Reach",
        value=round(percentile, 4),
        unit="share",
        n=n,
        interval=None,
        window=window,
        forms=forms,
    )


def also_mention(entity: str, name: str, hits: int, total: int, window: Window) -> Statistic:
    """Build how many posts name something else as well: value "11", phrase "11 of the 62 posts"."""
    forms: dict[FormName, str] = {
        "value": f"{hits:,}",
        "phrase": f"{number_word(hits)} of the {number_word(total)} posts",
        "word": quantifier(hits / total, hits),
    }
    return part_of(f"also.{entity}", "overlap", f"Also mention {name}", hits, total, window, forms)


def carried(place: str, score: int, median: float, posts: int, times: float, window: Window) -> Statistic:
    """Build how far a post stands above its community: phrase "11 times the usual score of a post in r/…"."""
    shown = f"{times:.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0")
    where = f"in {place}" if place.startswith("r/") else f"on {PLATFORM_NAMES.get(place, place)}"
    forms: dict[FormName, str] = {
        "value": f"{shown} times",
        "phrase": f"{shown} times the usual score of a post {where}",
        "clause": f"{score:,} points {where}, where the usual score is {median:,.0f}",
    }
    return Statistic(
        id="carried.ratio",
        role="ratio",
        label=f"Score against the median {where}",
        value=round(times, 4),
        unit="times",
        n=posts,
        interval=None,
        window=window,
        forms=forms,
    )
