"""The composition root: builds everything once from Settings and hands it to web, jobs and cli."""
