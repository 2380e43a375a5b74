"""Providers: what each wants of the environment, and a client that is made without asking anybody."""

from __future__ import annotations

from typing import Any

import pytest
from asking_desk import Desk, answered, make_request, unanswered
from claude_server import Answer, ClaudeServer, stream

from newsdesk.config import Claude, ModelPrice
from newsdesk.write.claude import Asker, key_is_set, sdk
from newsdesk.write.claude.providers import install_line, secrets

#: (provider, environment, is that enough?)
ENVIRONMENTS: list[tuple[str, dict[str, str], bool]] = [
    ("anthropic", {}, False),
    ("anthropic", {"ANTHROPIC_API_KEY": ""}, False),
    ("anthropic", {"ANTHROPIC_API_KEY": " \n"}, False),
    ("anthropic", {"ANTHROPIC_API_KEY": "sk-x"}, True),
    ("anthropic", {"ANTHROPIC_AUTH_TOKEN": "x"}, True),
    ("anthropic", {"ANTHROPIC_IDENTITY_TOKEN": "x", "ANTHROPIC_FEDERATION_RULE_ID": "x"}, False),
    ("anthropic", {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}, False),
    ("bedrock", {"ANTHROPIC_API_KEY": "sk-x"}, False),
    ("bedrock", {"AWS_ACCESS_KEY_ID": "x"}, False),
    ("bedrock", {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}, True),
    ("bedrock", {"AWS_BEARER_TOKEN_BEDROCK": "x"}, True),
    ("vertex", {"CLOUD_ML_REGION": "global"}, True),
    ("foundry", {"ANTHROPIC_FOUNDRY_API_KEY": "x"}, True),
]
FOUNDRY = {"ANTHROPIC_FOUNDRY_API_KEY": "a-key-of-foundry", "ANTHROPIC_FOUNDRY_RESOURCE": "ours"}


def _settings(provider: str, **changes: Any) -> Claude:
    return Claude.model_validate({"provider": provider, **changes})


@pytest.mark.parametrize(("provider", "environ", "enough"), ENVIRONMENTS)
def test_a_key_is_set_or_it_is_not(provider: str, environ: dict[str, str], enough: bool) -> None:
    """Only what the configured provider uses counts, and nothing that is empty."""
    assert key_is_set(_settings(provider), environ) == enough


@pytest.mark.parametrize(
    ("provider", "environ", "kind"),
    [
        ("anthropic", {}, "Anthropic"),
        ("foundry", FOUNDRY, "AnthropicFoundry"),
    ],
)  # fmt: skip
def test_a_client_is_made_without_the_network(
    monkeypatch: pytest.MonkeyPatch, provider: str, environ: dict[str, str], kind: str
) -> None:
    """The SDK's own client of the provider is taken, with its retries off."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    client = sdk.connect(_settings(provider), environ)
    assert type(client).__name__ == kind
    assert client.max_retries == 0


@pytest.mark.parametrize("provider", ["bedrock", "vertex"])
def test_what_must_be_installed_is_named(provider: str) -> None:
    """Without the provider's libraries the client isn't made, and the line that installs them is told."""
    line = install_line(_settings(provider))
    if line is None:
        pytest.skip(f"what {provider} needs is installed")
    assert line == f".venv/bin/pip install 'anthropic[{provider}]'"
    with pytest.raises(sdk.SetUpError, match="needs more than is installed"):
        sdk.connect(_settings(provider), {})


def test_another_provider_s_client_is_asked_like_anthropic_s(
    server: ClaudeServer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Foundry's client streams, is recorded, costs what the newsroom says, and its key stays secret."""
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_API_KEY", "a-key-of-foundry")
    server.answer(Answer(tuple(stream("From a-key-of-foundry."))))
    price = ModelPrice(model="claude-opus-5-5", input=8, output=40)
    settings = _settings("foundry", base_url=server.address, prices=[price])
    with Asker(desk.layout, settings, clock=desk.clock) as asker:
        reply = answered(asker.ask(make_request()))
    assert reply.answer == "From [key]."
    assert reply.calls[0].cost_usd == pytest.approx(1000 * 8e-6 + 500 * 40e-6)


def test_a_client_that_can_t_be_made_is_a_failure_that_says_what_is_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Foundry without a resource is told, not raised."""
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_API_KEY", "a-key-of-foundry")
    asker = Asker(desk.layout, _settings("foundry", ceilings="none"))
    reason = unanswered(asker.ask(make_request())).reason
    assert reason.startswith("Claude can't be asked: claude.provider: foundry can't be set up: ")
    assert "a-key-of-foundry" not in reason


def test_what_is_secret_is_known() -> None:
    """Every key that may be in the environment is kept out of files, the longest first."""
    environ = {
        "ANTHROPIC_API_KEY": " sk-ant-1234567890\n",
        "AWS_SECRET_ACCESS_KEY": "aws-secret-aws-secret",
        "ANTHROPIC_AUTH_TOKEN": "short",
        "HOME": "/home/somebody",
    }
    assert secrets(environ) == ("aws-secret-aws-secret", "sk-ant-1234567890")
