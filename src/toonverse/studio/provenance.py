"""How an episode's pictures came to be, as the mark that every export carries."""

from collections.abc import Iterable

from toonverse.draw.marks import xmp_packet

RULED_MODELS = frozenset({"draft"})
"""Models that draw by rules alone; a picture of any other counts as made with generative AI."""


def generative(models: Iterable[str]) -> bool:
    """Whether any of the models is a trained one."""
    return not RULED_MODELS.issuperset(models)


def mark(title: str, models: Iterable[str]) -> bytes:
    """The XMP packet for pictures by these models, lettered and assembled by rules."""
    return xmp_packet(
        title, "compositeWithTrainedAlgorithmicMedia" if generative(models) else "algorithmicMedia"
    )
