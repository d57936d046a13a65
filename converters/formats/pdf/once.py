"""A cache for what must be the same object for all threads."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """A function that makes a thing once for each call with the same words, whoever calls it at the same time.

    The caches of `functools` let two threads make two things and give each its own, where both are the first to ask.
    """
    made: dict[tuple[Any, ...], Made] = {}
    lock = threading.RLock()

    @functools.wraps(make)
    def found(*key: Any) -> Made:
        if key not in made:
            with lock:
                if key not in made:
                    made[key] = make(*key)
        return made[key]

    return found
