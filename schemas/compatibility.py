"""Can this release still read what the last one wrote? A comparison of two JSON Schemas, pure."""

from collections.abc import Iterator
from typing import Any, Final

Schema = dict[str, Any]

_LOWER_BOUNDS: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER_BOUNDS: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_EXACT: Final = ("pattern", "format", "uniqueItems")  # another one, or one where none was, may refuse what was written


def breaks(old: Schema, new: Schema) -> list[str]:
    """Return, a clause each, why `new` may refuse or lose what `old` allows; empty when it is compatible.

    Shapes: `old` and `new` are whole JSON Schemas as pydantic gives them, with their $defs.
    Source: JSON Schema 2020-12, as far as pydantic uses it: docs/topics.md, "Schemas".
    """
    return list(dict.fromkeys(_Comparison(old, new).compare(old, new, "")))


class _Comparison:
    """Two schemas side by side. A pair of definitions inside itself is not entered again: definitions may recurse."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old, new
        self._inside: list[tuple[str, str]] = []

    def compare(self, old: Schema, new: Schema, path: str) -> list[str]:
        pair = (old.get("$ref", ""), new.get("$ref", ""))
        if all(pair) and pair in self._inside:
            return []
        self._inside.append(pair)
        before, after = _alternatives(old, self._old), _alternatives(new, self._new)
        reasons: list[str] = []
        for one in before:
            # Each form that was allowed must still be allowed by one; the nearest miss is what is told.
            candidates = [list(self._single(one, other, path)) for other in after]
            nearest = min(candidates, key=_distance)
            reasons += nearest
        self._inside.pop()
        return reasons

    def _single(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        where = path or "the record"
        if missing := _types(old) - _types(new) if "type" in new else set():
            yield f"{where}: type {', '.join(sorted(missing))} is no longer allowed"
            return
        if (allowed := _values(new)) is not None:
            gone = [value for value in _values(old) or () if value not in allowed]
            if _values(old) is None:
                yield f"{where}: any value was allowed, now only {allowed}"
            elif gone:
                yield f"{where}: {', '.join(map(repr, gone))} is no longer allowed"
        yield from _bounds(old, new, where)
        yield from self._object(old, new, path)
        for part, name in (("items", "[]"), ("additionalProperties", ".*"), ("propertyNames", " (its keys)")):
            if part in new:
                yield from self._part(old.get(part, {}), new[part], path + name)

    def _part(self, old: Schema | bool, new: Schema | bool, path: str) -> Iterator[str]:  # noqa: FBT001 - as JSON has it
        if new is False and old is not False:
            yield f"{path}: is no longer allowed"
        elif isinstance(new, dict) and old is not False:
            yield from self.compare(old if isinstance(old, dict) else {}, new, path)

    def _object(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before:
            field = f"{path}.{name}".lstrip(".")
            if name not in after:
                yield f"{field}: was removed"
            else:
                yield from self.compare(before[name], after[name], field)
        for name in new.get("required", ()):
            if name not in old.get("required", ()):
                yield f"{path}.{name}".lstrip(".") + ": is now required"


def _alternatives(schema: Schema, root: Schema) -> list[Schema]:
    """Return the forms that a schema allows, references resolved."""
    if "$ref" in schema:
        return _alternatives(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return [form for each in schema[union] for form in _alternatives(each, root)]
    return [schema]


def _types(schema: Schema) -> set[str]:
    """Return the JSON types that a schema allows; every number allows integers."""
    given = schema.get("type", ["any"])
    types = {given} if isinstance(given, str) else set(given)
    return types | {"integer"} if "number" in types else types


def _values(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _bounds(old: Schema, new: Schema, where: str) -> Iterator[str]:
    for name in (*_LOWER_BOUNDS, *_UPPER_BOUNDS):
        if name in new:
            before, after = old.get(name), new[name]
            if before is None or (after > before if name in _LOWER_BOUNDS else after < before):
                yield f"{where}: {name} is now {after}"
    for name in _EXACT:
        if name in new and old.get(name) != new[name]:
            yield f"{where}: {name} is now {new[name]}"


def _distance(reasons: list[str]) -> tuple[bool, int]:
    """Order the ways in which a form is refused: another type is farther than anything else."""
    return (any(": type " in reason for reason in reasons), len(reasons))
