"""docs/settings.md against streams/settings.py."""

from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from streams.settings import Settings
from tests.docs.pages import page, sections

SECTIONS = sections(page("settings.md"), "###")
COMPUTED = {"data_dir": "the user's data folder (`conflict-streams`), by platformdirs"}


def default_of(name: str, field: FieldInfo) -> str:
    if name in COMPUTED:
        return COMPUTED[name]
    value = field.default
    assert value is not PydanticUndefined
    if value is None or value == "":
        return "none"
    return f"`{value.value if isinstance(value, Enum) else value}`"


def bounds_of(field: FieldInfo) -> str | None:
    given = {key: getattr(each, key) for each in field.metadata for key in ("ge", "gt", "le") if hasattr(each, key)}
    if not given:
        return None
    low = f"above {given['gt']:,}" if "gt" in given else f"from {given['ge']:,}"
    return f"{low} to {given['le']:,}"


def choices_of(annotation: Any) -> list[str]:  # noqa: ANN401 - any type
    if get_origin(annotation) is Literal:
        return [str(each) for each in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(each.value) for each in annotation]
    if get_origin(annotation) in (Union, UnionType):
        return [choice for each in get_args(annotation) for choice in choices_of(each)]
    return []


def test_the_page_names_the_settings_and_no_other() -> None:
    assert list(SECTIONS) == [f"STREAMS_{name.upper()}" for name in Settings.model_fields]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_meaning_default_and_bounds_are_told(name: str) -> None:
    field, said = Settings.model_fields[name], SECTIONS[f"STREAMS_{name.upper()}"]
    assert field.description is not None
    assert field.description in said
    assert f"Default: {default_of(name, field)}." in said
    bounds = bounds_of(field)
    if bounds:
        assert f"Bounds: {bounds}." in said
    choices = choices_of(field.annotation)
    if choices:
        assert f"One of: {', '.join(f'`{choice}`' for choice in choices)}." in said
