"""What shapes every page is told apart, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import stories_factory as make
from jinja2 import DictLoader, Environment
from site_building import ROOT

from newsdesk.site import epoch

_TEMPLATES = {"front.html": "{{ lead }}", "partials/card.html": "{{ story }}"}


def environment(templates: dict[str, str] | None = None, **options: Any) -> Environment:
    """Return an environment of two templates."""
    return Environment(loader=DictLoader(templates or dict(_TEMPLATES)), autoescape=True, **options)


def filtered(name: str) -> Environment:
    """Return an environment with a filter more."""
    made = environment()
    made.filters[name] = str
    return made


def shared(made: Environment, **site: Any) -> str:
    """Return what all pages rest on, with an environment and a site."""
    return epoch.of_site("code", made, make.site(**site))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            lambda: shared(environment(_TEMPLATES | {"front.html": "{{ lead }}!"})), id="a template"
        ),
        pytest.param(lambda: shared(environment(_TEMPLATES | {"new.html": ""})), id="one more template"),
        pytest.param(lambda: shared(environment(trim_blocks=True)), id="how templates are read"),
        pytest.param(lambda: shared(filtered("shout")), id="a filter"),
        pytest.param(lambda: shared(environment(), name="Gazette"), id="the site's name"),
        pytest.param(lambda: shared(environment(), beats=()), id="the beats"),
        pytest.param(lambda: epoch.of_site("other", environment(), make.site()), id="the code"),
    ],
)
def test_whatever_shapes_all_pages_makes_another_epoch(other: Any) -> None:
    """A template, an option, a filter, the site and the code each make all pages new."""
    assert other() != shared(environment()) == shared(environment())


def test_settings_in_python_make_another_epoch(tmp_path: Path) -> None:
    """What pelicanconf.py says may reach templates in ways of its own, so each change of it counts."""
    settings = tmp_path / "pelicanconf.py"
    told = []
    for text in ("A = 1\n", "A = 2\n", "A = 1\n"):
        settings.write_text(text)
        told.append(epoch.of_site("code", environment(), make.site(), [settings]))
    assert told[0] == told[2] != told[1]


def test_the_code_of_other_plugins_counts(tmp_path: Path) -> None:
    """A folder of plugins is a part of the code; what is in it but no code is not."""
    with_plugin, without = tmp_path / "a", tmp_path / "b"
    for folder in (with_plugin, without):
        folder.mkdir()
        (folder / "notes.txt").write_text("x")
    (with_plugin / "extra.py").write_text("A = 1\n")
    assert epoch.of_code((with_plugin,)) != epoch.of_code((without,)) == epoch.of_code()
    assert epoch.of_code((ROOT / "plugins" / "newsdesk",)) == epoch.of_code()
