import ast
from pathlib import Path

import pytest

import streams

ROOT = Path(streams.__file__).parent
MAX_LINES = 300

PURE = [ROOT / "extract", ROOT / "incidents", ROOT / "counters"]
CORE = [ROOT / name for name in ("ledger.py", "country.py", "stored.py", "projection.py", "fold.py", "rarity.py")]

ALLOWED = {
    "extract": {"schemas", "streams.errors", "streams.rarity", "streams.extract"},
    "incidents": {"schemas", "streams.errors", "streams.rarity", "streams.incidents"},
    "counters": {"schemas", "streams.errors", "streams.counters"},
}
CORE_ALLOWED = {
    "schemas",
    "streams.errors",
    "streams.extract",
    "streams.incidents",
    "streams.counters",
    "streams.ledger",
    "streams.country",
    "streams.projection",
    "streams.stored",
}
IMPURE = {
    "faust",
    "mode",
    "aiokafka",
    "asyncio",
    "logging",
    "os",
    "io",
    "pathlib",
    "time",
    "random",
    "threading",
    "click",
}
WORLD = {"open", "print", "input", "datetime.now", "datetime.utcnow", "date.today"}


def files(folders: list[Path]) -> list[Path]:
    return sorted(file for folder in folders for file in ([folder] if folder.suffix else folder.rglob("*.py")))


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: relative import"
            names |= {str(node.module)}
    return names


def calls(file: Path) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)}


def foreign(file: Path, allowed: set[str]) -> set[str]:
    ours = {name for name in imported(file) if name.split(".")[0] in ("streams", "schemas", "seeds", "bench", "tests")}
    return {name for name in ours if not any(name == one or name.startswith(f"{one}.") for one in allowed)}


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT.parent))


@pytest.mark.parametrize("file", files(PURE), ids=relative)
def test_a_pure_package_imports_schemas_errors_and_itself(file: Path) -> None:
    assert foreign(file, ALLOWED[file.relative_to(ROOT).parts[0]]) == set()


@pytest.mark.parametrize("file", files(CORE), ids=relative)
def test_the_core_imports_only_what_is_pure(file: Path) -> None:
    assert foreign(file, CORE_ALLOWED) == set()


@pytest.mark.parametrize("file", files([*PURE, *CORE]), ids=relative)
def test_pure_code_knows_no_kafka_loop_log_file_or_clock(file: Path) -> None:
    assert {name.split(".")[0] for name in imported(file)} & IMPURE == set()
    assert calls(file) & WORLD == set()


@pytest.mark.parametrize("file", files([ROOT.parent / "schemas"]), ids=relative)
def test_schemas_import_nothing_of_ours(file: Path) -> None:
    assert foreign(file, {"schemas"}) == set()


@pytest.mark.parametrize("file", files([ROOT, ROOT.parent / "schemas"]), ids=relative)
def test_what_ships_imports_nothing_of_what_makes_it(file: Path) -> None:
    assert foreign(file, {"streams", "schemas"}) == set()


@pytest.mark.parametrize("file", files([ROOT.parent / "seeds" / "training"]), ids=relative)
def test_training_imports_what_ships_and_itself(file: Path) -> None:
    assert foreign(file, {"streams", "schemas", "seeds.training"}) == set()


@pytest.mark.parametrize("file", files([ROOT, ROOT.parent / "schemas"]), ids=relative)
def test_a_file_fits_a_reader(file: Path) -> None:
    assert len(file.read_text().splitlines()) < MAX_LINES


def test_the_check_sees_what_it_looks_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import asyncio\nfrom streams.agents import count\nprint(open('x'))\n")
    assert foreign(bad, CORE_ALLOWED) == {"streams.agents"}
    assert "asyncio" in imported(bad)
    assert calls(bad) >= {"open", "print"}
