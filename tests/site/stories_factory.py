"""Stories for the tests of the site: plausible values, made by hand, no stage involved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from newsdesk.config import Beat
from newsdesk.prose import render_sentence, render_standfirst
from newsdesk.records import Engagement, Evidence, Platform, Record, Signal, Statistic, Window
from newsdesk.site.settings import HandWritten, Site
from newsdesk.stories import (
    BeatRef,
    Brief,
    BriefRecord,
    Draft,
    Figures,
    Paragraph,
    Part,
    Provenance,
    Quote,
    Sentence,
    Speaker,
    StoryVersion,
    Writer,
)

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
BEATS = {
    "open-source-ai": (
        "Open Source AI",
        "technical",
        "Open weights, local models, and the people who run them.",
    ),
    "coding-agents": (
        "Coding Agents",
        "technical",
        "Machines that write software, and what programmers make of them.",
    ),
    "ai-consciousness": (
        "AI Consciousness",
        "philosophical",
        "Whether there is somebody there, and what we owe it.",
    ),
    "ai-bias": (
        "AI Bias & Fairness",
        "society",
        "Whom the systems misjudge, who measures it, and who answers for it.",
    ),
    "ai-and-art": (
        "AI & Art",
        "society",
        "Images, music, film and books made by machines, and the people before them.",
    ),
}
POSTS: tuple[tuple[Platform, str | None, str, str], ...] = (
    (
        "reddit",
        "r/LocalLLaMA",
        "a commenter in r/LocalLLaMA",
        "I have now run the 30B on a ten-year-old workstation for a week. It is slow enough that I read "
        "every word it writes, which turns out to be the feature. My colleagues pay for speed and skim. "
        "I pay for electricity and catch its mistakes before they reach the branch, and I would not go back "
        "even if somebody paid the difference.",
    ),
    (
        "bluesky",
        None,
        "a Bluesky user",
        "open weights are not open source and no amount of saying it in a keynote will make them so",
    ),
    (
        "hackernews",
        "Ask HN",
        "a Hacker News commenter",
        "The licence forbids exactly the thing the launch post shows. I asked legal, and legal laughed.",
    ),
    (
        "mastodon",
        "social.example",
        "a Mastodon user",
        "Ich habe das Modell drei Tage lang auf meinem Laptop laufen lassen, und der Lüfter hat gewonnen.",
    ),
    (
        "news",
        "The Example Courier",
        "The Example Courier",
        "Regulators will publish their reading of the licence terms in April, two officials said.",
    ),
)


def site(**changes: Any) -> Site:
    """Return a site with five beats and an about page."""
    values: dict[str, Any] = {
        "name": "AIDRAN",
        "subtitle": "How people talk about artificial intelligence",
        "relative": True,
        "beats": tuple(config_beat(slug) for slug in BEATS),
        "pages": (HandWritten(title="About", address="/about/"),),
    }
    return Site(**(values | changes))


def config_beat(slug: str) -> Beat:
    """Return a beat as the settings hold it."""
    name, group, description = BEATS[slug]
    return Beat(slug=slug, name=name, group=group, description=description, match={"any": ["x"]})  # type: ignore[arg-type]


def record(number: int, native: str, **changes: Any) -> Record:
    """Return the record behind a story's source ``number``; from the sixth on, the posts come again."""
    platform, community, _, text = POSTS[number % len(POSTS)]
    values: dict[str, Any] = {
        "id": f"{platform}:{native}-{number}",
        "platform": platform,
        "kind": "article" if platform == "news" else "post",
        "author": f"handle{number}.example",
        "community": community,
        "url": f"https://{platform}.example/p/{native}/{number}",
        "title": "Officials Prepare a Reading of the Licence" if platform == "news" else None,
        "text": text,
        "language": "de" if platform == "mastodon" else "en",
        "published_at": NOON - timedelta(hours=5 + number),
        "collected_at": NOON - timedelta(hours=1),
        "engagement": Engagement(likes=12),
        "reply_to": None,
    }
    return Record(**(values | changes))


def statistic(name: str, label: str, role: str, value: float, unit: str, n: int, **more: Any) -> Statistic:
    """Return a statistic with the forms given in ``more``."""
    window = Window(start=NOON - timedelta(days=1), end=NOON)
    forms = {key: more.pop(key) for key in ("value_text", "phrase", "verb", "clause", "word") if key in more}
    forms["value"] = forms.pop("value_text")
    return Statistic(
        id=name,
        label=label,
        role=role,
        value=value,
        unit=unit,
        n=n,
        interval=more.pop("interval", None),
        window=window,
        forms=forms,
    )  # type: ignore[arg-type]


def statistics() -> tuple[Statistic, ...]:
    """Return the statistics that every story of the tests rests on."""
    return (
        statistic("volume.now", "Posts a day", "count", 63, "posts", 63, value_text="63", phrase="63 posts"),
        statistic(
            "volume.usual",
            "Posts a day",
            "baseline",
            20,
            "posts",
            280,
            value_text="20",
            phrase="about 20 posts a day",
        ),
        statistic(
            "volume.ratio",
            "Posts a day",
            "ratio",
            3.2,
            "times",
            63,
            value_text="3.2 times",
            verb="more than tripled",
            clause="from about 20 posts a day to 63",
            interval=(2.4, 4.1),
        ),
        statistic(
            "negative.now",
            "Negative posts",
            "share",
            0.41,
            "share",
            63,
            value_text="41%",
            phrase="41% of posts",
            word="many",
        ),
        statistic(
            "negative.usual",
            "Negative posts",
            "share",
            0.18,
            "share",
            280,
            value_text="18%",
            phrase="18% of posts",
        ),
        statistic(
            "negative.change",
            "Negative posts",
            "change",
            23.0,
            "points",
            63,
            value_text="23 points",
            verb="rose by 23 points",
            clause="from 18% over the previous 13 days to 41%",
            interval=(11.2, 34.9),
        ),
    )


def signal(beat: str, records: tuple[Record, ...], at: datetime) -> Signal:
    """Return a volume signal over the records."""
    return Signal(
        id=f"sig-{beat}-{at:%Y%m%d%H}",
        kind="volume_anomaly",
        beat=beat,
        subject=None,
        subject_name=None,
        window=Window(start=at - timedelta(days=1), end=at),
        baseline=Window(start=at - timedelta(days=15), end=at - timedelta(days=1)),
        baseline_days=14,
        test="negative binomial",
        statistics=statistics(),
        effect=3.2,
        effect_unit="times",
        effect_interval=(2.4, 4.1),
        p=0.0004,
        severity="high",
        why="63 posts in 24 hours, 3.2 times the usual 20 a day.",
        evidence=tuple(Evidence(record=item.id, weight=1 / len(records)) for item in records),
        evidence_total=63,
    )


def part(kind: str, text: str, *cites: str, quote: tuple[str, str] | None = None, **more: Any) -> Part:
    """Return a part; ``quote`` is (record, words)."""
    made = Quote(record=quote[0], kind="speech", text=quote[1]) if quote else None
    return Part(kind=kind, text=text, cites=cites, quote=made, **more)  # type: ignore[arg-type]


def sentence(*parts: Part) -> Sentence:
    """Return a sentence of the parts."""
    return Sentence(parts=parts)


def body() -> tuple[Paragraph, ...]:
    """Return four paragraphs that use every source and most kinds of part."""
    return (
        Paragraph(
            sentences=(
                sentence(
                    part(
                        "said",
                        "A week with an old workstation and a 30-billion-parameter model convinced {speaker} "
                        "that slowness is worth paying for:",
                        "r1",
                    ),
                    part(
                        "said",
                        "{quote}.",
                        quote=("r1", "I read every word it writes, which turns out to be the feature"),
                    ),
                ),
                sentence(
                    part("said", "Colleagues, the post goes on,"),
                    part("said", "{quote}.", quote=("r1", "pay for speed and skim")),
                ),
            )
        ),
        Paragraph(
            sentences=(
                sentence(
                    part("counted", "Talk on the beat {stat},", stat="volume.ratio", form="verb"),
                    part("counted", "{stat}.", stat="volume.ratio", form="clause"),
                ),
                sentence(
                    part(
                        "counted",
                        "The mood went with it: negative posts {stat},",
                        stat="negative.change",
                        form="verb",
                    ),
                    part("counted", "{stat}.", stat="negative.change", form="clause"),
                ),
                sentence(part("reading", "The argument is about a word more than about a machine.")),
            )
        ),
        Paragraph(
            sentences=(
                sentence(
                    part("said", "On Bluesky the complaint was short:", "r2"),
                    part("said", "{quote},", quote=("r2", "open weights are not open source")),
                    part("said", "wrote {speaker}.", "r2"),
                ),
                sentence(
                    part("said", "{Speaker} put the question to a lawyer and reported back that", "r3"),
                    part("said", "{quote}.", quote=("r3", "legal laughed")),
                ),
                sentence(
                    part(
                        "happened", "Officials mean to publish their own reading of the terms in April", "r5"
                    ),
                    part("happened", ", according to The Example Courier.", "r5"),
                ),
            )
        ),
        Paragraph(
            sentences=(
                sentence(
                    part("said", "And some only wanted to know what it costs.", "r4"),
                    part("said", "{quote},", quote=("r4", "der Lüfter hat gewonnen")),
                    part("said", "reported {speaker}: the fan won.", "r4"),
                ),
            )
        ),
    )


def brief(beat: str, at: datetime, records: tuple[Record, ...], **changes: Any) -> Brief:
    """Return a brief over five records."""
    name, group, description = BEATS.get(beat, ("Old Beat", "past", "A beat of former years."))
    items = tuple(
        BriefRecord(
            id=f"r{n + 1}",
            record=item,
            speaker=Speaker(named=n == 4, text=POSTS[n % len(POSTS)][2]),
            quotable=True,
            sentiment="negative",
            entities=("hugging-face",) if n == 0 else (),
        )
        for n, item in enumerate(records)
    )
    found = signal(beat, records, at)
    values: dict[str, Any] = {
        "id": f"brief-{beat}-{at:%Y%m%d}",
        "edition": at,
        "kind": "lead",
        "beat": BeatRef(slug=beat, name=name, group=group, description=description),
        "subject": None,
        "subject_name": None,
        "why": "63 posts in 24 hours, 3.2 times the usual 20 a day; 41% of them negative, not 18%.",
        "window": found.window,
        "baseline": found.baseline,
        "signals": (found,),
        "statistics": statistics(),
        "records": items,
        "lead_record": "r1",
        "platforms": {"bluesky": 21, "reddit": 18, "hackernews": 16, "mastodon": 8},
        "names": {"hugging-face": "Hugging Face"},
    }
    return Brief(**(values | changes))


def story(
    beat: str = "open-source-ai",
    slug: str = "slow-models",
    days: float = 0,
    headline: str = "Local Model Owners Praise Slowness While the Licence Lawyers Laugh",
    standfirst: str = "Posts about running models at home tripled in a day, and their mood soured. "
    "The quarrel is over a licence; the machines themselves are hardly mentioned.",
    records: tuple[Record, ...] | None = None,
    writer: str = "builtin",
    **changes: Any,
) -> StoryVersion:
    """Return version 1 of a story published ``days`` after the base time."""
    at = NOON + timedelta(days=days)
    evidence = records if records is not None else tuple(record(n, slug) for n in range(5))
    laid_out = changes.pop("brief", None) or brief(beat, at, evidence)
    draft = Draft(
        brief=laid_out.id,
        writer=Writer(name=writer, version="1", model="claude-example" if writer != "builtin" else None),  # type: ignore[arg-type]
        headline=sentence(part("reading", headline)),
        standfirst=(sentence(part("reading", standfirst)),),
        paragraphs=changes.pop("paragraphs", body()),
    )
    values: dict[str, Any] = {
        "story": f"{at:%Y/%m}/{slug}",
        "version": 1,
        "slug": slug,
        "address": f"/{at:%Y/%m}/{slug}/",
        "site": "AIDRAN",
        "published_at": at,
        "modified_at": at,
        "demo": False,
        "headline": render_sentence(draft.headline, laid_out),
        "standfirst": render_standfirst(draft, laid_out),
        "brief": laid_out,
        "draft": draft,
        "findings": (),
        "figures": Figures(quote_fidelity=1.0, traceability=0.97, reading_share=0.12),
        "provenance": Provenance(snapshots=("abc",), tool="newsdesk 0.1.0"),
        "markdown_sha256": "0" * 64,
    }
    return StoryVersion(**(values | changes))


def newsroom_of_eight() -> tuple[StoryVersion, ...]:
    """Return eight stories on five beats over three weeks."""
    return (
        story(),
        story(
            "coding-agents",
            "review-queues",
            0.25,
            "Programmers Blame Review Queues, Not the Agents That Fill Them",
            "Complaints about generated pull requests doubled. Most of them ask for more readers.",
        ),
        story(
            "ai-consciousness",
            "polite-machines",
            -0.5,
            "Philosophers Ask for Evidence and Get Screenshots of Polite Machines",
            "Two papers were linked more often than read. The threads below them are about manners.",
            writer="claude",
        ),
        story(
            "ai-bias",
            "accents",
            -1.2,
            "Speakers of Other Englishes Test the Call Center Bots and Publish the Scores",
            "A home-made benchmark crossed from Mastodon to Hacker News. Its vendors have not replied.",
        ),
        story(
            "ai-and-art",
            "session-players",
            -2,
            "Session Musicians Count Lost Bookings as Listeners Praise the Demos",
            "Both groups agree on the sound. They differ on whether a demo was ever meant to be the record.",
        ),
        story(
            "open-source-ai",
            "vram-prices",
            -6,
            "Owners of Old Graphics Cards Discover They Are Sitting on a Pension",
            "Posts about second-hand prices outran posts about models.",
        ),
        story(
            "coding-agents",
            "tests-first",
            -9,
            "Test Writers Find New Respect in Threads Full of Agents",
            "The word of the week was regression.",
        ),
        story(
            "ai-consciousness",
            "goodbye-letters",
            -21,
            "Users Write Goodbye Letters to a Retired Model, and Others Mark the Grammar",
            "Grief and mockery arrived in equal numbers, on different platforms.",
        ),
    )
