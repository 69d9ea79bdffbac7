"""How the shipped data is made from the sources; `seeds/build.py` runs it."""
