"""`python -m streams`: the console script, also where its folder is not on the PATH."""

from streams.cli import main

if __name__ == "__main__":
    main(prog_name="streams")
