"""The words with which a story is asked for: files beside this one, and their version.

``1-role``, ``2-voice`` and ``3-parts`` with the worked examples make the system block. It is the same for
every story, so that it is read from the API's cache; nothing in it varies by day or subject. The others go
with the evidence of one story.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources

from newsdesk.records import canonical_json
from newsdesk.stories import Brief
from newsdesk.write import evidence

_FOLDER = resources.files(__name__)
_SYSTEM = ("1-role", "2-voice", "3-parts")
_EXAMPLE = "# A worked example: a {kind}\n\nEvidence:\n\n{evidence}\n\nAnswer:\n\n{answer}"


@cache
def text(name: str) -> str:
    """Return the words of a file by its name without ending."""
    return (_FOLDER / f"{name}.md").read_text(encoding="utf-8").strip()


@cache
def system() -> str:
    """Return the system block of a story."""
    return "\n\n".join([*map(text, _SYSTEM), *map(_example, examples())])


@cache
def examples() -> tuple[str, ...]:
    """Return the names of the worked examples, in their order."""
    return tuple(sorted(path.name for path in (_FOLDER / "examples").iterdir() if path.is_dir()))


@cache
def example(name: str) -> tuple[Brief, str]:
    """Return an example's brief and the answer to it."""
    folder = _FOLDER / "examples" / name
    brief = Brief.model_validate_json((folder / "brief.json").read_bytes())
    return brief, (folder / "answer.json").read_text(encoding="utf-8")


def _example(name: str) -> str:
    brief, answer = example(name)
    compact = canonical_json(json.loads(answer))
    return _EXAMPLE.format(kind=brief.kind, evidence=evidence.document(brief), answer=compact)


@cache
def version(*names: str) -> str:
    """Return the version of what those files ask for: the first of them, and what they hash to."""
    words = "\n".join([system(), *map(text, names)])
    return f"{names[0]}/{hashlib.sha256(words.encode()).hexdigest()[:12]}"
