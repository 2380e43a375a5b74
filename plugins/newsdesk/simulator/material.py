"""What planted events are said in: lines.yaml."""

from __future__ import annotations

import random
import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

from newsdesk.records import Register, Value
from newsdesk.simulator import grammar
from newsdesk.simulator.chance import pick

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
#: Names of the gazetteer's invented section that are no part of ``known``.
OTHER_NAMES = ("Tessel", "Corvid", "Lantern", "Dovetail", "Fairlight", "Open Weights Compact")


class Claim(Value):
    """One claim: the text of accounts that copy, and forms for accounts that reword."""

    beat: str
    text: str
    forms: tuple[str, ...]


class Material(Value):
    """All lines; ``known`` maps the id of a name in the gazetteer to how it is written."""

    registers: dict[Register, tuple[str, ...]]
    name_lines: tuple[str, ...]
    phrase_lines: tuple[str, ...]
    phrases: tuple[str, ...]
    novelty_lines: tuple[str, ...]
    names: tuple[str, ...]
    known: dict[str, str]
    link_lines: tuple[str, ...]
    links: tuple[str, ...]
    claims: tuple[Claim, ...]


@cache
def load() -> Material:
    """Read lines.yaml."""
    text = resources.files("newsdesk.simulator").joinpath("lines.yaml").read_text(encoding="utf-8")
    data: Any = yaml.safe_load(text)
    return Material.model_validate(data)


@cache
def plain_cores(beat: str) -> grammar.Talk:
    """Return a beat's sentences without those that name somebody: names are planted, and counted."""
    talk = grammar.load().beats[beat]
    plain = [tuple(filter(_names_nobody, said)) for said in (talk.negative, talk.neutral, talk.positive)]
    return grammar.Talk(negative=plain[0], neutral=plain[1], positive=plain[2])


def _names_nobody(sentence: str) -> bool:
    return not any(name in sentence for name in (*load().known.values(), *OTHER_NAMES))


def choose(rng: random.Random, form: str) -> str:
    """Return a form with each [one|another] drawn."""
    return _CHOICE.sub(lambda found: pick(rng, found.group(1).split("|")), form)
