"""Layers that a person edited, in place of where single balloons were moved, and what each change replaced.

A layer with moved balloons becomes one by hand, as it was lettered: nothing that was placed is lost.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_MOVED = sa.text(
    "SELECT panels.id, letterings.layer, takes.sha256 FROM panels"
    " JOIN episodes ON episodes.id = panels.episode_id"
    " JOIN letterings ON letterings.panel_id = panels.id AND letterings.language = episodes.language"
    " JOIN takes ON takes.panel_id = panels.id AND takes.number = letterings.take"
    " WHERE panels.moves IS NOT NULL"
)
_BY_HAND = sa.text("UPDATE panels SET by_hand = :by_hand WHERE id = :id")


def upgrade() -> None:
    op.add_column("panels", sa.Column("by_hand", sa.Text(), nullable=True))
    bind = op.get_bind()
    for row in bind.execute(_MOVED).all():
        by_hand = json.dumps(
            {"picture": row.sha256, "layer": json.loads(row.layer)}, ensure_ascii=False, separators=(",", ":")
        )
        bind.execute(_BY_HAND, {"by_hand": by_hand, "id": row.id})
    op.drop_column("panels", "moves")
    op.create_table(
        "panel_edits",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("take", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by_hand", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what IN ('take', 'words', 'balloons')", name="ck_panel_edits_what"),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name="fk_panel_edits_panel_id_panels"),
        sa.PrimaryKeyConstraint("id", name="pk_panel_edits"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_panel_edits_panel", "panel_edits", ["panel_id", "id"])
