"""A demonstration in which every kind of page has something to show, some of it hostile."""

from __future__ import annotations

from typing import Any

import editions_factory as editions
import running_story as running
import stories_factory as make

from newsdesk.archive.corrections import LONGEST, Correction
from newsdesk.config import Publication
from newsdesk.site.published import Published, Removed, of_versions
from newsdesk.site.settings import Asked, SourceLine

EVIL = "<script>document.title='taken'</script><img src=https://evil.example/x.png>" + "unbroken" * 20


def newsroom(**site: Any) -> Published:
    """Return eight stories, one of them running, two weeks of weather, and signals of three months."""
    first, second = running.versions()
    told = editions.became(second, "version", reason=EVIL, subject=EVIL)
    phrase = editions.signal(
        kind="phrase_trending", subject=EVIL, subject_name=f"“{EVIL}”", why=EVIL, notes=(EVIL,), days=-0.1
    )
    worked = (
        editions.declined(-40, editions.signal(days=-40)),
        editions.declined(-0.1, phrase, reason=f"mostly the same evidence as “accents”, {EVIL}"),
        editions.edition(0.25, told, signals=(editions.signal(days=0.25),)),
    )
    asks = (
        Asked(what="feeds", items=tuple(f"Paper {n}" for n in range(20))),
        Asked(what="words", items=(EVIL,)),
    )
    lines = (
        SourceLine(platform="news", name="News feeds", enabled=True, every_minutes=60, asks=asks),
        SourceLine(platform="x", name="X", enabled=False, every_minutes=60, note="It costs money."),
    )
    settings = {"demo": True, "sources": lines, "publication": Publication(contact="editor@example.org")}
    older = make.story("ai-bias", "winter", -40, "Benchmarks of Winter Are Read Again in Spring")
    return of_versions(
        make.site(**(settings | site)),
        (second, *make.newsroom_of_eight()[1:], older),
        {second.address: (first, second)},
        tuple(sorted((*editions.reports(), *worked), key=lambda report: report.as_of)),
        (Removed(record=second.brief.records[0].record.id, reason="deleted", seen_at=make.NOON),),
        {
            second.slug: tuple(
                Correction(at=second.modified_at + make.timedelta(days=n), story=second.slug, text=text)
                for n, text in enumerate(("The post is of March 26.", (EVIL * 9)[:LONGEST]))
            )
        },
    )
