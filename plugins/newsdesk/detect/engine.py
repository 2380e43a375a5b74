"""Where detection computes: DuckDB in this process, or another engine that Ibis speaks to.

The expressions are the same everywhere; what differs between engines is how Parquet files are opened, how a
table is computed once and kept, and how rows come back. DuckDB and Spark are compared signal by signal by
``make scale``; for any other address Ibis's word is taken.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from newsdesk.archive.parquet import pattern_of
from newsdesk.config import SETTINGS_FILE
from newsdesk.errors import ConfigError

if TYPE_CHECKING:
    from ibis.expr.types import Table

DUCKDB = "duckdb"
SPARK = "pyspark://"
#: What DuckDB may hold in memory. Half a million records in a fortnight need three times as much; they spill,
#: which makes detection a tenth slower and leaves Python room on a machine of 4 GB.
MEMORY = "1GB"
#: Rows that are turned into Python's objects at once.
CHUNK = 10_000


class Engine(Protocol):
    """What detection asks of an engine. Rows come back in the order that the expression states."""

    def read(self, name: str, files: Sequence[Path]) -> Table:
        """Open Parquet files of one shape as a table of that name."""
        ...

    def keep(self, name: str, expression: Table) -> Table:
        """Compute a table once, in the place of what was kept under the name."""
        ...

    def rows(self, expression: Table) -> Iterator[dict[str, Any]]:
        """Compute an expression and yield its rows."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds; nothing can be asked of it afterwards."""
        ...


def open_engine(address: str = DUCKDB, scratch: Path | None = None) -> Engine:
    """Return the engine of an address: ``duckdb``, ``pyspark://local[2]`` or what ``ibis.connect`` takes.

    ``scratch`` is a folder for what doesn't fit into memory. Raises ConfigError where the engine's packages
    are missing or nothing answers at the address.
    """
    if address == DUCKDB:
        return _DuckDB(scratch)
    try:
        return _Spark(address.removeprefix(SPARK)) if address.startswith(SPARK) else _Other(address)
    except ImportError as error:
        extra = " Install it: make setup EXTRAS=spark." if address.startswith(SPARK) else ""
        raise ConfigError(
            f"{SETTINGS_FILE}: engine '{address}': a package is missing ({error}).{extra}"
        ) from None
    except Exception as error:
        raise ConfigError(
            f"{SETTINGS_FILE}: engine '{address}' can't be opened ({type(error).__name__}: {error}). "
            "Accepted: duckdb, pyspark://MASTER such as pyspark://local[2], or another Ibis address."
        ) from None


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of an Arrow table: as dictionaries, all at once would take ten times its memory."""
    for part in table.to_batches(max_chunksize=CHUNK):
        yield from part.to_pylist()


class _Ibis:
    """What Ibis does by itself: rows come back through Arrow."""

    backend: Any

    def rows(self, expression: Table) -> Iterator[dict[str, Any]]:
        return _rows(expression.to_pyarrow())

    def close(self) -> None:
        self.backend.disconnect()


class _DuckDB(_Ibis):
    """DuckDB in memory; it spills into the scratch folder."""

    def __init__(self, scratch: Path | None) -> None:
        import ibis

        self.backend = ibis.duckdb.connect()
        # Off, DuckDB keeps less in memory; every order that matters is stated in the expressions.
        self.backend.raw_sql("SET preserve_insertion_order = false")
        self.backend.raw_sql(f"SET memory_limit = '{MEMORY}'")
        # Left alone, DuckDB would spill into the folder that the command was called in.
        spill = str(scratch or tempfile.gettempdir()).replace("'", "''")
        self.backend.raw_sql(f"SET temp_directory = '{spill}'")

    def read(self, name: str, files: Sequence[Path]) -> Table:
        table: Table = self.backend.read_parquet([pattern_of(file) for file in files], table_name=name)
        return table

    def keep(self, name: str, expression: Table) -> Table:
        # The old table goes by plain SQL: with DuckDB 2, Ibis 12's overwrite=True sends a DROP TABLE without
        # a name for temporary tables, and its list_tables fails.
        self.backend.raw_sql(f"DROP TABLE IF EXISTS {name}")
        table: Table = self.backend.create_table(name, expression, temp=True)
        return table


class _Spark:
    """Spark through Ibis; the master is what SparkSession takes: ``local[2]``, ``spark://host:7077``."""

    def __init__(self, master: str) -> None:
        import ibis
        from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]

        builder = SparkSession.builder.master(master).appName("newsdesk")
        settings = {
            "spark.sql.session.timeZone": "UTC",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "2" if master.startswith("local") else "200",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        self.backend: Any = ibis.pyspark.connect(self._session)

    def read(self, name: str, files: Sequence[Path]) -> Table:
        # Spark reads "{", "*" and "[" in a path as a pattern; a file's address has none of them.
        frame = self._session.read.parquet(*[file.resolve().as_uri() for file in files])
        frame.createOrReplaceTempView(name)
        table: Table = self.backend.table(name)
        return table

    def keep(self, name: str, expression: Table) -> Table:
        # Computes it now and forgets how: a cached table carries the plans of all that it was made from,
        # wherever it is used, and a few steps on describing a query takes more memory than computing it.
        self._frame(expression).localCheckpoint().createOrReplaceTempView(name)
        table: Table = self.backend.table(name)
        return table

    def rows(self, expression: Table) -> Iterator[dict[str, Any]]:
        return _rows(self._frame(expression).toArrow())

    def _frame(self, expression: Table) -> Any:
        self.backend._register_in_memory_tables(expression)
        return self._session.sql(self.backend.compile(expression))

    def close(self) -> None:
        self._session.stop()


class _Other(_Ibis):
    """Any other engine that Ibis speaks to, as far as it reads Parquet files and keeps tables."""

    def __init__(self, address: str) -> None:
        import ibis

        self.backend = ibis.connect(address)

    def read(self, name: str, files: Sequence[Path]) -> Table:
        parts = [
            self.backend.read_parquet(str(file), table_name=f"{name}_{number}")
            for number, file in enumerate(files)
        ]
        whole: Table = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
        return whole

    def keep(self, name: str, expression: Table) -> Table:
        table: Table = self.backend.create_table(name, expression, overwrite=True)
        return table


def moments(as_of: Iterable[int]) -> Table:
    """Return as-of times (whole seconds since 1970 UTC) as a table with the column ``as_of``."""
    import ibis

    table: Table = ibis.memtable({"as_of": list(as_of)}, schema={"as_of": "int64"})
    return table
