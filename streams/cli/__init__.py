"""The console script `streams`: commands parse, call and print; no rule lives here."""

from streams.cli.group import main

__all__ = ["main"]
