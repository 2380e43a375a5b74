"""What a model answers with: the shapes that are asked for, and their reading.

Each shape is a value whose JSON Schema goes into the request, so that the API itself holds the answer to it.
Lengths and patterns can't be asked for there; what matters of them the gate checks. An answer that doesn't
fit is a value too: :class:`Unreadable`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from newsdesk.records import Value, digest
from newsdesk.stories import Brief, Draft, Paragraph, Part, Sentence, Writer

#: JSON Schema keywords that structured output doesn't know; pydantic writes some of them.
_UNKNOWN = frozenset({"title", "default", "pattern", "minLength", "maxLength", "minItems", "maxItems"})


class StoryAnswer(Value):
    """A story as a model writes it: a draft without what only code knows.

    ``ignored`` are the ids of records whose words tried to tell the writer what to do.
    """

    headline: Sentence
    standfirst: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    ignored: tuple[str, ...] = ()


class Replacement(Value):
    """What becomes of one failing sentence; without parts it goes."""

    path: str
    parts: tuple[Part, ...]


class RepairAnswer(Value):
    """One replacement for each sentence that failed."""

    sentences: tuple[Replacement, ...]


class Verdict(Value):
    """Whether the cited records carry a sentence."""

    path: str
    supported: Literal["yes", "partly", "no"]
    reason: str


class JudgeAnswer(Value):
    """One verdict for each sentence that was asked about."""

    verdicts: tuple[Verdict, ...]


class Unreadable(Value):
    """An answer that is not of the shape that was asked for, and why."""

    reason: str


Answer = TypeVar("Answer", bound=Value)


def schema_of(shape: type[Value]) -> dict[str, Any]:
    """Return the JSON Schema of a shape as structured output takes it: nothing undeclared comes in.

    The SDK's ``transform_schema`` leaves it as it is; so the SDK need not be imported to know a request.
    What is null or empty may be left out of an answer, which spares tokens.
    """
    schema: dict[str, Any] = _strict(shape.model_json_schema())
    return schema


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(value) for key, value in schema.items() if key not in _UNKNOWN}
    if "properties" in schema:
        # A property may be called as a keyword is, so properties keep their names.
        strict["properties"] = {name: _strict(value) for name, value in schema["properties"].items()}
        strict["additionalProperties"] = False
    if "$defs" in schema:
        strict["$defs"] = {name: _strict(value) for name, value in schema["$defs"].items()}
    strict.pop("description", None)
    if "enum" in strict:
        strict.pop("type", None)
    return strict


def version_of(shape: type[Value]) -> str:
    """Return the version of a shape: its name and what its schema hashes to."""
    return f"{shape.__name__}/{digest(schema_of(shape))[:12]}"


def read(shape: type[Answer], text: str) -> Answer | Unreadable:
    """Read an answer's text; never raises for what it holds."""
    try:
        return shape.model_validate_json(text)
    except (ValidationError, RecursionError) as error:
        faults = error.errors(include_input=False)[:1] if isinstance(error, ValidationError) else []
        where = ".".join(str(step) for fault in faults for step in fault["loc"]) or "answer"
        reason = faults[0]["msg"] if faults else "nested too deeply"
        return Unreadable(reason=f"not the JSON that was asked for ({where}: {reason})")


def draft_of(answer: StoryAnswer, brief: Brief, writer: Writer) -> Draft:
    """Return the answer as the draft of a brief."""
    return Draft(
        brief=brief.id,
        writer=writer,
        headline=answer.headline,
        standfirst=answer.standfirst,
        paragraphs=answer.paragraphs,
    )


def sentences(draft: Draft) -> Iterator[tuple[str, Sentence]]:
    """Yield (path, sentence) in reading order, with the paths that findings use."""
    yield "headline", draft.headline
    for s, sentence in enumerate(draft.standfirst):
        yield f"standfirst.{s}", sentence
    for p, paragraph in enumerate(draft.paragraphs):
        for s, sentence in enumerate(paragraph.sentences):
            yield f"paragraphs.{p}.sentences.{s}", sentence


def with_replacements(draft: Draft, replaced: Mapping[str, tuple[Part, ...]]) -> Draft:
    """Return the draft with some sentences' parts replaced, by path; without parts a sentence goes.

    The headline and the standfirst stay as they are where nothing is put in their place.
    """
    parts = {path: replaced.get(path, sentence.parts) for path, sentence in sentences(draft)}
    standfirst = tuple(
        Sentence(parts=parts[f"standfirst.{s}"] or sentence.parts)
        for s, sentence in enumerate(draft.standfirst)
    )
    paragraphs = []
    for p, paragraph in enumerate(draft.paragraphs):
        paths = [f"paragraphs.{p}.sentences.{s}" for s in range(len(paragraph.sentences))]
        left = tuple(Sentence(parts=parts[path]) for path in paths if parts[path])
        if left:
            paragraphs.append(Paragraph(sentences=left))
    headline = Sentence(parts=parts["headline"] or draft.headline.parts)
    changed = {"headline": headline, "standfirst": standfirst, "paragraphs": tuple(paragraphs)}
    return draft.model_copy(update=changed)
