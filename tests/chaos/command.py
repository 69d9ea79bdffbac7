"""`python -m tests.chaos.command ...`: the console script with the extraction of news.py.

GUARDS_OFF names what is disarmed in this process, separated by commas; see disarm.py. CRASH_AFTER is as in
tests/support/scripted_worker.py.
"""

import os

import streams.agents
import streams.fold
from streams.cli import main
from tests.chaos import disarm, news
from tests.support.scripted_worker import Crasher

if __name__ == "__main__":
    for module in (streams.agents, streams.fold):
        vars(module)["extract"] = news.extract
    for guard in filter(None, os.environ.get("GUARDS_OFF", "").split(",")):
        disarm.GUARDS[guard]()
    if os.environ.get("CRASH_AFTER"):
        Crasher(os.environ["CRASH_AFTER"]).install()
    main(prog_name="streams")
