"""Before anything is painted: script and storyboard are looked at, changed, priced; painted on a yes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from toonverse.domain.script import Script
from toonverse.domain.storyboard import Storyboard
from toonverse.metering.calls import Keep
from toonverse.metering.catalog import Catalog
from toonverse.metering.refusals import QuoteGrown
from toonverse.store.drafts import Draft, DraftSettled
from toonverse.store.records import Job
from toonverse.store.works import Works
from toonverse.studio.panels import calls_for, dump_calls, ordered
from toonverse.studio.quote import EpisodeQuote, Pricing
from toonverse.studio.references import dressed
from toonverse.studio.relaying import Relaid, relaid
from toonverse.studio.script_sheet import checked
from toonverse.studio.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Drafting:
    """All of it is written to rows: whoever runs the home's jobs finds it there. `images` keeps the calls."""

    works: Works
    images: Keep
    catalog: Callable[[], Catalog]
    pricing: Pricing

    def quote(self, episode_id: int, board: Storyboard) -> EpisodeQuote:
        """What painting it will cost. Raises UsageError for a model that is no longer sold."""
        sheets = Sheets(self.works, self.images, self.catalog())
        return sheets.of_board(self.pricing, self.works.episode(episode_id), board)

    def put_board(self, episode_id: int, mark: str, script: Script, board: Storyboard) -> Draft:
        """The storyboard in place of that of the mark; each panel's call is stored with it.

        Raises NotDirected, DraftSettled, DraftChanged.
        """
        options = self.works.episode(episode_id).options
        calls = calls_for(board, *ordered(options, self.catalog()))
        output = {"panels": len(calls), "calls": self.images.put(dump_calls(calls))}
        return self.works.drafts.put(episode_id, mark, script, board, output)

    def relay(self, episode_id: int, script: Script) -> tuple[Script, Relaid]:
        """The script as it would be stored, and what it would do to the shots: those whose words change are
        laid out anew, by rule, and all others stay. Changes nothing.

        Raises ScriptUnfit, NotDirected.
        """
        script, before = checked(script), self.works.drafts.get(episode_id)
        if script == before.script:
            return script, Relaid(before.board)
        episode = self.works.episode(episode_id)
        looks = self.works.characters.looks(episode.project_id)
        made = relaid(before.script, script, before.board, episode.target_panels)
        return script, replace(made, board=dressed(made.board, looks))

    def put_script(self, episode_id: int, mark: str, script: Script) -> Draft:
        """The script in place of that of the mark, with its shots (`relay`). Raises ScriptUnfit, and as
        `put_board` does."""
        before = self.works.drafts.get(episode_id)
        script, made = self.relay(episode_id, script)
        if script == before.script:
            return before
        return self.put_board(episode_id, mark, script, made.board)

    def approve(self, episode_id: int, mark: str | None, most_nusd: int) -> Job:
        """It shall be painted, for that much at most; `mark` says what was looked at, None whatever is there.

        Raises QuoteGrown where its quote is above that, NotDirected, DraftSettled, DraftChanged.
        """
        draft = self.works.drafts.get(episode_id)
        if not draft.is_open:
            raise DraftSettled(episode=episode_id)
        quote = self.quote(episode_id, draft.board)
        if quote.maximum_nusd > most_nusd:
            raise QuoteGrown(needed_nusd=quote.maximum_nusd, limit_nusd=most_nusd)
        said = draft.mark if mark is None else mark
        return self.works.drafts.approve(episode_id, said, quote.expected_nusd, most_nusd)
