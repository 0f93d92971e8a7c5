"""What an operator may set is told where an operator looks."""

from pathlib import Path

from toonverse.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_told_in_the_operators_page():
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    names = [field.alias or f"TOONVERSE_{name}".upper() for name, field in Settings.model_fields.items()]
    assert names
    assert [name for name in names if f"`{name}`" not in page] == []
