"""What breaks a reader of the last release's records, and what does not: one table."""

from typing import Any

import pytest

from schemas.compatibility import breaks


def record(required: tuple[str, ...] = (), **properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
NULL = {"type": "null"}
OPTIONAL = {"anyOf": [TEXT, NULL]}
TREE = {"$defs": {"T": record(left={"$ref": "#/$defs/T"}, size=WHOLE)}, "$ref": "#/$defs/T"}
CUT_TREE = {"$defs": {"T": record(left={"$ref": "#/$defs/T"})}, "$ref": "#/$defs/T"}


def through_reference(definition: dict[str, Any]) -> dict[str, Any]:
    return {"$defs": {"Part": definition}, **record(part={"anyOf": [{"$ref": "#/$defs/Part"}, NULL]})}


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "nothing changed": (record(a=TEXT), record(a=TEXT), []),
    "optional field added": (record(a=TEXT), record(a=TEXT, b=TEXT), []),
    "field removed": (record(a=TEXT, b=TEXT), record(a=TEXT), ["b: was removed"]),
    "required field added": (record(a=TEXT), record(("b",), a=TEXT, b=TEXT), ["b: is now required"]),
    "field made required": (record(a=TEXT), record(("a",), a=TEXT), ["a: is now required"]),
    "field made optional": (record(("a",), a=TEXT), record(a=TEXT), []),
    "null no longer allowed": (record(a=OPTIONAL), record(a=TEXT), ["a: type null is no longer allowed"]),
    "null now allowed": (record(a=TEXT), record(a=OPTIONAL), []),
    "whole numbers became numbers": (record(a=WHOLE), record(a=NUMBER), []),
    "numbers became whole": (record(a=NUMBER), record(a=WHOLE), ["a: type number is no longer allowed"]),
    "another type": (record(a=TEXT), record(a=WHOLE), ["a: type string is no longer allowed"]),
    "any type became one": (record(a={}), record(a=TEXT), ["a: type any is no longer allowed"]),
    "one type became any": (record(a=TEXT), record(a={}), []),
    "value of an enum removed": (
        record(a={**TEXT, "enum": ["x", "y"]}),
        record(a={**TEXT, "enum": ["x"]}),
        ["a: 'y' is no longer allowed"],
    ),
    "value of an enum added": (record(a={**TEXT, "enum": ["x"]}), record(a={**TEXT, "enum": ["x", "y"]}), []),
    "free text became an enum": (
        record(a=TEXT),
        record(a={**TEXT, "enum": ["x"]}),
        ["a: any value was allowed, now only ['x']"],
    ),
    "constant became an enum with it": (record(a={**TEXT, "const": "x"}), record(a={**TEXT, "enum": ["x", "y"]}), []),
    "constant changed": (
        record(a={**TEXT, "const": "x"}),
        record(a={**TEXT, "const": "y"}),
        ["a: 'x' is no longer allowed"],
    ),
    "minimum raised": (
        record(a={**WHOLE, "minimum": 0}),
        record(a={**WHOLE, "minimum": 1}),
        ["a: minimum is now 1"],
    ),
    "minimum lowered": (record(a={**WHOLE, "minimum": 1}), record(a={**WHOLE, "minimum": 0}), []),
    "maximum where none was": (record(a=WHOLE), record(a={**WHOLE, "maximum": 9}), ["a: maximum is now 9"]),
    "maximum dropped": (record(a={**WHOLE, "maximum": 9}), record(a=WHOLE), []),
    "shorter text": (
        record(a={**TEXT, "maxLength": 512}),
        record(a={**TEXT, "maxLength": 100}),
        ["a: maxLength is now 100"],
    ),
    "pattern where none was": (record(a=TEXT), record(a={**TEXT, "pattern": "^x"}), ["a: pattern is now ^x"]),
    "pattern dropped": (record(a={**TEXT, "pattern": "^x"}), record(a=TEXT), []),
    "item narrowed": (
        record(a={"type": "array", "items": OPTIONAL}),
        record(a={"type": "array", "items": TEXT}),
        ["a[]: type null is no longer allowed"],
    ),
    "value of a map narrowed": (
        record(a={"type": "object", "additionalProperties": NUMBER}),
        record(a={"type": "object", "additionalProperties": WHOLE}),
        ["a.*: type number is no longer allowed"],
    ),
    "key of a map narrowed": (
        record(a={"type": "object", "propertyNames": TEXT}),
        record(a={"type": "object", "propertyNames": {**TEXT, "pattern": "^x"}}),
        ["a (its keys): pattern is now ^x"],
    ),
    "unknown fields refused": (
        record(a=TEXT),
        {**record(a=TEXT), "additionalProperties": False},
        [".*: is no longer allowed"],
    ),
    "field removed behind a reference": (
        through_reference(record(x=TEXT, y=TEXT)),
        through_reference(record(x=TEXT)),
        ["part.y: was removed"],
    ),
    "definition renamed": (
        {"$defs": {"A": record(x=TEXT)}, **record(part={"$ref": "#/$defs/A"})},
        {"$defs": {"B": record(x=TEXT)}, **record(part={"$ref": "#/$defs/B"})},
        [],
    ),
    "one kind of several removed": (
        {"oneOf": [record(k={**TEXT, "const": "a"}), record(k={**TEXT, "const": "b"})]},
        {"oneOf": [record(k={**TEXT, "const": "a"})]},
        ["k: 'b' is no longer allowed"],
    ),
    "a kind added": (
        {"oneOf": [record(k={**TEXT, "const": "a"})]},
        {"oneOf": [record(k={**TEXT, "const": "a"}), record(k={**TEXT, "const": "b"})]},
        [],
    ),
    "recursive, unchanged": (TREE, TREE, []),
    "recursive, field removed": (TREE, CUT_TREE, ["size: was removed"]),
}


@pytest.mark.parametrize(("old", "new", "clauses"), CASES.values(), ids=CASES)
def test_breaks(old: dict[str, Any], new: dict[str, Any], clauses: list[str]) -> None:
    assert breaks(old, new) == clauses
