"""The tables of works. Ids are AUTOINCREMENT: a deleted episode's id never names another one."""

import sqlalchemy as sa

from toonverse.db import UtcDateTime, metadata


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _episode_id() -> sa.Column[int]:
    return sa.Column("episode_id", sa.Integer, sa.ForeignKey("episodes.id"), nullable=False)


projects = sa.Table(
    "projects",
    metadata,
    _id(),
    sa.Column("account", sa.Text, nullable=False, server_default="local"),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("episodes_made", sa.Integer, nullable=False),  # the last number given out, never given again
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("account", "title"),
    sqlite_autoincrement=True,
)
"""`account` is whose it is, with all its episodes; accounts themselves are the ledger's."""

episodes = sa.Table(
    "episodes",
    metadata,
    _id(),
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("style", sa.Text, nullable=False),
    sa.Column("target_panels", sa.Integer),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("identity", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("story", sa.Text, nullable=False),
    sa.Column("options", sa.Text, nullable=False),
    sa.Column("script", sa.Text),
    sa.Column("storyboard", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("published_at", UtcDateTime),
    sa.Column("generation_metadata", sa.Text),
    sa.Column("description", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("identity", "revision"),
    sa.UniqueConstraint("project_id", "number"),
    sa.CheckConstraint("status IN ('draft', 'active')", name="status"),
    sa.Index("ix_episodes_status", "status", "published_at"),
    sqlite_autoincrement=True,
)

jobs = sa.Table(
    "jobs",
    metadata,
    _id(),
    _episode_id(),
    sa.Column("parent_id", sa.Integer, sa.ForeignKey("jobs.id")),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("waiting_for", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("completed_at", UtcDateTime),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False),
    sa.Column("output", sa.Text, nullable=False),
    sa.Column("error_code", sa.Text, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("cost_max_nusd", sa.BigInteger),
    sa.Column("quoted_nusd", sa.BigInteger),
    sa.Column("approved_nusd", sa.BigInteger),
    sa.Column("again", sa.Text, nullable=False, server_default=""),
    sa.Column("worked_ms", sa.BigInteger),  # at work before `resumed_at`; nothing where it was never counted
    sa.Column("resumed_at", UtcDateTime),  # at work since; nothing while it is not
    sa.UniqueConstraint("episode_id", "kind"),
    sa.CheckConstraint("status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')", name="status"),
    sa.CheckConstraint("cost_nusd >= 0", name="cost"),
    sqlite_autoincrement=True,
)

panels = sa.Table(
    "panels",
    metadata,
    _id(),
    _episode_id(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("shot", sa.Text, nullable=False),
    sa.Column("words", sa.Text),  # what was written in place of the shot's lines and sounds
    sa.Column("by_hand", sa.Text),  # the layer as a person edited it
    sa.Column("reshot_at", UtcDateTime),  # when the shot was changed after it was painted
    sa.UniqueConstraint("episode_id", "number"),
    sqlite_autoincrement=True,
)

takes = sa.Table(
    "takes",
    metadata,
    _id(),
    sa.Column("panel_id", sa.Integer, sa.ForeignKey("panels.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("faces", sa.Text, nullable=False),
    sa.Column("prompt", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False),
    sa.Column("tokens", sa.BigInteger, nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("panel_id", "number"),
    sa.CheckConstraint("cost_nusd >= 0", name="cost"),
    sqlite_autoincrement=True,
)

take_orders = sa.Table(
    "take_orders",
    metadata,
    _id(),
    sa.Column("panel_id", sa.Integer, sa.ForeignKey("panels.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("call", sa.Text, nullable=False),
    sa.Column("from_run", sa.Integer, nullable=False),  # the job's run whose money counts on it
    sa.Column("most_nusd", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("error_code", sa.Text, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("panel_id", "number"),
    sa.CheckConstraint("status IN ('wanted', 'made', 'failed')", name="status"),
    sqlite_autoincrement=True,
)
"""Further takes that were asked for: each call is stored before it is bought, and never made anew."""

letterings = sa.Table(
    "letterings",
    metadata,
    _id(),
    sa.Column("panel_id", sa.Integer, sa.ForeignKey("panels.id"), nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("take", sa.Integer, nullable=False),
    sa.Column("layer", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("made_of", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("panel_id", "language"),
    sqlite_autoincrement=True,
)

panel_edits = sa.Table(
    "panel_edits",
    metadata,
    _id(),
    sa.Column("panel_id", sa.Integer, sa.ForeignKey("panels.id"), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.Column("take", sa.Integer),
    sa.Column("words", sa.Text),
    sa.Column("by_hand", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("what IN ('take', 'words', 'balloons')", name="what"),
    sa.Index("ix_panel_edits_panel", "panel_id", "id"),
    sqlite_autoincrement=True,
)
"""What a panel was before each change, or after one that was taken back (`panel_history`)."""

posts = sa.Table(
    "posts",
    metadata,
    _id(),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("relevance_score", sa.Float, nullable=False),
    sa.Column("source_url", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("delivery", sa.Text, nullable=False),  # the sender's own name for it
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("decided_at", UtcDateTime),
    sa.UniqueConstraint("delivery"),
    sa.CheckConstraint("status IN ('pending', 'approved', 'rejected')", name="status"),
    sa.Index("ix_posts_status", "status", "id"),
    sqlite_autoincrement=True,
)

post_pictures = sa.Table(
    "post_pictures",
    metadata,
    _id(),
    sa.Column("post_id", sa.Integer, sa.ForeignKey("posts.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False, server_default=""),
    sa.Column("batch", sa.Text, nullable=False, server_default=""),
    sa.Column("call", sa.Text, nullable=False, server_default=""),
    sa.Column("waiting_for", sa.Text, nullable=False, server_default=""),
    sa.Column("error_code", sa.Text, nullable=False, server_default=""),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("sha256", sa.Text, nullable=False, server_default=""),
    sa.Column("width", sa.Integer, nullable=False, server_default="0"),
    sa.Column("height", sa.Integer, nullable=False, server_default="0"),
    sa.Column("shown_sha256", sa.Text, nullable=False, server_default=""),
    sa.Column("shown_width", sa.Integer, nullable=False, server_default="0"),
    sa.Column("shown_height", sa.Integer, nullable=False, server_default="0"),
    sa.Column("model", sa.Text, nullable=False, server_default=""),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("completed_at", UtcDateTime),
    sa.UniqueConstraint("post_id", "number"),
    sa.CheckConstraint("origin IN ('scraped', 'generated')", name="origin"),
    sa.CheckConstraint("status IN ('QUEUED', 'DONE', 'FAILED', 'CANCELLED')", name="status"),
    sa.CheckConstraint("cost_nusd >= 0", name="cost"),
    sa.Index("ix_post_pictures_status", "status", "id"),
    sqlite_autoincrement=True,
)
"""`sha256` is the picture as it came, `shown_sha256` what pages show of it, `batch` the run it is of."""

shorts = sa.Table(
    "shorts",
    metadata,
    _id(),
    _episode_id(),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("wish", sa.Text, nullable=False),
    sa.Column("video_model", sa.Text, nullable=False),
    sa.Column("text_model", sa.Text, nullable=False),
    sa.Column("maximum_nusd", sa.BigInteger, nullable=False),
    sa.Column("maximum_tokens", sa.BigInteger, nullable=False),
    sa.Column("waiting_for", sa.Text, nullable=False, server_default=""),
    sa.Column("output", sa.Text, nullable=False, server_default="{}"),
    sa.Column("error_code", sa.Text, nullable=False, server_default=""),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("completed_at", UtcDateTime),
    sa.UniqueConstraint("name"),
    sa.CheckConstraint(
        "status IN ('ORDERED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')", name="status"
    ),
    sa.Index("ix_shorts_status", "status", "id"),
    sa.Index("ix_shorts_account", "account", "id"),
    sqlite_autoincrement=True,
)
"""`name` is its envelope's; ORDERED is a short whose money is not held yet."""

short_clips = sa.Table(
    "short_clips",
    metadata,
    _id(),
    sa.Column("short_id", sa.Integer, sa.ForeignKey("shorts.id"), nullable=False),
    sa.Column("panel", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("analysis", sa.Text, nullable=False, server_default=""),
    sa.Column("video", sa.Text, nullable=False, server_default=""),
    sa.Column("sha256", sa.Text, nullable=False, server_default=""),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("tokens", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("error_code", sa.Text, nullable=False, server_default=""),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("short_id", "panel"),
    sa.CheckConstraint("status IN ('QUEUED', 'DONE', 'FAILED')", name="status"),
    sa.CheckConstraint("cost_nusd >= 0", name="cost"),
    sqlite_autoincrement=True,
)
"""`analysis` and `video` are the calls, stored before they are bought; `sha256` is the clip's."""

characters = sa.Table(
    "characters",
    metadata,
    _id(),
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("look", sa.Text),  # as a person wants it; what the story says, where there is none
    sa.Column("chosen", sa.Integer),  # the reference to show; 0 is none, NULL the sheet of the look
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("project_id", "name"),
    sqlite_autoincrement=True,
)

references = sa.Table(
    "character_references",
    metadata,
    _id(),
    sa.Column("character_id", sa.Integer, sa.ForeignKey("characters.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("mark", sa.Text, nullable=False, server_default=""),  # of the look that it shows
    sa.Column("episode_id", sa.Integer, sa.ForeignKey("episodes.id")),  # for which it was bought
    sa.Column("call", sa.Text, nullable=False, server_default=""),
    sa.Column("from_run", sa.Integer, nullable=False, server_default="0"),
    sa.Column("most_nusd", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("sha256", sa.Text, nullable=False, server_default=""),
    sa.Column("media_type", sa.Text, nullable=False, server_default=""),
    sa.Column("width", sa.Integer, nullable=False, server_default="0"),
    sa.Column("height", sa.Integer, nullable=False, server_default="0"),
    sa.Column("model", sa.Text, nullable=False, server_default=""),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("error_code", sa.Text, nullable=False, server_default=""),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("character_id", "number"),
    sa.CheckConstraint("origin IN ('sheet', 'upload')", name="origin"),
    sa.CheckConstraint("status IN ('wanted', 'made', 'failed', 'removed')", name="status"),
    sa.CheckConstraint("cost_nusd >= 0", name="cost"),
    sqlite_autoincrement=True,
)
"""Pictures of a character that painters are shown. A `sheet` is bought; `call` is stored before that."""
