"""A shot as a small quick drawing, whoever will paint it: a storyboard is seen before it is bought."""

from toonverse.domain.storyboard import Brief
from toonverse.domain.wire import from_json

SKETCH_PX = 320
QUALITY = 56


def draw_sketch(brief_json: str) -> bytes:
    """WebP bytes, 320 px wide, by the draft renderer. Runs in a drawing process.

    Raises `pydantic.ValidationError` for what is no brief.
    """
    import pyvips

    from toonverse.draw.draft import paint  # the process that only orders the work never draws

    pixels = paint(from_json(Brief, brief_json)).pixels
    height, width = pixels.shape[:2]
    image = pyvips.Image.new_from_memory(pixels.tobytes(), width, height, 3, "uchar")
    small: bytes = image.resize(SKETCH_PX / width).webpsave_buffer(Q=QUALITY, effort=2, keep="none")
    return small
