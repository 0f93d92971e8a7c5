"""Stories and pages by others, which tests read where they are and the project never holds.

They lie in `$TOONVERSE_SHARED`, else in `shared` beside the project. Where they are not, a room's conftest
keeps the tests that read them from being collected: `collect_ignore = without_shared("test_gold.py")`.
"""

import os
from pathlib import Path


def shared_folder() -> Path | None:
    """The folder that holds `data/`, or None where this machine has none."""
    named = os.environ.get("TOONVERSE_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return folder if (folder / "data").is_dir() else None


def shared(path: str) -> Path:
    """A file or folder of the shared data, which must be there."""
    folder = shared_folder()
    assert folder is not None, (
        "there is no shared data: set TOONVERSE_SHARED, or put `shared` beside the project"
    )
    assert (folder / path).exists(), f"the shared data lacks {path}"
    return folder / path


def without_shared(*names: str) -> list[str]:
    """The names, to be ignored, where there is no shared data; nothing where there is."""
    return [] if shared_folder() else list(names)
