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


def write_file(path: Path, data: bytes) -> None:
    """Writes the whole file or none of it; makes its folder. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two writers of one name, processes or threads, must not share a half-written file.
    partial = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.partial")
    try:
        with partial.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)
