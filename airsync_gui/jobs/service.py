"""What the window asks for. The application implements it; every method blocks and is called on a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from airsync_gui.sync.events import Event

if TYPE_CHECKING:
    from airsync_gui.call_budget import CallPace
    from airsync_gui.credentials import Secret
    from airsync_gui.field_proposals import FieldProposal
    from airsync_gui.health_limits import HealthLimits
    from airsync_gui.jobs.conflict_views import BulkOutcome, ConflictLine, ConflictView, ResolutionPreview
    from airsync_gui.jobs.duplicates import DuplicateGroup, MergePreview
    from airsync_gui.jobs.health_report import HealthReport
    from airsync_gui.jobs.pair_rules import RuleSet, RulesView
    from airsync_gui.jobs.preferences import AccountLine, ColorChoice, Option, PlaceLine, Preferences, UsualRules
    from airsync_gui.jobs.schema_view import SchemaView
    from airsync_gui.jobs.snapshots import (
        ChangeLine,
        Overview,
        PairLine,
        PlanPreview,
        QueueLine,
        RecordStory,
        RefusedRow,
        RunLine,
        UndoPreview,
    )
    from airsync_gui.jobs.wizard_choices import BaseChoice, FilePreview, TableChoice, WorkspaceTable
    from airsync_gui.log_reading import LogEntry
    from airsync_gui.pair_setup import KeyCheck, LocalTableChoice, Wishes
    from airsync_gui.schedule import Schedule
    from airsync_gui.sync.pairs import Policy
    from airsync_gui.sync.ports import Cancel
    from airsync_gui.sync.records import Cell, FieldId, Uid, Value
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.run import Consent, RunResult
    from airsync_gui.sync.schema import Field

Report = Callable[[Event], None]


class Service(Protocol):
    """Everything that the window can see and do. Errors are those of :mod:`airsync_gui.errors`.

    ``pair_id`` None means all pairs.
    """

    # -- seeing -----------------------------------------------------------------------------------------------------

    def pairs(self) -> Sequence[PairLine]:
        """Every pair with its state, in the settings' order."""

    def overview(self, pair_id: str | None) -> Overview:
        """A pair's first panel, or that of all."""

    def queue(self, pair_id: str | None, most: int | None = None) -> Sequence[QueueLine]:
        """What waits, problems first; about so many at most."""

    def conflicts(self, pair_id: str | None) -> Sequence[ConflictLine]:
        """What waits for a person, oldest first."""

    def conflict(self, pair_id: str, uid: Uid) -> ConflictView:
        """One conflict in full. Raises NotFound when it is settled by now."""

    def thumbnails(self, pair_id: str, uid: Uid) -> Mapping[str, bytes]:
        """Pictures of the attachments of a conflict's record in Airtable, by attachment id; one call for all of them.

        Raises NotFound when it is settled by now; what Airtable refuses.
        """

    def runs(self, pair_id: str | None) -> Sequence[RunLine]:
        """The newest runs first."""

    def changes(self, run_id: int, most: int | None = None) -> Sequence[ChangeLine]:
        """What one run wrote, field by field; of its first so many changes."""

    def explain(self, pair_id: str, key: str) -> RecordStory:
        """Why one record looks as it does, by its uid or its key; both sides are looked at. Raises NotFound."""

    def schema(self, pair_id: str | None) -> SchemaView:
        """A pair's fields (or all), and what changed in Airtable's schema."""

    def health(self, range_name: Literal["hour", "day", "month"]) -> HealthReport:
        """Requests, errors, response times, calls against the allowance."""

    # -- doing ------------------------------------------------------------------------------------------------------

    def sync(self, pair_id: str, consent: Consent, report: Report, cancel: Cancel, *, full: bool = False) -> RunResult:
        """One pass over one pair; with ``full``, all of Airtable's records are read, whatever is known of them."""

    def preview(self, pair_id: str, report: Report, cancel: Cancel) -> PlanPreview:
        """What a sync would do now; nothing is changed."""

    def preview_resolution(self, pair_id: str, uid: Uid, answer: Answer) -> ResolutionPreview:
        """What an answer would write, from the values as shown; no request is sent."""

    def resolve(self, pair_id: str, uid: Uid, answer: Answer, cancel: Cancel) -> RunResult:
        """Carry out an answer, after checking that neither side moved."""

    def resolve_all(
        self, pair_id: str, uids: Sequence[Uid], answer: Answer, report: Report, cancel: Cancel
    ) -> BulkOutcome:
        """Give these conflicts one answer, and sync their pair."""

    def preview_undo(self, run_id: int, change_id: int | None = None, field_id: FieldId | None = None) -> UndoPreview:
        """What undoing a run (or one change, or one field of it) would do now; both sides are looked at."""

    def undo(
        self,
        run_id: int,
        change_id: int | None,
        field_id: FieldId | None,
        consent: Consent,
        report: Report,
        cancel: Cancel,
    ) -> RunResult:
        """Put back what a run wrote, where nobody has changed it since."""

    def duplicates(self, pair_id: str) -> Sequence[DuplicateGroup]:
        """Records that stand more than once; both sides are read."""

    def preview_merge(self, pair_id: str, group_id: str, kept: str, values: Mapping[FieldId, Value]) -> MergePreview:
        """What merging a group into one of its records would do now. Raises NotFound, UsageError."""

    def merge(
        self,
        pair_id: str,
        group_id: str,
        kept: str,
        values: Mapping[FieldId, Value],
        consent: Consent,
        report: Report,
        cancel: Cancel,
    ) -> RunResult:
        """Merge a group into one of its records."""

    def set_paused(self, pair_id: str, paused: bool) -> None:
        """Leave a pair out of every sync that does not name it, or take it back in."""

    def set_field_policy(self, pair_id: str, field_ids: Sequence[FieldId], policy: Policy | None) -> None:
        """What settles these fields where both sides changed them; None for the pair's own rule."""

    def free_fields(self, pair_id: str, field_id: FieldId | None = None) -> Sequence[Field]:
        """The fields of Airtable that have no column, as they were last read; and this one, if it is still there."""

    def map_column(self, pair_id: str, column: str, field_id: FieldId) -> None:
        """Bind a column to a field, in place of what it was bound to. Raises NotFound, UsageError, Busy."""

    def take_out(self, pair_id: str, field_id: FieldId) -> None:
        """Take a field and its column out of a pair; both sides keep what they have. Raises UsageError, Busy."""

    def rules_of(self, pair_id: str) -> RulesView:
        """A pair's name and rules. Raises NotFound, StateError."""

    def set_rules(self, pair_id: str, name: str, rules: RuleSet) -> None:
        """Give a pair this name and these rules; its state stays. Raises UsageError, Busy."""

    def remove_pair(self, pair_id: str) -> None:
        """Forget a pair and what is remembered of it; neither side is touched, history stays. Raises Busy."""

    def retry(self, entry_ids: Sequence[int]) -> None:
        """Try refused operations again at the next sync."""

    def drop(self, entry_ids: Sequence[int]) -> None:
        """Give operations up: the sides stay different."""

    def refused_row(self, pair_id: str, uid: Uid, field_ids: Sequence[FieldId]) -> RefusedRow:
        """The row here of a record that was refused, with these of its fields. Raises NotFound, ConflictError."""

    def edit_refused(
        self, pair_id: str, uid: Uid, values: Mapping[FieldId, Value], shown: Mapping[FieldId, Cell], cancel: Cancel
    ) -> RunResult:
        """Change cells of such a row, if they still hold what was shown; nothing is sent by this."""

    def call_pace(self) -> CallPace:
        """What syncs by the clock may still cost this month."""

    def watched_paths(self, pair_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Pair → the files and folders that move when somebody edits its local table; none for what tells nobody."""

    def local_stamp(self, pair_id: str) -> str:
        """Changes whenever the pair's local table does; empty while it can't be looked at."""

    def close(self) -> None:
        """Keep what is still in memory; nothing may be asked afterwards."""

    # -- settings ---------------------------------------------------------------------------------------------------

    def preferences(self) -> Preferences:
        """What is set for all pairs."""

    def set_plan(self, plan: str, calls_per_month: int | None) -> None:
        """Which plan the workspace has, or how many calls a month it allows; neither where that is not told."""

    def set_rates(self, requests_per_second: float | None, token_requests_per_second: float | None) -> None:
        """How much Airtable takes a second, for a base and for a token; None as from everybody. Raises StateError."""

    def set_schedule(self, schedule: Schedule) -> None:
        """When pairs are synced by themselves."""

    def set_option(self, name: Option, value: bool | str) -> None:
        """One of the window's options. Raises StateError where the value makes no sense."""

    def set_usual_rules(self, rules: UsualRules) -> None:
        """The rules that new pairs begin with."""

    def set_health_limits(self, limits: HealthLimits) -> None:
        """From where on something counts as not healthy. Raises StateError where a limit makes no sense."""

    def set_start_at_login(self, on: bool) -> None:
        """Have the desktop start AirSync by itself, or not. Raises StateError where it can't be set."""

    def set_colors(self, colors: ColorChoice) -> None:
        """The window's colours from the next start on."""

    def accounts(self) -> Sequence[AccountLine]:
        """The stored tokens, without the tokens. The keyring may keep one waiting."""

    def forget_token(self, account: str, host: str) -> None:
        """Take a token out of the keyring. Raises KeyringUnavailable."""

    def places(self) -> Sequence[PlaceLine]:
        """Where everything is kept."""

    def export_pairs(self, path: str) -> None:
        """Write all pairs with their rules into a file; no secret is in it. Raises StateError."""

    def import_pairs(self, path: str) -> Sequence[str]:
        """Add the pairs of such a file; their names. Raises StateError, UsageError; then none is added."""

    def log_entries(self) -> Sequence[LogEntry]:
        """The latest entries of the log, the newest first. Raises StateError where it can't be read."""

    def diagnostics(self) -> str:
        """What to send with a problem report, line by line; no secret is in it. Airtable is asked one question."""

    # -- setting up -------------------------------------------------------------------------------------------------

    def keyring_name(self) -> str:
        """Where tokens are kept. Raises KeyringUnavailable with the remedy."""

    def in_sandbox(self) -> bool:
        """Whether Airtable is the built-in sandbox, which needs no token."""

    def has_token(self, account: str) -> bool:
        """Whether a token is at hand for this account (the sandbox's own counts)."""

    def store_token(self, account: str, given: Secret, cancel: Cancel) -> Sequence[BaseChoice]:
        """Check a token with Airtable, keep it in the keyring, and say which bases it sees."""

    def bases(self, account: str, cancel: Cancel) -> Sequence[BaseChoice]:
        """The bases that the account's token sees."""

    def tables(self, account: str, base_id: str, cancel: Cancel) -> Sequence[TableChoice]:
        """The tables of a base."""

    def workspace_tables(self) -> Sequence[WorkspaceTable]:
        """The tables in this person's OpenClaw workspaces, found by themselves."""

    def local_tables(self, source: str) -> Sequence[LocalTableChoice]:
        """The tables of a database on this computer; none for a file that is one table."""

    def file_preview(self, source: str) -> FilePreview:
        """The first rows of a local table."""

    def propose_table(self, source: str, key: Sequence[str]) -> Sequence[FieldProposal]:
        """The fields that an Airtable table made from a local one would get."""

    def make_table(
        self, account: str, base_id: str, name: str, proposals: Sequence[FieldProposal], cancel: Cancel
    ) -> TableChoice:
        """Make a table in Airtable with these fields."""

    def make_local(self, account: str, base_id: str, table_id: str, source: str) -> None:
        """Make a local table with a column for each field of an Airtable one."""

    def check_wishes(self, wishes: Wishes, base_id: str, table_id: str) -> KeyCheck:
        """Whether a pair could be made of this, and how good its key is. Raises UsageError, NotFound."""

    def preview_wishes(
        self, wishes: Wishes, base_id: str, table_id: str, report: Report, cancel: Cancel
    ) -> PlanPreview:
        """What the first sync of such a pair would do; nothing is kept."""

    def add_pair(self, wishes: Wishes, base_id: str, table_id: str) -> str:
        """Keep the pair; its id."""
