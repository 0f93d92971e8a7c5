"""Pictures by content: one file for each distinct picture, named by the SHA-256 of its bytes.

The store is the door's `Keep`: when `put` has returned, the bytes survive a crash of the machine.
Pictures are never changed; a hash once recorded can be read until its bytes are dropped, which only the
gateway's old answers are.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import BaseError
from obstore.exceptions import NotFoundError as KeyMissing
from obstore.store import LocalStore, ObjectStore, from_url

from toonverse.errors import StorageError, UsageError
from toonverse.store.durable import sync_file, sync_folder, write_file, write_synced

IMAGE_BYTES_MAX = 128 * 2**20
"""Larger than any answer a provider is let give (a 3840 x 2160 PNG is below 30 MB, ten smaller ones in base64
below 100 MB); a runaway stops here."""

_THREADS = 4
_SHA256 = re.compile(r"[0-9a-f]{64}")


class DamagedImage(StorageError):
    """The bytes under a hash no longer have that hash."""

    code = "damaged_image"


class ImageMissing(StorageError):
    code = "image_missing"


class ImageTooLarge(UsageError):
    code = "image_too_large"


class StorageFailed(StorageError):
    """The folder or bucket did not take or give the bytes (full, read-only, unreachable)."""

    code = "storage_failed"


def image_key(sha256: str) -> str:
    """Where a picture lies: `ab/cdef...`. Raises UsageError for anything that is not a SHA-256 in hex."""
    if not _SHA256.fullmatch(sha256):
        raise UsageError(sha256=sha256[:80])
    return f"{sha256[:2]}/{sha256[2:]}"


def _check_size(media: bytes) -> None:
    """Raises UsageError (`image_too_large`, or an empty picture)."""
    if not media:
        raise UsageError(image_bytes=0)
    if len(media) > IMAGE_BYTES_MAX:
        raise ImageTooLarge(image_bytes=len(media), limit=IMAGE_BYTES_MAX)


def _write(path: Path, media: bytes, read_soon: bool) -> None:
    """Raises OSError, and as `_check_size`."""
    _check_size(media)
    write_synced(path, media, read_soon)


class ImageStore:
    """`root` is a local folder, or an address such as `s3://bucket/prefix`.

    Safe to share between threads and processes: a write is atomic and the same bytes have one name.
    """

    def __init__(self, root: Path | str) -> None:
        self._folder: Path | None = None
        self._named: set[str] = set()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="keeping")
        if isinstance(root, str) and root.startswith("file://"):
            root = Path(url2pathname(urlsplit(root).path))  # a folder all the same, and to be synced as one
        if isinstance(root, str) and "://" in root:
            self._store: ObjectStore = from_url(root)
        else:
            self._folder = Path(root).resolve()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(prefix=self._folder)

    def put(self, media: bytes, sha256: str = "") -> str:
        """Keeps the bytes durably and returns their SHA-256 in hex; the same bytes may be put again.

        Who has hashed them already says the `sha256`. Raises UsageError (`image_too_large`, or an empty
        picture), StorageError (`storage_failed`).
        """
        _check_size(media)
        sha256 = sha256 or hashlib.sha256(media).hexdigest()
        try:
            if self._has_whole(sha256, len(media)):
                self._sync(sha256)
            elif self._folder is None:
                obstore.put(self._store, image_key(sha256), media)
            else:
                write_file(self._folder / image_key(sha256), media)
                self._sync_name(sha256[:2])
        except (BaseError, OSError) as failure:
            raise StorageFailed(sha256=sha256, reason=str(failure)) from failure
        return sha256

    @contextmanager
    def writing(self, media: bytes, read_soon: bool) -> Iterator[Callable[[str], object]]:
        """`put` in two steps: a local file is written at once, beside whatever else is done, and forced to
        the disc; what is given here names it by its hash. Bytes that were there are replaced by the same.
        What is not `read_soon` takes no place in the system's cache.

        Only what is given raises, and as `put` does.
        """
        if self._folder is None:
            yield lambda sha256: self.put(media, sha256)
            return
        partial = self._folder / f".{secrets.token_hex(16)}.partial"
        written = self._threads.submit(_write, partial, media, read_soon)
        try:
            yield lambda sha256: self._name(partial, written, sha256)
        finally:
            written.exception()  # it has ended, however it did
            partial.unlink(missing_ok=True)

    def get(self, sha256: str) -> bytes:
        """The picture's bytes, checked. Raises StorageError (`image_missing`, `damaged_image`)."""
        media = self._read(sha256)
        if media is None:
            raise ImageMissing(sha256=sha256)
        if hashlib.sha256(media).hexdigest() != sha256:
            raise DamagedImage(sha256=sha256, image_bytes=len(media))
        return media

    def has(self, sha256: str) -> bool:
        """Whether the whole bytes lie under the hash; if so, they survive a crash of the machine.

        A process killed in `put` may leave them unsynced. Raises StorageError when the store does not answer.
        """
        size = self._size(sha256)
        if size is None or size > IMAGE_BYTES_MAX or not self._has_whole(sha256, size):
            return False
        try:
            self._sync(sha256)
        except OSError as failure:
            raise StorageFailed(sha256=sha256, reason=str(failure)) from failure
        return True

    def drop(self, sha256: str) -> None:
        """Forgets the bytes; what is gone already is no error. Raises StorageError."""
        try:
            obstore.delete(self._store, image_key(sha256))
        except (KeyMissing, FileNotFoundError):
            return
        except (BaseError, OSError) as failure:
            raise StorageFailed(sha256=sha256, reason=str(failure)) from failure

    def path(self, sha256: str) -> Path:
        """The picture's file. Raises StorageError when the store is not a local folder or has none."""
        if self._folder is None:
            raise StorageFailed(sha256=sha256, reason="the store is not a local folder")
        path = self._folder / image_key(sha256)
        if not path.is_file():
            raise ImageMissing(sha256=sha256)
        return path

    def storage_writable(self) -> bool:
        """Writes, reads back and removes a small object, as `doctor` and `/health` report it."""
        probe = b"toonverse storage probe"
        key = f"probe-{secrets.token_hex(8)}"  # its own name, so that two probes do not meet
        try:
            obstore.put(self._store, key, probe)
            same = bytes(obstore.get(self._store, key).bytes()) == probe
            obstore.delete(self._store, key)
        except (BaseError, OSError):
            return False
        return same

    def _size(self, sha256: str) -> int | None:
        try:
            if self._folder is not None:
                return (self._folder / image_key(sha256)).stat().st_size
            return obstore.head(self._store, image_key(sha256))["size"]
        except (KeyMissing, FileNotFoundError):
            return None
        except (BaseError, OSError) as failure:
            raise StorageFailed(sha256=sha256, reason=str(failure)) from failure

    def _read(self, sha256: str) -> bytes | None:
        size = self._size(sha256)
        if size is None:
            return None
        if size > IMAGE_BYTES_MAX:
            raise DamagedImage(sha256=sha256, image_bytes=size)
        try:
            if self._folder is not None:  # no client between us and the file: half the time and memory
                return (self._folder / image_key(sha256)).read_bytes()
            return bytes(obstore.get(self._store, image_key(sha256)).bytes())
        except (BaseError, OSError) as failure:
            raise StorageFailed(sha256=sha256, reason=str(failure)) from failure

    def _name(self, partial: Path, written: Future[None], sha256: str) -> None:
        assert self._folder is not None
        path = self._folder / image_key(sha256)
        try:
            written.result()
            path.parent.mkdir(exist_ok=True)
            partial.replace(path)
            sync_folder(path.parent)
            self._sync_name(path.parent.name)
        except OSError as failure:
            raise StorageFailed(sha256=sha256, reason=str(failure)) from failure

    def _has_whole(self, sha256: str, size: int) -> bool:
        """A file left by a crash may have its name before its bytes: only its hash tells."""
        if self._size(sha256) != size:
            return False
        kept = self._read(sha256)
        return kept is not None and hashlib.sha256(kept).hexdigest() == sha256

    def _sync(self, sha256: str) -> None:
        """Object stores are durable when they answer; a local file must be forced to the disc."""
        if self._folder is None:
            return
        path = self._folder / image_key(sha256)
        sync_file(path)
        sync_folder(path.parent)
        self._sync_name(path.parent.name)

    def _sync_name(self, folder: str) -> None:
        """A folder whose name is on the disc once stays there."""
        if self._folder is not None and folder not in self._named:
            sync_folder(self._folder)
            self._named.add(folder)
