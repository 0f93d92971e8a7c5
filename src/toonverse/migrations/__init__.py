"""The database's history, run by Alembic through `db.upgrade`. `HEAD` is this release's revision."""

HEAD = "0030"
