"""Waiting for processes, in tests that start and kill real ones."""

import time
from collections.abc import Callable

import psutil


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Tell whether the condition came true in time; it is asked 50 times a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def gone(pid: int) -> bool:
    """Tell whether a process has ended, also where nobody collects the dead (a container's first process may not)."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
