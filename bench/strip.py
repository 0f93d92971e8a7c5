"""What packaging costs: time and peak memory for 100 panels, beside a naive Pillow strip in the same run."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PANELS = 100
DIFFERENT = 8
PANEL_SIZE_PX = (1024, 1536)
GAP_PX = 250
WIDTH_PX = 800
SLICE_HEIGHT_PX = 1280

Figure = tuple[str, float, str]


def figures() -> list[Figure]:
    """Name, value, unit. Each program runs in a process of its own, whose peak memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        _in_child("prepare", folder)
        ours = _in_child("package", folder)
        ready = _in_child("package", folder)  # the reader's pictures are there, as after lettering
        naive = _in_child("pillow", folder)
    return [
        (f"package {PANELS} panels", ready["seconds"], "s"),
        (f"package {PANELS} panels, processor time with start", ready["cpu_seconds"], "s"),
        (f"package {PANELS} panels, peak memory", ready["memory_mb"], "MB"),
        (f"package {PANELS} panels with the reader's pictures", ours["seconds"], "s"),
        (f"naive Pillow strip of {PANELS} panels", naive["seconds"], "s"),
        (f"naive Pillow strip of {PANELS} panels, peak memory", naive["memory_mb"], "MB"),
    ]


def _in_child(program: str, folder: str) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, __file__, program, folder], capture_output=True, text=True, check=True, timeout=600
    )
    measured: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return measured


def _prepare(folder: Path) -> None:
    """Pictures like drawn panels: soft colour, hard edges, a grain that PNG cannot pack away."""
    import numpy as np

    from toonverse.draw.marks import xmp_packet
    from toonverse.draw.png_stream import marked_png
    from toonverse.store.images import ImageStore

    width, height = PANEL_SIZE_PX
    xmp = xmp_packet("bench", "algorithmicMedia")
    store = ImageStore(folder / "images")
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    kept = []
    for seed in range(DIFFERENT):
        chance = np.random.default_rng(seed)
        sky = np.stack([90 + 80 * np.sin(y / 420 + seed + c) for c in range(3)], -1)
        for _ in range(40):
            left, top, size = chance.integers(0, width), chance.integers(0, height), chance.integers(20, 260)
            inside = (x - left) ** 2 + (y - top) ** 2 < size**2
            sky[inside] = chance.integers(20, 235, 3)
        grain = chance.normal(0, 2.2, (height, width, 1))
        kept.append(store.put(marked_png(np.clip(sky + grain, 0, 255).astype(np.uint8), xmp)))
    (folder / "kept.json").write_text(json.dumps(kept))


def _package(folder: Path) -> None:
    from datetime import UTC, datetime

    from toonverse.domain.geometry import Box
    from toonverse.domain.panel import Picture
    from toonverse.domain.storyboard import Shot, Storyboard
    from toonverse.store.folders import EpisodeFolder
    from toonverse.store.fonts import typefaces
    from toonverse.store.images import ImageStore
    from toonverse.store.records import Episode
    from toonverse.studio.packaging import package
    from toonverse.studio.press_order import Order, PanelArt

    kept = json.loads((folder / "kept.json").read_text())
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    shots, panels = [], []
    for number in range(1, PANELS + 1):
        shots.append(
            Shot(
                number,
                number // 6,
                "medium",
                "eye",
                "street",
                "",
                "modern",
                "day",
                "clear",
                (),
                "",
                gutter_px=GAP_PX,
            )
        )
        # Each panel counts as a picture of its own, so that no cache of eight spares the work of a hundred.
        picture = Picture(kept[number % DIFFERENT], "image/png", *PANEL_SIZE_PX)
        panels.append(PanelArt(number, picture.sha256, picture, (Box(200, 120, 800, 420),), "draft"))
    episode = Episode(
        1, 1, 1, "Bench", "en", "webtoon", PANELS, "draft", "", 1, "001-bench", "{}", made_at, None, ""
    )
    storyboard = Storyboard("Bench", "en", "webtoon", (), tuple(shots))
    order = Order(EpisodeFolder(folder / "episode", 1), episode, "Bench", storyboard, panels, made_at)
    images, fonts = ImageStore(folder / "images"), typefaces()
    _measured(lambda: package(order, images, fonts))


def _pillow(folder: Path) -> None:
    """The obvious way: paste everything into one picture, save it, crop the slices out of it."""
    import hashlib

    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    kept = json.loads((folder / "kept.json").read_text())
    target = folder / "pillow"
    target.mkdir(exist_ok=True)

    def run() -> None:
        pictures = []
        for number in range(PANELS):
            sha256 = kept[number % DIFFERENT]
            path = folder / "images" / sha256[:2] / sha256[2:]
            assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
            picture = Image.open(path).convert("RGB")
            height = round(picture.height * WIDTH_PX / picture.width)
            pictures.append(picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS))
        height = sum(picture.height + GAP_PX for picture in pictures)
        strip, y = Image.new("RGB", (WIDTH_PX, height), "white"), 0
        for picture in pictures:
            strip.paste(picture, (0, y))
            y += picture.height + GAP_PX
        strip.save(target / "strip.png", compress_level=1)
        for top in range(0, height, SLICE_HEIGHT_PX):
            piece = strip.crop((0, top, WIDTH_PX, min(height, top + SLICE_HEIGHT_PX)))
            piece.save(target / f"{top // SLICE_HEIGHT_PX:03d}.jpg", quality=92, subsampling=0)

    _measured(run)


def _measured(run: Callable[[], object]) -> None:
    import time

    start = time.perf_counter()
    run()
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time()
    print(
        json.dumps(
            {
                "seconds": round(seconds, 2),
                "cpu_seconds": round(cpu_seconds, 2),
                "memory_mb": round(_peak_mb()),
            }
        )
    )


def _peak_mb() -> float:
    """The most memory this program has held.

    Linux hands `ru_maxrss` on through exec: a child of a process of 300 MB reports 300 MB at least. The
    kernel's own mark (`VmHWM`) begins with the program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        mark = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(mark.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    program, where = {"prepare": _prepare, "package": _package, "pillow": _pillow}[sys.argv[1]], sys.argv[2]
    program(Path(where))
    if sys.argv[1] == "prepare":
        print("{}")
