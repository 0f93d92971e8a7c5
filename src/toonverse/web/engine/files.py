"""The engine's folder (`IMAGE_STORAGE_DIR`): `panel_001_<unixtime>.png`, and a folder for each other user.

The pictures themselves are kept by the door; these are copies of them under names that people know. Names
can be guessed, so another user's files are in another folder.
"""

import os
import re
import secrets
from pathlib import Path

from toonverse.errors import StorageError
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.store.durable import sync_folder

SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}
MEDIA_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items()}
NAME = re.compile(r"panel_\d{3,9}_\d{1,12}(?:_\d{1,4})?(?:\.png|\.jpg|\.webp)")
ACCOUNT = re.compile(r"[0-9A-Za-z_-]{1,100}")

SAME_SECOND_MAX = 9_999
"""Pictures of one panel number in one second."""


class EngineFiles:
    """`root` is made when the first picture is put there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, account: str, panel_number: int, unixtime: int, media: bytes, media_type: str) -> Path:
        """Writes the picture under a name of its own, and returns its path.

        No picture replaces another one: `_2`, `_3` ... follow in the same second. Put again, the same picture
        is found under the name it has. Raises StorageError.
        """
        folder, suffix = self._folder(account), SUFFIXES.get(media_type, ".png")
        stem = f"panel_{panel_number:03d}_{unixtime}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for turn in range(1, SAME_SECOND_MAX + 1):
                path = folder / f"{stem}{'' if turn == 1 else f'_{turn}'}{suffix}"
                if _made(path, media):
                    return path
        except OSError as failure:
            raise StorageError(path=str(folder), reason=str(failure)) from failure
        raise StorageError(path=str(folder), reason=f"{SAME_SECOND_MAX} pictures called {stem}")

    def find(self, account: str, name: str) -> Path | None:
        """The user's file of that name; None for whatever is no name of ours."""
        if not NAME.fullmatch(name):
            return None
        path = self._folder(account) / name
        return path if path.is_file() and not path.is_symlink() else None

    def writable(self) -> bool:
        """Writes and removes a small file, as `/health` tells."""
        probe = self.root / f".probe-{secrets.token_hex(8)}"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"toonverse storage probe")
            probe.unlink()
        except OSError:
            return False
        return True

    def _folder(self, account: str) -> Path:
        if account == LOCAL_OWNER:
            return self.root
        if not ACCOUNT.fullmatch(account):
            raise StorageError(account=account[:80], reason="no folder may be called that")
        return self.root / account


def _made(path: Path, media: bytes) -> bool:
    """Whether the file has these bytes now: made whole, or found so. False if another has the name."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}.partial")
    try:
        with partial.open("xb") as out:
            out.write(media)
            out.flush()
            os.fsync(out.fileno())
        os.link(partial, path)  # unlike a rename it takes nobody's name away
    except FileExistsError:
        return path.is_file() and path.stat().st_size == len(media) and path.read_bytes() == media
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True
