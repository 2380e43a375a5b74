"""Analyses as columns: the form in which they are kept, and in which processes hand them over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from newsdesk.records import Analysis

_TEXTS = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("language", pa.string()),
        ("sentiment_label", pa.string()),
        ("sentiment_score", pa.float64()),
        ("register", pa.string()),
        ("entities", _TEXTS),
        ("beats", pa.list_(pa.struct([("slug", pa.string()), ("confidence", pa.float64())]))),
        ("relevance", pa.float64()),
        ("flags", _TEXTS),
        ("phrases", _TEXTS),
        ("terms", pa.list_(pa.int64())),
        ("minhash_bands", pa.list_(pa.int64())),
    ]
)


def batch_of(rows: Sequence[Analysis]) -> pa.RecordBatch:
    """Return analyses as one batch of columns."""
    columns = {
        "id": [row.id for row in rows],
        "language": [row.language for row in rows],
        "sentiment_label": [row.sentiment_label for row in rows],
        "sentiment_score": [row.sentiment_score for row in rows],
        "register": [row.voice_register for row in rows],
        "entities": [list(row.entities) for row in rows],
        "beats": [
            [{"slug": slug, "confidence": confidence} for slug, confidence in sorted(row.beats.items())]
            for row in rows
        ],
        "relevance": [row.relevance for row in rows],
        "flags": [list(row.flags) for row in rows],
        "phrases": [list(row.phrases) for row in rows],
        "terms": [list(row.terms) for row in rows],
        "minhash_bands": [list(row.minhash_bands) for row in rows],
    }
    return pa.RecordBatch.from_pydict(columns, schema=SCHEMA)


def packed(batches: Iterable[pa.RecordBatch]) -> bytes:
    """Return batches as the bytes of an Arrow stream, to be handed to another process."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SCHEMA) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return bytes(sink.getvalue())


def to_parquet(streams: Iterable[bytes]) -> bytes:
    """Return Arrow streams, one after the other, as the bytes of a Parquet file.

    The same rows give the same bytes, however they were shared out among streams and batches.
    """
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

    parts = [pa.ipc.open_stream(stream).read_all() for stream in streams]
    table = pa.concat_tables([SCHEMA.empty_table(), *parts]).combine_chunks()
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())
