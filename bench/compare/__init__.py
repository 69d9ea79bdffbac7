"""Measures the systems of bench/systems side by side: `make bench`, `python -m bench.compare --help`."""
