"""The image store keeps bytes under their hash, and says when it no longer can."""

import hashlib
import os
from pathlib import Path
from threading import Thread

import pytest

from toonverse.errors import StorageError, UsageError
from toonverse.store import images as images_module
from toonverse.store.images import DamagedImage, ImageMissing, ImageStore, ImageTooLarge, StorageFailed


@pytest.fixture
def images(tmp_path: Path) -> ImageStore:
    return ImageStore(tmp_path / "images")


def test_a_picture_is_read_back_by_its_hash(images: ImageStore):
    sha256 = images.put(b"picture")
    assert sha256 == hashlib.sha256(b"picture").hexdigest()
    assert images.get(sha256) == b"picture"
    assert images.has(sha256)
    assert images.path(sha256).parts[-2:] == (sha256[:2], sha256[2:])


def test_putting_the_same_bytes_again_leaves_one_file(images: ImageStore, tmp_path: Path):
    assert images.put(b"picture") == images.put(b"picture")
    assert len([path for path in (tmp_path / "images").rglob("*") if path.is_file()]) == 1


def test_changed_bytes_are_found_and_mended_by_putting_again(images: ImageStore):
    sha256 = images.put(b"picture")
    images.path(sha256).write_bytes(b"pictUre")
    with pytest.raises(DamagedImage) as caught:
        images.get(sha256)
    assert caught.value.code == "damaged_image"
    images.put(b"picture")
    assert images.get(sha256) == b"picture"


def test_a_file_cut_off_by_a_crash_is_written_anew(images: ImageStore):
    sha256 = images.put(b"picture")
    images.path(sha256).write_bytes(b"")
    images.put(b"picture")
    assert images.get(sha256) == b"picture"


def test_only_whole_bytes_count_as_kept(images: ImageStore):
    sha256 = images.put(b"picture")
    images.path(sha256).write_bytes(b"pict")
    assert not images.has(sha256)
    assert not images.has(hashlib.sha256(b"another").hexdigest())
    images.put(b"picture")
    assert images.has(sha256)


def test_bytes_and_names_are_forced_to_the_disc_before_put_returns(
    images: ImageStore, monkeypatch: pytest.MonkeyPatch
):
    synced: list[str] = []
    real = os.fsync

    def watch(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", watch)
    path = images.path(images.put(b"picture"))
    assert synced[0].startswith(f"{path.parent}/.{path.name}.")
    assert synced[1:] == [str(path.parent), str(path.parent.parent)]


def test_a_missing_picture_and_a_wrong_name_are_told_apart(images: ImageStore):
    with pytest.raises(ImageMissing):
        images.get("0" * 64)
    with pytest.raises(ImageMissing):
        images.path("0" * 64)
    for name in ("../../etc/passwd", "0" * 63, "G" * 64):
        with pytest.raises(UsageError):
            images.get(name)


def test_empty_and_oversized_pictures_are_refused(images: ImageStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(images_module, "IMAGE_BYTES_MAX", 10)
    with pytest.raises(UsageError):
        images.put(b"")
    with pytest.raises(ImageTooLarge):
        images.put(b"12345678901")


def test_many_writers_of_the_same_and_of_other_bytes_lose_nothing(images: ImageStore):
    pictures = [bytes([n]) * 50_000 for n in range(8)]
    kept: list[str] = []

    def put_all() -> None:
        kept.extend(images.put(picture) for picture in pictures)

    threads = [Thread(target=put_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 64
    assert sorted(images.get(sha256)[0] for sha256 in set(kept)) == list(range(8))


def test_a_writable_store_says_so_and_leaves_nothing_behind(images: ImageStore, tmp_path: Path):
    assert images.storage_writable()
    assert list((tmp_path / "images").rglob("*")) == []


def test_a_file_address_is_a_local_folder(tmp_path: Path):
    images = ImageStore((tmp_path / "그림 1").as_uri())
    assert images.path(images.put(b"picture")).is_relative_to(tmp_path / "그림 1")


def test_a_store_by_address_keeps_pictures_too_but_has_no_files():
    images = ImageStore("memory:///")
    sha256 = images.put(b"picture")
    assert images.put(b"picture") == sha256
    assert images.get(sha256) == b"picture"
    assert images.storage_writable()
    with pytest.raises(StorageFailed):
        images.path(sha256)
    with pytest.raises(ImageMissing):
        images.get("0" * 64)


def test_a_store_that_cannot_write_says_so(tmp_path: Path):
    images = ImageStore(tmp_path / "images")
    (tmp_path / "images").rmdir()
    (tmp_path / "images").write_text("a file where the folder was")
    assert not images.storage_writable()
    with pytest.raises(StorageError):
        images.put(b"picture")


@pytest.mark.parametrize("read_soon", [True, False])
def test_bytes_that_are_written_early_have_a_name_only_once_it_is_given(
    images: ImageStore, tmp_path: Path, read_soon: bool
):
    sha256 = hashlib.sha256(b"picture").hexdigest()
    with images.writing(b"picture", read_soon) as kept_as:
        assert not images.has(sha256)
        kept_as(sha256)
        assert images.get(sha256) == b"picture"
    assert [path.name for path in (tmp_path / "images").rglob("*") if path.is_file()] == [sha256[2:]]


def test_bytes_that_get_no_name_leave_nothing(images: ImageStore, tmp_path: Path):
    with pytest.raises(RuntimeError, match="in between"), images.writing(b"picture", read_soon=True):
        raise RuntimeError("in between")
    assert list((tmp_path / "images").rglob("*")) == []


def test_early_bytes_and_their_name_are_on_the_disc_when_they_are_kept(
    images: ImageStore, monkeypatch: pytest.MonkeyPatch
):
    synced: list[str] = []
    real = os.fsync

    def watch(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", watch)
    sha256 = hashlib.sha256(b"picture").hexdigest()
    with images.writing(b"picture", read_soon=True) as kept_as:
        kept_as(sha256)
        folder = images.path(sha256).parent
        assert synced[0].startswith(f"{folder.parent}/.")
        assert synced[1:] == [str(folder), str(folder.parent)]


def test_early_bytes_that_can_not_be_stored_say_so_only_when_they_are_named(
    images: ImageStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(images_module, "IMAGE_BYTES_MAX", 10)
    with images.writing(b"12345678901", read_soon=True) as kept_as, pytest.raises(ImageTooLarge):
        kept_as("0" * 64)
    (tmp_path / "images").rmdir()
    with images.writing(b"picture", read_soon=True) as kept_as, pytest.raises(StorageFailed):
        kept_as("0" * 64)


def test_a_store_by_address_takes_early_bytes_when_they_are_named():
    images = ImageStore("memory:///")
    sha256 = hashlib.sha256(b"picture").hexdigest()
    with images.writing(b"picture", read_soon=False) as kept_as:
        assert not images.has(sha256)
        kept_as(sha256)
    assert images.get(sha256) == b"picture"
