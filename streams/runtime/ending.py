"""How a worker that is in doubt ends: at once, with a logged reason, to be started again by its supervisor."""

import logging
import os
import threading
from collections.abc import Callable
from typing import Final, NoReturn

EXIT_DOUBT: Final = 70
"""Exit status; not 2, which a supervisor reads as misuse and does not restart."""

LOG_SECONDS: Final = (
    2.0  # a log that nobody reads may block: longer, and a zombie lives on; shorter, and reasons get lost
)

End = Callable[[str], NoReturn]
"""Ends the process and gives the reason. Tests pass one that raises."""

log = logging.getLogger(__name__)


def end_process(reason: str) -> NoReturn:
    """Log the reason and end the process without any clean-up: nothing that is half done may go on.

    What the broker has is the truth, so nothing is lost. Safe from any thread.
    """
    last_resort = threading.Timer(LOG_SECONDS, os._exit, (EXIT_DOUBT,))
    last_resort.daemon = True
    last_resort.start()
    log.critical("worker ends itself, to be started again", extra={"reason": reason})
    os._exit(EXIT_DOUBT)
