"""The pages that tell people which feeds and files there are."""

from __future__ import annotations

import re
from typing import Any

import stories_factory as make
from site_building import pages_of

from newsdesk.site.addresses import Addresses
from newsdesk.site.machine.evidence import SCHEMA, inputs
from newsdesk.site.published import of_versions


def page(kind: str, **site: Any) -> dict[str, Any]:
    """Return the inputs of a page of a site with one story."""
    (planned,) = pages_of(of_versions(make.site(**site), (make.story(),)), kind).values()
    return planned.inputs


def test_every_beat_has_its_two_feeds() -> None:
    """Beats stand in their groups, each with both of its feeds."""
    groups = page("feeds")["groups"]
    assert [group["name"] for group in groups] == ["Technical", "Philosophical", "Society"]
    beats = [beat for group in groups for beat in group["beats"]]
    assert [beat["name"] for beat in beats] == [name for name, _, _ in make.BEATS.values()]
    assert beats[0]["atom"] == "../beats/open-source-ai/atom.xml"
    assert beats[0]["json"] == "../beats/open-source-ai/feed.json"


def test_groups_stand_once_although_their_beats_are_apart() -> None:
    """Beats of a group that the settings list apart come under one heading."""
    beats = [make.config_beat(slug) for slug in ("open-source-ai", "ai-bias", "coding-agents")]
    groups = page("feeds", beats=tuple(beats))["groups"]
    assert [(group["name"], len(group["beats"])) for group in groups] == [("Technical", 2), ("Society", 1)]


def test_the_address_to_copy_is_the_full_one_where_it_is_known() -> None:
    """With SITEURL a feed reader gets the whole address, else the path."""
    assert page("feeds")["whole"]["shown"] == "/feeds/atom.xml"
    site = page("feeds", url="https://example.org/sub", relative=False)
    assert site["whole"]["shown"] == "https://example.org/sub/feeds/atom.xml"


def test_patterns_lead_to_the_files_of_the_newest_story() -> None:
    """Where an address stands for many, its link leads to one that exists; the sitemap needs SITEURL."""
    found = page("api")
    links = {file["address"]: file["href"] for file in (*found["files"], *found["beside"])}
    assert links["/YYYY/MM/slug/evidence.json"] == "../2026/03/slow-models/evidence.json"
    assert links["/api/stories/YYYY/MM.json"] == "stories/2026/03.json"
    assert links["/sitemap.xml"] is None
    site = page("api", url="https://example.org", relative=False)
    assert {file["href"] for file in site["files"] if file["address"] == "/sitemap.xml"} == {"/sitemap.xml"}


def test_without_stories_no_pattern_is_linked() -> None:
    """An empty newsroom documents its files and links none that isn't there."""
    (planned,) = pages_of(of_versions(make.site(), ()), "api").values()
    assert len(planned.inputs["examples"]) == 1
    assert all(file["href"] is None for file in planned.inputs["beside"])


def test_the_example_asks_for_keys_that_the_evidence_has() -> None:
    """Every key that the page's example names stands in the evidence of a story, as does its form."""
    evidence = inputs(make.story(), Addresses(make.site()))
    assert evidence["schema_version"] == SCHEMA == "evidence/1"
    assert {"source", "platform", "permalink"} <= set(evidence["records"][0])
    _, asked = page("api")["examples"]
    assert set(re.findall(r"\.(\w+)", asked["filter"])) - {"records"} <= set(evidence["records"][0])
    assert asked["address"] == "$SITE/2026/03/slow-models/evidence.json"
