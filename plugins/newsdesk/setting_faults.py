"""Faults of a settings file in words: file, line, key, and what is accepted there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from newsdesk.records import Value


def in_words(
    name: str, node: yaml.Node | None, fault: Any, model: type[Value], above: tuple[str | int, ...] = ()
) -> str:
    """Return the line for a fault (pydantic's) that a part of the settings has.

    ``name`` is the file's, ``node`` its YAML; ``model`` is what the part should be, ``above`` where it is.
    """
    location = (*above, *fault["loc"])
    if fault["type"] == "extra_forbidden":
        return unknown(name, node, location, _accepted_keys(model, fault["loc"][:-1]))
    key = ".".join(str(part) for part in location) or "settings"
    wanted = re.sub(r"^Value error, ", "", fault["msg"])
    return f"{name}, line {line_of(node, location)}: '{key}': {wanted} (found {fault.get('input')!r:.80})."


def unknown(
    name: str, node: yaml.Node | None, location: tuple[str | int, ...], accepted: Iterable[str]
) -> str:
    """Return the line for a key that is none, with the one that may be meant."""
    known = sorted(accepted)
    close = difflib.get_close_matches(str(location[-1]), known, 1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    key = ".".join(str(part) for part in location)
    return (
        f"{name}, line {line_of(node, location)}: '{key}' is not a setting.{hint} "
        f"Accepted here: {', '.join(known)}."
    )


def line_of(node: yaml.Node | None, location: tuple[str | int, ...]) -> int:
    """Return the line in which a setting stands, else the one of what it would stand in."""
    line = 1
    for step in location:
        found = _child(node, step)
        if found is None:
            break
        key, node = found
        line = key.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _accepted_keys(model: Any, location: tuple[str | int, ...]) -> Iterator[str]:
    for step in location:
        if isinstance(step, int):
            continue
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        model = _model_in(fields[step].annotation)
    for name, field in model.model_fields.items():
        yield field.alias or name


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
