"""Twelve days of posts whose every field holds somebody's attempt to be more than text.

A day of quarrel is planted near the end, and one post that draws many replies, so that stories are published
from them: what is never printed proves nothing.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGINNING = datetime(2026, 5, 1, tzinfo=UTC)
DAYS = 12
#: Posts a day, and the day (counted from 0) on which many more people post on a subject.
USUAL = {"models": 10, "code": 8, "weather": 9}
QUARREL = {8: ("models", 60), 10: ("code", 50)}
ANSWERS = 25

#: Each tries to end, open or escape something: HTML, attributes, Jinja, Markdown, metadata, XML, JSON, text.
ATTEMPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "</title></style></textarea></script><svg/onload=alert(2)>",
    "<iframe src=//evil.example></iframe>",
    "{{ 7*7 }} {% raw %} {# x #} {{ chrome }}",
    "{% include 'base.html' %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "[x](javascript:alert(1)) ![x](https://evil.example/p.png)",
    "**bold** `code` ~~~ | a | b | {: onclick=alert(1)}",
    "Title: other\nSave_as: ../../evil.html\nStatus: hidden",
    "---\ntitle: other\n---",
    "{filename}/pages/about.md {static}/x {attach}x |filename|x",
    "]]></content><!-- --> <![CDATA[",
    "<!-- no end",
    "&lt;b&gt; &amp; &#60;script&#62;",
    "\u202eright to left\u202c \u2066isolated\u2069 zero\u200bwidth \ufeff",
    "nul\x00 bell\x07 escape\x1b[31m \u2028 \ud83d",
    "{quote} {stat} {speaker} {Speaker}",
    "[1] [2]: javascript:alert(1) [^1]",
    "Donaudampfschifffahrt" * 12,
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
    "# heading\n\n> quote\n\n* list\n\n    code",
    "=cmd|' /C calc'!A0",
)
_OPENERS = (
    "Since Tuesday",
    "On my own machine at home",
    "After three years of patience",
    "For the second time this month",
    "According to my angry sister",
    "Whatever the release notes say",
    "At the repair shop where I work",
    "Two hours into the night shift",
    "In a basement full of old cards",
    "With the last of my savings",
    "Between two cups of cold coffee",
)
_CORES = {
    "models": (
        "the open source model I depend on broke its terrible license and nobody on the list could say why",
        "local models have become a sad joke and I hate the awful terms that come with these open weights",
        "the promise of open weights turned out to be a lie and all who trusted that AI model are furious",
        "I deleted the open source model because its makers ruined the license and insulted the volunteers",
        "running a local model costs me a fortune in power and the results are horrible for my customers",
        "no company should call this an open source AI model while lawyers threaten us with worthless claims",
        "the weights I got for a local model were poisoned and the maintainers laughed at my bug report",
        "a careless update of our local model ate the payroll table and the forum called it my own fault",
        "the worst open source AI release in years shipped with broken weights and a rude note to its users",
        "every self-hosted model in the workshop failed on the same ugly question about a leaking boiler",
        "volunteers who fixed open weights for free were mocked by a cruel manager in a crowded meeting",
        "I regret each evening that I wasted on quantized models which lie about the simplest train times",
    ),
    "code": (
        "the coding agent finally wrote a parser that I love and my tests pass without a single complaint",
        "my favorite AI code review of the year came from a wonderful coding agent that found a real bug",
        "vibe coding with an LLM gave my daughter a beautiful game and she is happy about every pixel of it",
        "an AI coding assistant saved our great little team a week and we thanked it with cake for everyone",
        "the best pull request I ever merged was written by a brilliant AI agent with excellent manners",
        "a coding agent fixed the lovely old compiler and I am delighted that the AI explained it so well",
        "the AI pair programming session ended with a cheerful demo and nobody wanted to go home afterwards",
        "our grateful accountant hugged the team after a coding agent balanced eleven years of ledgers",
        "thanks to a clever AI code assistant the ferry timetable is finally correct and the island is happy",
        "a friendly coding agent taught my nephew loops and he proudly printed the whole program in color",
        "the agentic coding workshop was a joy and the pull request it produced made our customers smile",
    ),
    "weather": (
        "the rain came down on the allotment and the tomatoes leaned over like old men at a bus stop",
        "our cat slept on the radiator and the neighbours repaired the fence with string and a door",
        "a heron stood in the car park for an hour and everybody pretended that this was quite usual",
    ),
}
_PLATFORMS = ("bluesky", "mastodon", "hackernews", "reddit")


def attempts(data: Path | None = None, each: int = 25) -> tuple[str, ...]:
    """Return our own attempts and, where the shared data is there, some of each published list."""
    found = list(ATTEMPTS)
    lists = {
        "xss_payloads": "payload",
        "template_and_csv_injection": "payload",
        "naughty_strings": "string",
        "prompt_injection_text": "instruction",
    }
    for name, field in lists.items():
        place = data / "security" / f"{name}.jsonl.gz" if data else None
        if place and place.is_file():
            with gzip.open(place, "rt", encoding="utf-8") as lines:
                texts = [str(json.loads(line)[field]) for line in lines]
            step = max(1, len(texts) // each)
            found += [text[:400] for text in texts[::step] if text.strip()]
    return tuple(found)


def lines(evil: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the posts as canonical JSON lines."""
    number = itertools.count()
    for day, (subject, usual) in itertools.product(range(DAYS), USUAL.items()):
        loud, many = QUARREL.get(day, ("", 0))
        for place in range(many if subject == loud else usual + (day * 5 + len(subject)) % 4):
            at = BEGINNING + timedelta(days=day, minutes=11 + 17 * place)
            yield _line(_post(next(number), subject, at, evil))
    yield from _thread(next(number), BEGINNING + timedelta(days=8, hours=2), evil)


def _thread(first: int, at: datetime, evil: tuple[str, ...]) -> Iterator[bytes]:
    post = _post(first, "models", at, evil) | {"id": f"reddit:{first}", "platform": "reddit"}
    post["title"] = f"I sold my open source AI graphics card today {evil[0]} {evil[5]}"
    post["engagement"] = {"likes": None, "reposts": None, "replies": ANSWERS, "score": 5_000}
    yield _line(post)
    for place in range(1, ANSWERS + 1):
        answer = _post(first + place, "models", at + timedelta(minutes=5 * place), evil)
        changes = {"id": f"reddit:{first + place}", "platform": "reddit", "kind": "comment", "title": None}
        yield _line(answer | changes | {"reply_to": post["id"]})


def _post(number: int, subject: str, at: datetime, evil: tuple[str, ...]) -> dict[str, object]:
    """Return a post that says something worth quoting, with an attempt in every field that holds text."""
    two, three, four = (evil[(number * step + step) % len(evil)] for step in (7, 11, 13))
    one = ATTEMPTS[number % len(ATTEMPTS)]  # our own come often enough to stand under every story
    platform = _PLATFORMS[number % len(_PLATFORMS)]
    cores = _CORES[subject]
    saying = f"{_OPENERS[number % len(_OPENERS)]} {cores[number // 2 % len(cores)]} for day {number}."
    titled = platform in ("reddit", "hackernews") and number % 2 == 0
    return {
        "id": f"{platform}:{number}",
        "platform": platform,
        "kind": "post",
        "author": f"@{number} {three}",
        "community": f"r/{four}" if platform == "reddit" else None,
        "url": f"https://{platform}.example/{number}?q='&lt;{{{{7*7}}}}[x](javascript:1)#`",
        "title": f"Concerning AI and {two}" if titled else None,
        "text": f"{saying} {one}",
        "language": "en",
        "published_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "collected_at": f"{at + timedelta(minutes=30):%Y-%m-%dT%H:%M:%SZ}",
        "engagement": {"likes": number % 17, "reposts": None, "replies": number % 5, "score": number % 40},
        "reply_to": None,
        "links": [],
    }


def _line(record: dict[str, object]) -> bytes:
    return json.dumps(record).encode() + b"\n"
