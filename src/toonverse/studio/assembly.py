"""Packaging as a drawing process runs it: it draws cards, and its memory goes with the process."""

from toonverse.studio.packaging import Package, package
from toonverse.studio.press import Order


def assemble(store_root: str, order: Order) -> Package:
    """`packaging.package` over the image store at `store_root`. Raises UsageError, StorageError."""
    from toonverse.store.fonts import typefaces
    from toonverse.store.images import ImageStore

    return package(order, ImageStore(store_root), typefaces())
