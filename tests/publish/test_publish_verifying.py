"""A published story proved again: nothing changed by hand gets through, by digest or by deeper layers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsdesk.config import Layout
from newsdesk.errors import StoryError
from newsdesk.publish import versions
from newsdesk.publish.verifying import find, verify_story
from newsdesk.stories import StoryVersion, brief_id

Change = Callable[[dict[str, Any]], None]


def _errors(layout: Layout, path: Path) -> set[str]:
    return {finding.code for finding in verify_story(layout, path) if finding.severity == "error"}


def _part(data: dict[str, Any], paragraph: int, sentence: int, part: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = data["draft"]["paragraphs"][paragraph]["sentences"][sentence]["parts"][part]
    return found


def _quoted_word(data: dict[str, Any]) -> None:
    _part(data, 0, 0)["quote"]["text"] = "deleted the texts"


def _quoted_word_and_record(data: dict[str, Any]) -> None:
    _quoted_word(data)
    record = data["brief"]["records"][0]["record"]
    record["text"] = record["text"].replace("deleted the tests", "deleted the texts")


def _author(data: dict[str, Any]) -> None:
    data["brief"]["records"][0]["record"]["author"] = "kestrel2.example.com"


def _speaker(data: dict[str, Any]) -> None:
    data["brief"]["records"][0]["speaker"]["text"] = "a Mastodon user"


def _handle_in_prose(data: dict[str, Any]) -> None:
    _part(data, 0, 0)["text"] = "{Speaker}, @kestrel, says that it {quote}."


def _number_form(data: dict[str, Any]) -> None:
    for statistic in data["brief"]["statistics"]:
        if statistic["id"] == "volume.now":
            statistic["forms"] = {"value": "64", "phrase": "64 posts"}


def _number_in_prose(data: dict[str, Any]) -> None:
    _part(data, 1, 1)["text"] = "{stat} of 64 were negative."


def _cite(data: dict[str, Any]) -> None:
    _part(data, 0, 0)["cites"] = ["r2"]


def _quote_record(data: dict[str, Any]) -> None:
    _part(data, 0, 0)["quote"]["record"] = "r2"


def _address(data: dict[str, Any]) -> None:
    data["brief"]["records"][0]["record"]["url"] = "https://elsewhere.example/1"


def _uncited_record(data: dict[str, Any]) -> None:
    data["brief"]["records"][5]["record"]["text"] += " Again."


def _headline(data: dict[str, Any]) -> None:
    data["headline"] = data["headline"].replace("Friends", "Enemies")


CHANGES: dict[str, Change] = {
    "quoted word": _quoted_word,
    "quoted word and record": _quoted_word_and_record,
    "author": _author,
    "speaker": _speaker,
    "handle in prose": _handle_in_prose,
    "number in a form": _number_form,
    "number in prose": _number_in_prose,
    "cite": _cite,
    "record of a quotation": _quote_record,
    "address": _address,
    "record that nothing cites": _uncited_record,
    "headline": _headline,
}
#: What is still found if somebody computes every digest anew and publishes article and version so.
DEEP = {
    "quoted word": "quote-verbatim",
    "quoted word and record": "record-altered",
    "author": "record-altered",
    "speaker": "speaker-voice",
    "handle in prose": "handle",
    "number in a form": "statistic-form",
    "number in prose": "number",
    "record of a quotation": "quote-verbatim",
    "address": "record-altered",
    "record that nothing cites": "record-altered",
    "headline": "printed",
}


def test_a_published_story_holds(
    layout: Layout, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As it was published it has no error, and so has a copy of its version file elsewhere."""
    assert _errors(layout, published) == set()
    copy = tmp_path_factory.mktemp("elsewhere") / "copy.json"
    copy.write_bytes(published.read_bytes())
    assert _errors(layout, copy) == set()


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_change_by_hand_is_caught(layout: Layout, published: Path, name: str) -> None:
    """In the file or in a copy of it: a quoted word, a handle, a number, a reference, anything."""
    data = json.loads(published.read_text(encoding="utf-8"))
    CHANGES[name](data)
    changed = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    copy = published.parents[4] / "copy.json"
    copy.write_bytes(changed)
    assert {"version-digest", "version-published"} <= _errors(layout, copy)
    published.write_bytes(changed)
    assert "version-digest" in _errors(layout, published)


@pytest.mark.parametrize("name", sorted(DEEP))
def test_new_digests_do_not_help(layout: Layout, published: Path, name: str) -> None:
    """With every digest computed anew, the archive, the gate or the rendering still finds it."""
    data = json.loads(published.read_text(encoding="utf-8"))
    CHANGES[name](data)
    forged = StoryVersion.model_validate(data)
    brief = forged.brief.model_copy(update={"id": brief_id(forged.brief)})
    draft = forged.draft.model_copy(update={"brief": brief.id})
    forged = versions.seal(forged.model_copy(update={"brief": brief, "draft": draft}))
    published.write_bytes(versions.dump(forged))
    versions.publish(layout, forged)
    assert DEEP[name] in _errors(layout, published)


def test_any_word_of_the_article_is_caught(layout: Layout, published: Path) -> None:
    """Each word of the Markdown, changed by one letter, is found."""
    version = versions.load(layout, published)
    article = versions.article_path(layout, version)
    text = article.read_text(encoding="utf-8")
    words = text.split(" ")
    for at in range(0, len(words), 7):
        changed = [*words]
        changed[at] = words[at] + "x"
        article.write_text(" ".join(changed), encoding="utf-8")
        assert "article-bytes" in _errors(layout, published)
    article.unlink()
    assert "article-missing" in _errors(layout, published)


def test_broken_files_are_findings(layout: Layout, published: Path) -> None:
    """Truncated, other JSON, other spacing: a finding, not a traceback."""
    data = published.read_bytes()
    for changed in (data[:100], b"[]", b"\xff\xfe", b""):
        published.write_bytes(changed)
        assert _errors(layout, published) == {"version-malformed"}
    published.write_bytes(data + b"\n")
    assert _errors(layout, published) == {"version-bytes"}


def test_a_story_is_found_by_any_name(layout: Layout, published: Path) -> None:
    """Path, slug, address and article all mean the newest version's file; anything else is named."""
    version = versions.load(layout, published)
    article = str(versions.article_path(layout, version))
    for name in (str(published), version.slug, version.address, article):
        assert find(layout, name) == published
    with pytest.raises(StoryError, match="no such story"):
        find(layout, "nothing-of-the-kind")
    with pytest.raises(StoryError, match="not found"):
        verify_story(layout, layout.root / "nothing.json")
