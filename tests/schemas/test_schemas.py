"""The JSON Schemas under docs/schemas are those of the program, and its files fit them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newsdesk import schemas

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("name", sorted(schemas.SCHEMAS))
def test_a_schema_is_up_to_date(name: str) -> None:
    """``python -m newsdesk.schemas`` would change nothing."""
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert text == schemas.schema(name)
    Draft202012Validator.check_schema(json.loads(text))


def test_there_is_no_other_schema() -> None:
    """Every file in the folder is one of ours."""
    assert {path.stem for path in FOLDER.glob("*.json")} == set(schemas.SCHEMAS)


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    """The command writes what is missing and leaves the rest."""
    assert len(schemas.write(tmp_path)) == len(schemas.SCHEMAS)
    assert schemas.write(tmp_path) == []


def test_the_shared_brief_fits_its_schema() -> None:
    """An example from the tests is valid under the published schema."""
    place = Path(__file__).parents[1] / "check" / "cases" / "brief.json"
    schema = json.loads((FOLDER / "brief.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate({"id": "x", **json.loads(place.read_text(encoding="utf-8"))})
