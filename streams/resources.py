"""What ships with the package: the only reader of `streams/extract/data` and `streams/extract/weights`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import orjson

from streams.errors import StreamsError
from streams.extract.gazetteer import Gazetteer
from streams.extract.lexicon import Country, Lexicon
from streams.extract.model import Model

GAZETTEER: Final = "gazetteer.bin"
LEXICONS: Final = "lexicons.json"


@dataclass(eq=False)
class MissingDataError(StreamsError):
    """A file of the shipped data is not there, or is of another release."""

    name: str
    detail: str

    def __str__(self) -> str:
        return f"The data file {self.name} cannot be read ({self.detail}). Run `make data` in the repository."


def read_data(name: str) -> bytes:
    """Return a file of the shipped data. Raises MissingDataError where it was not built."""
    try:
        return files("streams.extract").joinpath("data", name).read_bytes()
    except OSError as error:
        raise MissingDataError(name, error.strerror or "not readable") from error


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon; read once a process, about 0.2 s and 60 MB.

    Errors: MissingDataError.
    """
    lexicons = orjson.loads(read_data(LEXICONS))
    packed = read_data(GAZETTEER)
    try:
        gazetteer = Gazetteer.unpack(packed)
    except ValueError as error:
        raise MissingDataError(GAZETTEER, str(error)) from error
    return Lexicon(
        gazetteer=gazetteer,
        countries={code: Country(*facts) for code, facts in lexicons["countries"].items()},
        lists={name: frozenset(words) for name, words in lexicons["words"].items()},
        models=load_models(),
    )


def load_models() -> dict[str, Model]:
    """Return the shipped weights by the name of their file."""
    folder = files("streams.extract").joinpath("weights")
    found = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".json"))
    return {name.removesuffix(".json"): read_model(file.read_bytes()) for name, file in found}


def read_model(content: bytes) -> Model:
    """Return the weights of a file of `streams/extract/weights`."""
    return Model(orjson.loads(content)["weights"])
