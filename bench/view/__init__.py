"""What the page and its API cost: `python -m bench.view`."""
