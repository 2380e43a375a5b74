"""newsdesk.yaml to a typed Config; every error names file, line, key and what is accepted."""

from __future__ import annotations

import contextlib
import re
import runpy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from newsdesk import setting_faults
from newsdesk.errors import ConfigError
from newsdesk.records import Value

SETTINGS_FILE = "newsdesk.yaml"


@dataclass(frozen=True)
class Layout:
    """Where everything of a newsroom lives, from the folder that holds newsdesk.yaml."""

    root: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / SETTINGS_FILE

    @property
    def content(self) -> Path:
        """What is kept: everything else can be made again from it."""
        return self.root / "content"

    @property
    def snapshots(self) -> Path:
        """Collected records, one Parquet file and one manifest a run."""
        return self.content / "snapshots"

    @property
    def ledger(self) -> Path:
        """What can't be recomputed: worked editions, cursors, redactions."""
        return self.content / "ledger"

    @property
    def replies(self) -> Path:
        """What Claude answered, by the hash of what was asked."""
        return self.content / "replies"

    @property
    def stories(self) -> Path:
        """The current article of each story, in Markdown."""
        return self.content / "stories"

    @property
    def versions(self) -> Path:
        """Every version of every story, with its proof."""
        return self.content / "versions"

    @property
    def cache(self) -> Path:
        """What may be deleted at any time."""
        return self.root / ".cache" / "newsdesk"


Pattern = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class BeatRules(Value):
    """When a record is on a beat: any phrase of ``any``, plus one of ``with`` where that is given.

    Phrases match whole words, case folded; ``*`` at a word's end matches any ending. ``communities`` and
    ``entities`` are further ways in; ``none`` are phrases that keep a record out.
    """

    any: tuple[Pattern, ...] = ()
    also: tuple[Pattern, ...] = Field(default=(), alias="with")
    none: tuple[Pattern, ...] = ()
    entities: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_way_in(self) -> BeatRules:
        if not (self.any or self.entities or self.communities):
            raise ValueError("at least one phrase, entity or community")
        return self


class Beat(Value):
    """A subject that the newsroom follows."""

    slug: Slug
    name: Annotated[str, Field(min_length=1, max_length=60)]
    group: Annotated[str, Field(min_length=1)]
    description: Annotated[str, Field(min_length=1, max_length=300)]
    match: BeatRules


class Editions(Value):
    """When the newsroom looks: every so many hours from 00:00 UTC, and at most so many stories."""

    every_hours: Literal[1, 2, 3, 4, 6, 8, 12, 24] = 6
    stories: Annotated[int, Field(ge=0, le=20)] = 4


class Detection(Value):
    """Windows and thresholds of detection; the defaults are the design's."""

    baseline_days: Annotated[int, Field(ge=3, le=60)] = 14
    minimum_baseline_days: Annotated[int, Field(ge=2, le=14)] = 3
    minimum_voices: Annotated[int, Field(ge=3)] = 12
    author_cap: Annotated[int, Field(ge=1)] = 3
    false_discovery_rate: Annotated[float, Field(gt=0, lt=0.5)] = 0.05


class Assigning(Value):
    """When evidence is enough for a story, and for how long a story lies behind the next."""

    saturation_days: Annotated[int, Field(ge=1, le=90)] = 14
    dispatch_times_median: Annotated[float, Field(gt=1)] = 5.0
    dispatch_replies: Annotated[int, Field(ge=0)] = 10


class People(Value):
    """Accounts by handle (as records carry them): printed by name, or never used."""

    named: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


class SourceSettings(Value):
    """What the settings of every platform have; each platform's own are in its module in ``collect``.

    A source is due again ``every_minutes`` after it was read, and gives at most ``most_records`` a run. With
    ``only_about_ai`` a record is kept only if it is about AI by the beats' rules, or answers one that is.
    """

    enabled: bool = False
    every_minutes: Annotated[int, Field(ge=0)] = 60
    most_records: Annotated[int, Field(ge=1)] = 5_000
    only_about_ai: bool = True


class Sources(Value):
    """What ``newsdesk collect`` asks: who we say we are, and each platform's settings under its name.

    What a platform accepts is known to its module only: ``collect.registry`` checks it.
    """

    model_config = ConfigDict(extra="allow")

    contact: str | None = None

    @property
    def platforms(self) -> Mapping[str, Any]:
        """The settings of each platform that is named, as they stand in the file."""
        return self.model_extra or {}


Dollars = Annotated[float, Field(ge=0)]


class Ceilings(Value):
    """The most that may be spent, in US dollars; None is no ceiling."""

    story: Dollars | None = 1.5
    run: Dollars | None = 5.0
    day: Dollars | None = 10.0


class ModelPrice(Value):
    """What a model costs, in US dollars for a million tokens.

    Caching and batches cost a multiple of that: what is written to the cache for five minutes or an hour,
    what is read from it, everything in a batch. A prompt of more than ``long_prompt_tokens`` costs
    ``long_prompt_factor`` times as much, its answer too.
    """

    model: Annotated[str, Field(min_length=1)]
    input: Dollars
    output: Dollars
    cache_write_5m_factor: Annotated[float, Field(ge=0)] = 1.25
    cache_write_1h_factor: Annotated[float, Field(ge=0)] = 2.0
    cache_read_factor: Annotated[float, Field(ge=0)] = 0.1
    batch_factor: Annotated[float, Field(ge=0)] = 0.5
    long_prompt_tokens: Annotated[int, Field(ge=1)] | None = None
    long_prompt_factor: Annotated[float, Field(ge=1)] = 1.0


def _no_ceilings(value: Any) -> Any:
    if value == "none":
        return {"story": None, "run": None, "day": None}
    if not isinstance(value, (dict, Ceilings)):
        raise ValueError("story, run and day in US dollars, or none")
    return value


def _safe_address(value: str) -> str:
    address = urlsplit(value)
    local = address.hostname in ("localhost", "127.0.0.1", "::1")
    if address.scheme != "https" and not (address.scheme == "http" and local):
        raise ValueError("an address that begins with https://, or http:// on this machine")
    if not address.hostname or address.username is not None or address.query or address.fragment:
        raise ValueError("an address without a user, a key or a query: keys stand in the environment")
    return value.rstrip("/")


def _contact(value: str) -> str:
    """Return a mail address as ``mailto:``, an https address as it is (what RFC 9116 asks for)."""
    if re.fullmatch(r"(mailto:)?[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", value):
        return value if value.startswith("mailto:") else f"mailto:{value}"
    return _safe_address(value)


class Claude(Value):
    """How Claude is asked, and what that may cost; the key itself stands in the environment only."""

    model: Annotated[str, Field(min_length=1)] = "claude-opus-5-5"
    effort: Literal["low", "medium", "high", "xhigh", "max"] = "medium"
    max_tokens: Annotated[int, Field(ge=1024, le=128_000)] = 16_000
    provider: Literal["anthropic", "bedrock", "vertex", "foundry"] = "anthropic"
    base_url: Annotated[str, AfterValidator(_safe_address)] | None = None
    attempts: Annotated[int, Field(ge=1, le=10)] = 4
    patience_seconds: Annotated[float, Field(gt=0, le=3600)] = 300
    timeout_seconds: Annotated[float, Field(gt=0, le=3600)] = 120
    ceilings: Annotated[Ceilings, BeforeValidator(_no_ceilings)] = Ceilings()
    prices: tuple[ModelPrice, ...] = ()
    on_failure: Literal["fallback", "hold"] = "fallback"
    judge: Annotated[str, Field(min_length=1)] | None = None
    batches: bool = False


class Publication(Value):
    """What readers of the site can do beyond reading, and what its machines are told.

    ``report`` is where an error is reported: the address of a form that takes ``title`` and ``body``, such as
    a repository's new issue; ``contact`` an address or mail address of whoever runs the site; ``ai_crawlers``
    whether robots.txt lets the crawlers of AI companies in; ``cards`` whether each story has a picture of its
    own for links to it, or all show the site's.
    """

    report: Annotated[str, AfterValidator(_safe_address)] | None = None
    contact: Annotated[str, AfterValidator(_contact)] | None = None
    ai_crawlers: Literal["allow", "deny"] = "allow"
    cards: Literal["stories", "site"] = "stories"


class Config(Value):
    """The settings of a newsroom.

    ``engine`` is where detection computes: ``duckdb``, or an Ibis connection address such as
    ``pyspark://local[2]``. ``semantic`` takes sentence vectors for moods and positions; it needs the extra
    ``pelican-newsdesk[semantic]``.
    """

    beats: Annotated[tuple[Beat, ...], Field(min_length=1)]
    editions: Editions = Editions()
    detection: Detection = Detection()
    assigning: Assigning = Assigning()
    people: People = People()
    site: Publication = Publication()
    sources: Sources = Sources()
    claude: Claude = Claude()
    writer: Literal["auto", "builtin", "claude", "replay"] = "auto"
    languages: tuple[str, ...] = ("en",)
    engine: Annotated[str, Field(min_length=1)] = "duckdb"
    semantic: bool = False

    #: What the settings were read from, to name lines in it.
    _text: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _slugs_are_unique(self) -> Config:
        slugs = [beat.slug for beat in self.beats]
        twice = {slug for slug in slugs if slugs.count(slug) > 1}
        if twice:
            raise ValueError(f"each beat once, but {', '.join(sorted(twice))} stands twice")
        return self

    def beat(self, slug: str) -> Beat | None:
        """Return the beat with that slug, or None if the newsroom no longer follows it."""
        return next((beat for beat in self.beats if beat.slug == slug), None)

    def unknown(self, location: tuple[str | int, ...], accepted: Iterable[str]) -> str:
        """Return the line for a key of the settings file that is none of those that are accepted there."""
        return setting_faults.unknown(SETTINGS_FILE, self._node(), location, accepted)

    def explain(
        self, error: ValidationError, model: type[Value], location: tuple[str | int, ...]
    ) -> list[str]:
        """Return a line for each fault of a part of the settings that stands at ``location``."""
        node = self._node()
        faults = error.errors()
        return [setting_faults.in_words(SETTINGS_FILE, node, fault, model, location) for fault in faults]

    def _node(self) -> yaml.Node | None:
        return yaml.compose(self._text, Loader=yaml.SafeLoader)


def load(root: Path) -> Config:
    """Read ``root``/newsdesk.yaml; raise ConfigError with every fault found, one a line."""
    path = root / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: not found. Run the command in the newsroom's folder, or name it with --root."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read ({error}).") from None
    return parse(text, path.name)


def parse(text: str, name: str = SETTINGS_FILE) -> Config:
    """Turn the text of a settings file into a Config; ``name`` is used in messages."""
    try:
        node, data = _read(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"{name}{line}: not valid YAML: {problem}.") from None
    if not isinstance(data, dict):
        raise ConfigError(f"{name}: expected settings such as 'beats:', found {type(data).__name__}.")
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        lines = [setting_faults.in_words(name, node, fault, Config) for fault in error.errors()]
        raise ConfigError("\n".join(lines)) from None
    config._text = text
    return config


def _read(text: str) -> tuple[yaml.Node | None, Any]:
    """Return YAML as nodes, which know their lines, and as data.

    By libyaml, where PyYAML was built with it: it takes a tenth of the time. What it can't read is left to
    PyYAML's own reader, whose messages are better.
    """
    quick = getattr(yaml, "CSafeLoader", None)
    if quick is not None:
        with contextlib.suppress(yaml.YAMLError):
            return _loaded(quick(text))
    return _loaded(yaml.SafeLoader(text))


def _loaded(loader: Any) -> tuple[yaml.Node | None, Any]:
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def site_name(root: Path) -> str:
    """Return SITENAME of ``root``/pelicanconf.py: the one place where the site's name stands."""
    path = root / "pelicanconf.py"
    try:
        name = runpy.run_path(str(path)).get("SITENAME")
    except FileNotFoundError:
        raise ConfigError(f"{path}: not found; the site's name (SITENAME) is read from it.") from None
    except Exception as error:
        raise ConfigError(f"{path}: can't be read ({type(error).__name__}: {error}).") from None
    if not isinstance(name, str) or not name.strip():
        raise ConfigError(f'{path}: SITENAME must be the site\'s name, for example SITENAME = "AIDRAN".')
    return name
