"""Writes to the local disc that survive a power cut: data first, then the name, then the folder."""

import os
from pathlib import Path
from threading import get_ident

_FOLDERS_CAN_BE_SYNCED = os.name == "posix"  # elsewhere a folder cannot be opened; the rename is all there is


def sync_file(path: Path) -> None:
    """Returns when the file's bytes are on the disc."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Returns when the names in the folder are on the disc."""
    if not _FOLDERS_CAN_BE_SYNCED:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_synced(path: Path, data: bytes, read_soon: bool = True) -> None:
    """Returns when the bytes are on the disc, in a file that others may not look for yet. Raises OSError.

    Those that nobody will read soon leave their memory to the next ones: to find fresh pages for a file takes
    twice as long as to write it.
    """
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
        if not read_soon and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def write_file(path: Path, data: bytes) -> None:
    """Writes the whole file or none of it; makes its folder. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two writers of one name, processes or threads, must not share a half-written file.
    partial = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.partial")
    try:
        write_synced(partial, data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)
