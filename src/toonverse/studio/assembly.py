"""Packaging as a drawing process runs it: it draws cards, and its memory goes with the process."""

from typing import TYPE_CHECKING

from toonverse.studio.press_order import Order

if TYPE_CHECKING:
    from toonverse.studio.packaging import Package


def assemble(store_root: str, order: Order) -> "Package":
    """`packaging.package` over the image store at `store_root`. Raises UsageError, StorageError."""
    from toonverse.store.fonts import typefaces
    from toonverse.store.images import ImageStore
    from toonverse.studio.packaging import package

    return package(order, ImageStore(store_root), typefaces())
