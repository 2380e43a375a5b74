"""Briefs to requests: what exactly is asked for a story, for the repair of one, and of a second reader.

A request holds a constant system block and one message: the trusted task, the evidence as one document, the
trusted task again. Demonstrations are asked of nobody; their requests name no model, so that their recorded
answers are found under whatever settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from newsdesk.config import Claude
from newsdesk.prose import SlotError, cites_of, iter_parts, render_sentence
from newsdesk.records import Value, canonical_json
from newsdesk.stories import SIZES, Brief, Draft, Sentence
from newsdesk.write import answers, evidence, prompts
from newsdesk.write.requests import Purpose, Request

#: What stands for the model where nobody is asked.
DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a sentence, by its path: the code, rule and detail of a finding."""

    path: str
    code: str
    rule: str
    detail: str


def story(brief: Brief, claude: Claude) -> Request:
    """Return the request for the story of a brief; the same brief and settings ask the same."""
    size = SIZES[brief.kind]
    slots = {"kind": brief.kind, "low": size.low, "high": size.high, "paragraphs": size.paragraphs}
    content = [
        prompts.text("task").format(**slots),
        evidence.document(brief),
        prompts.text("task-again").format(**slots),
    ]
    version = prompts.version("task", "task-again")
    return _request("story", brief, claude, content, answers.StoryAnswer, version)


def repair(brief: Brief, draft: Draft, faults: Sequence[Fault], claude: Claude) -> Request:
    """Return the request for sentences that say the same and pay what they owe."""
    by_path: dict[str, list[Fault]] = {}
    for fault in faults:
        by_path.setdefault(fault.path, []).append(fault)
    failing = [
        {**shown, "findings": [_told(fault) for fault in by_path[shown["path"]]]}
        for shown in _shown(draft, brief)
        if shown["path"] in by_path
    ]
    content = [
        prompts.text("repair"),
        _escaped({"sentences": failing}),
        evidence.document(brief, _at_hand(brief, draft, by_path)),
    ]
    version = prompts.version("repair")
    return _request("repair", brief, claude, content, answers.RepairAnswer, version)


def judge(brief: Brief, draft: Draft, claude: Claude) -> Request:
    """Return the request for a second reader's verdict on every sentence of the body that cites something."""
    asked = [
        {"path": shown["path"], "text": shown["text"], "cites": cites}
        for shown in _shown(draft, brief)
        if (cites := sorted(_records_of(shown["parts"]) & {record.id for record in brief.records}))
    ]
    cited = frozenset(cite for sentence in asked for cite in sentence["cites"])
    content = [_escaped({"sentences": asked}), evidence.document(brief, cited)]
    settings = claude.model_copy(update={"model": claude.judge or claude.model, "effort": "low"})
    version = prompts.version("judge")
    return _request("judge", brief, settings, content, answers.JudgeAnswer, version, prompts.text("judge"))


def _request(
    purpose: Purpose,
    brief: Brief,
    claude: Claude,
    content: Sequence[str],
    shape: type[Value],
    version: str,
    system: str | None = None,
) -> Request:
    settings = Claude(model=DEMONSTRATION) if brief.demo else claude
    body: dict[str, Any] = {
        "model": settings.model,
        "max_tokens": settings.max_tokens,
        "system": [
            {
                "type": "text",
                "text": system or prompts.system(),
                "cache_control": {"type": "ephemeral", "ttl": "1h"},
            }
        ],
        "messages": [{"role": "user", "content": [{"type": "text", "text": text} for text in content]}],
        "output_config": {
            "effort": settings.effort,
            "format": {"type": "json_schema", "schema": answers.schema_of(shape)},
        },
    }
    return Request(
        purpose=purpose,
        brief=brief.id,
        story=brief.id,
        prompt_version=version,
        answer_schema=answers.version_of(shape),
        body=body,
    )


def _escaped(data: Any) -> str:
    return evidence.escaped(canonical_json(data))


def _told(fault: Fault) -> dict[str, str]:
    return {"code": fault.code, "rule": fault.rule, "detail": fault.detail}


def _shown(draft: Draft, brief: Brief) -> Iterable[dict[str, Any]]:
    """Yield every sentence in words and in parts, between its neighbours."""
    every = list(answers.sentences(draft))
    words = ["", *(_words(sentence, brief) for _, sentence in every), ""]
    for (path, sentence), (before, text), after in zip(every, pairwise(words), words[2:], strict=False):
        parts = [part.model_dump(mode="json", exclude_defaults=True) for part in sentence.parts]
        yield {"path": path, "before": before, "text": text, "after": after, "parts": parts}


def _words(sentence: Sentence, brief: Brief) -> str:
    try:
        return render_sentence(sentence, brief)
    except SlotError:
        return " ".join(part.text for part in sentence.parts)


def _records_of(parts: Iterable[Mapping[str, Any]]) -> set[str]:
    quoted = {part["quote"]["record"] for part in parts if part.get("quote")}
    return quoted | {cite for part in parts for cite in part.get("cites", ())}


def _at_hand(brief: Brief, draft: Draft, paths: Iterable[str]) -> frozenset[str]:
    """Return the ids of what the failing sentences' paragraphs rest on, and of every statistic."""
    places = tuple(".".join(path.split(".")[:2]) + "." for path in paths)
    cited = {
        cite for path, part in iter_parts(draft) if f"{path}.".startswith(places) for cite in cites_of(part)
    }
    return frozenset(cited | {statistic.id for statistic in brief.statistics})
