"""Characters of a project: the look that a person wants, and the pictures that painters are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "characters",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("look", sa.Text(), nullable=True),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_characters_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_characters"),
        sa.UniqueConstraint("project_id", "name", name="uq_characters_project_id"),
        sqlite_autoincrement=True,
    )
    op.create_table("character_references", *_columns(), *_constraints(), sqlite_autoincrement=True)


def _columns() -> list[sa.Column[object]]:
    texts = ("sha256", "media_type", "model", "error_code", "error")
    return [
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("call", sa.Text(), server_default="", nullable=False),
        sa.Column("from_run", sa.Integer(), server_default="0", nullable=False),
        sa.Column("most_nusd", sa.BigInteger(), server_default="0", nullable=False),
        *[_text(name) for name in texts],
        sa.Column("width", sa.Integer(), server_default="0", nullable=False),
        sa.Column("height", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cost_nusd", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _constraints() -> list[sa.Constraint]:
    table = "character_references"
    return [
        sa.CheckConstraint("origin IN ('sheet', 'upload')", name=f"ck_{table}_origin"),
        sa.CheckConstraint("status IN ('wanted', 'made', 'failed', 'removed')", name=f"ck_{table}_status"),
        sa.CheckConstraint("cost_nusd >= 0", name=f"ck_{table}_cost"),
        sa.ForeignKeyConstraint(
            ["character_id"], ["characters.id"], name=f"fk_{table}_character_id_characters"
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episodes.id"], name=f"fk_{table}_episode_id_episodes"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("character_id", "number", name=f"uq_{table}_character_id"),
    ]
