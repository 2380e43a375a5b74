"""Where Claude can be asked: what each provider wants in the environment, and what must be installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec

from newsdesk.config import Claude

#: For each provider the sets of variables of which one is enough. Profiles that lie about on the disk don't
#: count: a build must not begin to cost money because somebody once logged in on this machine.
ENOUGH: dict[str, tuple[tuple[str, ...], ...]] = {
    "anthropic": (
        ("ANTHROPIC_API_KEY",),
        ("ANTHROPIC_AUTH_TOKEN",),
        ("ANTHROPIC_PROFILE",),
        ("ANTHROPIC_IDENTITY_TOKEN", "ANTHROPIC_FEDERATION_RULE_ID", "ANTHROPIC_ORGANIZATION_ID"),
        ("ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_FEDERATION_RULE_ID", "ANTHROPIC_ORGANIZATION_ID"),
    ),
    "bedrock": (
        ("AWS_BEARER_TOKEN_BEDROCK",),
        ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        ("AWS_PROFILE",),
        ("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"),
    ),
    # Google's own libraries find the credentials; the region says that they are meant.
    "vertex": (("CLOUD_ML_REGION",),),
    "foundry": (("ANTHROPIC_FOUNDRY_API_KEY",),),
}

#: Distributions without which a provider's client can't work, and the module that shows that they are there.
EXTRAS: dict[str, tuple[str, str]] = {
    "bedrock": ("botocore", "anthropic[bedrock]"),
    "vertex": ("google.auth", "anthropic[vertex]"),
}
#: What those libraries raise through the SDK, as (module, class).
_RAISED: dict[str, tuple[tuple[str, str], ...]] = {
    "bedrock": (("botocore.exceptions", "BotoCoreError"), ("botocore.eventstream", "ParserError")),
    "vertex": (("google.auth.exceptions", "GoogleAuthError"),),
}

#: Variables whose values are never written anywhere.
_SECRET = (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "ANTHROPIC_IDENTITY_TOKEN",
    "ANTHROPIC_FOUNDRY_API_KEY",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
)
#: A shorter value is a word of ours sooner than a key.
_SHORTEST = 8


def key_is_set(settings: Claude, environ: Mapping[str, str]) -> bool:
    """Return whether the environment holds what the configured provider needs to be asked."""
    return any(all(environ.get(name, "").strip() for name in names) for names in ENOUGH[settings.provider])


def key_wanted(settings: Claude) -> str:
    """Return the name of the variable to set, for a message."""
    return ENOUGH[settings.provider][0][0]


def install_line(settings: Claude) -> str | None:
    """Return the command that installs what the provider's client lacks here, or None if it lacks nothing."""
    if settings.provider not in EXTRAS:
        return None
    module, distribution = EXTRAS[settings.provider]
    try:
        found = find_spec(module)
    except ModuleNotFoundError:  # its parent isn't there either
        found = None
    return None if found else f".venv/bin/pip install '{distribution}'"


def raised(settings: Claude) -> tuple[type[Exception], ...]:
    """Return the exceptions of a provider's own libraries, which must be installed."""
    return tuple(getattr(import_module(module), name) for module, name in _RAISED.get(settings.provider, ()))


def secrets(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values that must not be written down, the longest first."""
    found: Iterable[str] = (environ.get(name, "").strip() for name in _SECRET)
    return tuple(sorted({value for value in found if len(value) >= _SHORTEST}, key=len, reverse=True))
