"""The systems that `make bench` compares, one file each; every one runs as `python -m bench.systems.NAME ROLE`.

A system gets its settings as the product does (STREAMS_*), and BENCH_EXTRACT: `real`, or `none` for a constant
event an article and a fold that only counts. What is read, extracted and folded is the same in all: work.py.
"""
