"""A shot, or a character, as a small quick drawing: both are seen before anything is bought."""

from toonverse.domain.look import Look
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Brief
from toonverse.domain.wire import from_json

SKETCH_PX = 320
QUALITY = 56

PORTRAIT_PX = (1050, 600)
PORTRAIT_QUALITY = 72


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


def draw_portrait(look_json: str, style: Style) -> bytes:
    """A character's sheet as WebP bytes, by the draft renderer. Runs in a drawing process.

    Raises `pydantic.ValidationError` for what is no look.
    """
    import pyvips

    from toonverse.draw.draft.model_sheet import model_sheet  # who only orders the work never draws

    pixels = model_sheet(from_json(Look, look_json), style)
    height, width = pixels.shape[:2]
    image = pyvips.Image.new_from_memory(pixels.tobytes(), width, height, 3, "uchar")
    small: bytes = image.resize(PORTRAIT_PX[0] / width).webpsave_buffer(
        Q=PORTRAIT_QUALITY, effort=2, keep="none"
    )
    return small
