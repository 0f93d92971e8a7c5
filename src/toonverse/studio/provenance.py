"""How an episode's pictures came to be, as the mark that every export carries."""

from collections.abc import Iterable

from toonverse.draw.marks import xmp_packet

BY_HAND, UPLOADED = "by hand", "upload"
"""What stands for the model of a picture that a person brought: their own, or nobody said whose."""

RULED_MODELS = frozenset({"draft", BY_HAND})
"""What is drawn by rules or by a person; a picture of any other counts as made with generative AI."""


def generative(models: Iterable[str]) -> bool:
    """Whether any of the models is a trained one."""
    return not RULED_MODELS.issuperset(models)


def mark(title: str, models: Iterable[str]) -> bytes:
    """The XMP packet for pictures by these models, lettered and assembled by rules."""
    return xmp_packet(
        title, "compositeWithTrainedAlgorithmicMedia" if generative(models) else "algorithmicMedia"
    )
