"""Keeps memory that was freed: each answer of megabytes would else be given pages anew, one fault each.

The C library gives the top of its heap back to the system as soon as a few MB there are free. Where each page
that is taken again costs microseconds (a virtual machine), that is more than all else that is done with a
picture: 3 ms for 3 MB.
"""

import ctypes
import sys

KEPT_BYTES = 64 * 2**20
"""What may lie free at the top of a heap."""

IN_HEAP_BYTES_MAX = 32 * 2**20
"""Larger blocks are still taken from the system and given back, each by itself; the C library's own limit."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Of glibc's malloc.h."""


def keep_freed_memory() -> bool:
    """Whether the C library is one that can be told (glibc)."""
    if not sys.platform.startswith("linux"):
        return False
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    return tell is not None and all(
        (tell(_TRIM_THRESHOLD, KEPT_BYTES), tell(_MMAP_THRESHOLD, IN_HEAP_BYTES_MAX))
    )
