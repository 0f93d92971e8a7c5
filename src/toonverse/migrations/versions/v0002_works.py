"""Works: projects, episodes, jobs, panels, takes and letterings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), autoincrement=True, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    _projects()
    _episodes()
    _jobs()
    _panels()
    _letterings()
    _takes()


def _projects() -> None:
    op.create_table(
        "projects",
        _id(),
        _text("title"),
        _number("episodes_made"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.UniqueConstraint("title", name="uq_projects_title"),
        sqlite_autoincrement=True,
    )


def _episodes() -> None:
    op.create_table(
        "episodes",
        _id(),
        _number("project_id"),
        _number("number"),
        _text("title"),
        _text("language"),
        _text("style"),
        sa.Column("target_panels", sa.Integer(), nullable=True),
        _text("status"),
        _text("identity"),
        _number("revision"),
        _text("folder"),
        _text("story"),
        _text("options"),
        sa.Column("script", sa.Text(), nullable=True),
        sa.Column("storyboard", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("generation_metadata", sa.Text(), nullable=True),
        sa.CheckConstraint("status IN ('draft', 'active')", name="ck_episodes_status"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_episodes_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_episodes"),
        sa.UniqueConstraint("identity", "revision", name="uq_episodes_identity"),
        sa.UniqueConstraint("project_id", "number", name="uq_episodes_project_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_episodes_status", "episodes", ["status", "published_at"], unique=False)


def _jobs() -> None:
    op.create_table(
        "jobs",
        _id(),
        _number("episode_id"),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        _text("kind"),
        _text("status"),
        _number("attempt"),
        _text("waiting_for"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("completed_at", MOMENT, nullable=True),
        sa.Column("cost_nusd", sa.BigInteger(), nullable=False),
        _text("output"),
        _text("error_code"),
        _text("error"),
        sa.Column("cost_max_nusd", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')", name="ck_jobs_status"
        ),
        sa.CheckConstraint("cost_nusd >= 0", name="ck_jobs_cost"),
        sa.ForeignKeyConstraint(["episode_id"], ["episodes.id"], name="fk_jobs_episode_id_episodes"),
        sa.ForeignKeyConstraint(["parent_id"], ["jobs.id"], name="fk_jobs_parent_id_jobs"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("episode_id", "kind", name="uq_jobs_episode_id"),
        sqlite_autoincrement=True,
    )


def _panels() -> None:
    op.create_table(
        "panels",
        _id(),
        _number("episode_id"),
        _number("number"),
        _text("shot"),
        sa.ForeignKeyConstraint(["episode_id"], ["episodes.id"], name="fk_panels_episode_id_episodes"),
        sa.PrimaryKeyConstraint("id", name="pk_panels"),
        sa.UniqueConstraint("episode_id", "number", name="uq_panels_episode_id"),
        sqlite_autoincrement=True,
    )


def _letterings() -> None:
    op.create_table(
        "letterings",
        _id(),
        _number("panel_id"),
        _text("language"),
        _number("take"),
        _text("layer"),
        _text("sha256"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name="fk_letterings_panel_id_panels"),
        sa.PrimaryKeyConstraint("id", name="pk_letterings"),
        sa.UniqueConstraint("panel_id", "language", name="uq_letterings_panel_id"),
        sqlite_autoincrement=True,
    )


def _takes() -> None:
    op.create_table(
        "takes",
        _id(),
        _number("panel_id"),
        _number("number"),
        _text("sha256"),
        _text("media_type"),
        _number("width"),
        _number("height"),
        _text("faces"),
        _text("prompt"),
        _text("model"),
        sa.Column("cost_nusd", sa.BigInteger(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("cost_nusd >= 0", name="ck_takes_cost"),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name="fk_takes_panel_id_panels"),
        sa.PrimaryKeyConstraint("id", name="pk_takes"),
        sa.UniqueConstraint("panel_id", "number", name="uq_takes_panel_id"),
        sqlite_autoincrement=True,
    )
