"""Whether anything of an episode's job has changed: asked many times a second, answered from its indexes."""

import sqlalchemy as sa

from toonverse.store.tables import jobs, letterings, panels, takes

Mark = tuple[tuple[object, ...], ...]


def mark_of(engine: sa.Engine, episode_id: int) -> Mark:
    """Equal as long as no step, take or lettering of the episode is another one."""
    ours = panels.c.episode_id == episode_id
    steps = sa.select(
        jobs.c.id, jobs.c.status, jobs.c.attempt, jobs.c.waiting_for, jobs.c.cost_nusd, jobs.c.approved_nusd
    ).where(jobs.c.episode_id == episode_id)
    made = sa.select(takes.c.id, takes.c.accepted).join_from(takes, panels).where(ours)
    lettered = sa.select(letterings.c.panel_id, letterings.c.sha256).join_from(letterings, panels).where(ours)
    count = sa.select(sa.func.count()).select_from(panels).where(ours)
    with engine.connect() as tx:
        found: list[tuple[object, ...]] = []
        for query in (steps.order_by(jobs.c.id), made.order_by(takes.c.id), lettered, count):
            found += [tuple(row) for row in tx.execute(query)]
    return tuple(found)
