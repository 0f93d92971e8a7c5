"""An episode whose job waits at its storyboard for somebody's yes, as the studio leaves one."""

from directing.scripts import lighthouse
from toonverse.store.job_rows import AWAITS_APPROVAL
from toonverse.store.records import Episode, SubJobKind
from toonverse.studio.commission import Commission
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.panels import calls_for, dump_calls
from toonverse.web.office import Office

PANELS = 3
DRAFTED: tuple[SubJobKind, ...] = ("text.script", "director.storyboard")


def await_yes(office: Office, account: str, title: str, model: str = "picture") -> Episode:
    """Three panels of the lighthouse's script."""
    works = office.works
    story = take_in("비가 온다.".encode(), "story.txt", title, "auto")
    episode = office.take_on(
        Commission(story, title, "webtoon", PANELS, image_model=model, account=account, review=True)
    )
    board = direct(works.save_script(episode.id, lighthouse()), "webtoon", PANELS)
    works.save_storyboard(episode.id, board)
    calls = office.keep.put(dump_calls(calls_for(board, office.catalog().model(model), "medium")))
    for kind in DRAFTED:
        works.jobs.finish(works.jobs.find(episode.id, kind).id, f'{{"calls": "{calls}"}}', 0)
    works.jobs.wait(works.jobs.find(episode.id, "pipeline.full").id, AWAITS_APPROVAL)
    return episode
