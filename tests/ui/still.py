"""A service that stands still: it answers every question of the window from frozen values, and notes what it was told.

For looking at screens in every state. What the window does is tested against the real service (tests/jobs/bench.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from airsync_gui.call_budget import CallPace
from airsync_gui.credentials import Secret
from airsync_gui.errors import NotFound
from airsync_gui.field_proposals import FieldProposal
from airsync_gui.health_limits import HealthLimits
from airsync_gui.jobs.conflict_views import BulkOutcome, ConflictLine, ConflictView, ResolutionPreview
from airsync_gui.jobs.duplicates import DuplicateGroup, MergePreview
from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.jobs.pair_rules import RuleSet, RulesView
from airsync_gui.jobs.preferences import AccountLine, ColorChoice, Option, PlaceLine, Preferences, UsualRules
from airsync_gui.jobs.schema_view import SchemaView
from airsync_gui.jobs.service import Report
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
from airsync_gui.sync.events import Event
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.ports import Cancel
from airsync_gui.sync.records import Cell, FieldId, Uid, Value
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.sync.schema import Field


def _none(*_arguments: Any) -> Any:
    raise NotFound(what="answer", name="", where="the still service")


class Still(Struct, dict=True):
    """Frozen answers; ``told`` lists what it was asked to do.

    A sync of a pair that ``at_work`` names says that one event and goes on until it is cancelled.
    """

    pair_lines: Sequence[PairLine] = ()
    overviews: Mapping[str | None, Overview] = field(default_factory=dict)
    queue_lines: Sequence[QueueLine] = ()
    conflict_lines: Sequence[ConflictLine] = ()
    conflict_views: Mapping[Uid, ConflictView] = field(default_factory=dict)
    run_lines: Sequence[RunLine] = ()
    change_lines: Mapping[int, Sequence[ChangeLine]] = field(default_factory=dict)
    refused_rows: Mapping[Uid, RefusedRow] = field(default_factory=dict)
    record_stories: Mapping[str, RecordStory] = field(default_factory=dict)
    schema_view: SchemaView = field(default_factory=SchemaView)
    fields_without_column: Sequence[Field] = ()
    pair_rules: RulesView = field(default_factory=lambda: RulesView("Meals", RuleSet(), (("fldA", "Calories"),)))
    health_report: HealthReport | None = None
    plan_preview: PlanPreview | None = None
    resolution: Callable[[str, Uid, Answer], ResolutionPreview] = _none
    undo_preview: Callable[[int, int | None, FieldId | None], UndoPreview] = _none
    duplicate_groups: Sequence[DuplicateGroup] = ()
    merge_preview: Callable[[str, str, Mapping[FieldId, Value]], MergePreview] = _none
    base_choices: Sequence[BaseChoice] = ()
    table_choices: Sequence[TableChoice] = ()
    proposals: Sequence[FieldProposal] = ()
    file: FilePreview | None = None
    tables_in_file: Sequence[LocalTableChoice] = ()
    tables_of_agents: Sequence[WorkspaceTable] = ()
    sandbox: bool = False
    token: bool = True
    key_check: KeyCheck | None = None
    settings: Preferences = field(default_factory=Preferences)
    account_lines: Sequence[AccountLine] = ()
    place_lines: Sequence[PlaceLine] = ()
    log: Sequence[LogEntry] = ()
    at_work: Mapping[str, Event] = field(default_factory=dict)
    keyring: str = "the desktop's keyring (Secret Service)"
    told: list[tuple[str, Any]] = field(default_factory=list)

    def _of(self, rows: Sequence[Any], pair_id: str | None) -> tuple[Any, ...]:
        return tuple(row for row in rows if pair_id is None or row.pair_id == pair_id)

    def pairs(self) -> Sequence[PairLine]:
        return self.pair_lines

    def overview(self, pair_id: str | None) -> Overview:
        return self.overviews[pair_id]

    def queue(self, pair_id: str | None, most: int | None = None) -> Sequence[QueueLine]:
        return self._of(self.queue_lines, pair_id)[:most]

    def conflicts(self, pair_id: str | None) -> Sequence[ConflictLine]:
        return self._of(self.conflict_lines, pair_id)

    def conflict(self, pair_id: str, uid: Uid) -> ConflictView:
        return self.conflict_views[uid]

    def thumbnails(self, pair_id: str, uid: Uid) -> Mapping[str, bytes]:
        return {}

    def runs(self, pair_id: str | None) -> Sequence[RunLine]:
        return self._of(self.run_lines, pair_id)

    def changes(self, run_id: int, most: int | None = None) -> Sequence[ChangeLine]:
        return self.change_lines.get(run_id, ())[:most]

    def explain(self, pair_id: str, key: str) -> RecordStory:
        self.told.append(("explain", (pair_id, key)))
        if key not in self.record_stories:
            raise NotFound(what="record", name=key, where="the still service")
        return self.record_stories[key]

    def schema(self, pair_id: str | None) -> SchemaView:
        view = self.schema_view
        return SchemaView(self._of(view.fields, pair_id), self._of(view.changes, pair_id))

    def health(self, range_name: Literal["hour", "day", "month"]) -> HealthReport:
        assert self.health_report is not None
        return self.health_report

    def sync(self, pair_id: str, consent: Consent, report: Report, cancel: Cancel, *, full: bool = False) -> RunResult:
        self.told.append(("sync", pair_id))
        if pair_id in self.at_work:
            report(self.at_work[pair_id])
            while True:
                cancel.wait(3600)
        raise NotFound(what="table", name="nothing", where="the still service")

    def preview(self, pair_id: str, report: Report, cancel: Cancel) -> PlanPreview:
        assert self.plan_preview is not None
        return self.plan_preview

    def preview_resolution(self, pair_id: str, uid: Uid, answer: Answer) -> ResolutionPreview:
        return self.resolution(pair_id, uid, answer)

    def refused_row(self, pair_id: str, uid: Uid, field_ids: Sequence[FieldId]) -> RefusedRow:
        return self.refused_rows[uid]

    def edit_refused(
        self, pair_id: str, uid: Uid, values: Mapping[FieldId, Value], shown: Mapping[FieldId, Cell], cancel: Cancel
    ) -> RunResult:
        self.told.append(("edit_refused", (pair_id, uid, values, shown)))
        raise NotFound(what="refused change", name=uid, where="the still service")

    def resolve(self, pair_id: str, uid: Uid, answer: Answer, cancel: Cancel) -> RunResult:
        self.told.append(("resolve", (pair_id, uid, answer)))
        raise NotFound(what="open conflict", name=uid, where="the still service")

    def resolve_all(
        self, pair_id: str, uids: Sequence[Uid], answer: Answer, report: Report, cancel: Cancel
    ) -> BulkOutcome:
        self.told.append(("resolve_all", (tuple(uids), answer)))
        return BulkOutcome(len(uids))

    def preview_undo(self, run_id: int, change_id: int | None = None, field_id: FieldId | None = None) -> UndoPreview:
        return self.undo_preview(run_id, change_id, field_id)

    def undo(
        self,
        run_id: int,
        change_id: int | None,
        field_id: FieldId | None,
        consent: Consent,
        report: Report,
        cancel: Cancel,
    ) -> RunResult:
        self.told.append(("undo", (run_id, change_id, field_id, consent.plan_id)))
        raise NotFound(what="run", name=str(run_id), where="the still service")

    def duplicates(self, pair_id: str) -> Sequence[DuplicateGroup]:
        return self.duplicate_groups

    def preview_merge(self, pair_id: str, group_id: str, kept: str, values: Mapping[FieldId, Value]) -> MergePreview:
        return self.merge_preview(group_id, kept, values)

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
        self.told.append(("merge", (group_id, kept, dict(values), consent.plan_id)))
        raise NotFound(what="group of duplicates", name=group_id, where="the still service")

    def set_paused(self, pair_id: str, paused: bool) -> None:
        self.told.append(("paused" if paused else "resumed", pair_id))

    def set_field_policy(self, pair_id: str, field_ids: Sequence[FieldId], policy: Policy | None) -> None:
        self.told.append(("set_field_policy", (pair_id, tuple(field_ids), policy)))

    def free_fields(self, pair_id: str, field_id: FieldId | None = None) -> Sequence[Field]:
        return self.fields_without_column

    def map_column(self, pair_id: str, column: str, field_id: FieldId) -> None:
        self.told.append(("map_column", (pair_id, column, field_id)))

    def take_out(self, pair_id: str, field_id: FieldId) -> None:
        self.told.append(("take_out", (pair_id, field_id)))

    def rules_of(self, pair_id: str) -> RulesView:
        return self.pair_rules

    def set_rules(self, pair_id: str, name: str, rules: RuleSet) -> None:
        self.told.append(("rules", (pair_id, name, rules)))

    def remove_pair(self, pair_id: str) -> None:
        self.told.append(("remove_pair", pair_id))

    def retry(self, entry_ids: Sequence[int]) -> None:
        self.told.append(("retry", tuple(entry_ids)))

    def drop(self, entry_ids: Sequence[int]) -> None:
        self.told.append(("drop", tuple(entry_ids)))

    def call_pace(self) -> CallPace:
        return CallPace(None, 86_400.0, 2.0)

    def local_stamp(self, pair_id: str) -> str:
        return ""

    def watched_paths(self, pair_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        return {}

    def close(self) -> None:
        self.told.append(("close", None))

    def preferences(self) -> Preferences:
        return self.settings

    def set_plan(self, plan: str, calls_per_month: int | None) -> None:
        self.told.append(("plan", (plan, calls_per_month)))

    def set_rates(self, requests_per_second: float | None, token_requests_per_second: float | None) -> None:
        self.told.append(("rates", (requests_per_second, token_requests_per_second)))

    def set_schedule(self, schedule: Schedule) -> None:
        self.told.append(("schedule", schedule))

    def set_option(self, name: Option, value: bool | str) -> None:
        self.told.append((name, value))

    def set_usual_rules(self, rules: UsualRules) -> None:
        self.told.append(("usual_rules", rules))

    def set_health_limits(self, limits: HealthLimits) -> None:
        self.told.append(("health_limits", limits))

    def set_start_at_login(self, on: bool) -> None:
        self.told.append(("start_at_login", on))

    def set_colors(self, colors: ColorChoice) -> None:
        self.told.append(("colors", colors))

    def accounts(self) -> Sequence[AccountLine]:
        return self.account_lines

    def forget_token(self, account: str, host: str) -> None:
        self.told.append(("forget_token", (account, host)))

    def places(self) -> Sequence[PlaceLine]:
        return self.place_lines

    def export_pairs(self, path: str) -> None:
        self.told.append(("export_pairs", path))

    def import_pairs(self, path: str) -> Sequence[str]:
        self.told.append(("import_pairs", path))
        return ("Meals",)

    def log_entries(self) -> Sequence[LogEntry]:
        return self.log

    def diagnostics(self) -> str:
        return "ok   AirSync"

    def keyring_name(self) -> str:
        return self.keyring

    def in_sandbox(self) -> bool:
        return self.sandbox

    def has_token(self, account: str) -> bool:
        return self.token

    def store_token(self, account: str, given: Secret, cancel: Cancel) -> Sequence[BaseChoice]:
        self.told.append(("store_token", account))
        return self.base_choices

    def bases(self, account: str, cancel: Cancel) -> Sequence[BaseChoice]:
        return self.base_choices

    def tables(self, account: str, base_id: str, cancel: Cancel) -> Sequence[TableChoice]:
        return tuple(table for table in self.table_choices if table.base_id == base_id)

    def workspace_tables(self) -> Sequence[WorkspaceTable]:
        return self.tables_of_agents

    def local_tables(self, source: str) -> Sequence[LocalTableChoice]:
        return self.tables_in_file

    def file_preview(self, source: str) -> FilePreview:
        assert self.file is not None
        return self.file

    def propose_table(self, source: str, key: Sequence[str]) -> Sequence[FieldProposal]:
        return self.proposals

    def make_table(
        self, account: str, base_id: str, name: str, proposals: Sequence[FieldProposal], cancel: Cancel
    ) -> TableChoice:
        self.told.append(("make_table", name))
        return self.table_choices[0]

    def make_local(self, account: str, base_id: str, table_id: str, source: str) -> None:
        self.told.append(("make_local", source))

    def check_wishes(self, wishes: Wishes, base_id: str, table_id: str) -> KeyCheck:
        assert self.key_check is not None
        return self.key_check

    def preview_wishes(
        self, wishes: Wishes, base_id: str, table_id: str, report: Report, cancel: Cancel
    ) -> PlanPreview:
        assert self.plan_preview is not None
        return self.plan_preview

    def add_pair(self, wishes: Wishes, base_id: str, table_id: str) -> str:
        self.told.append(("add_pair", wishes))
        return "new"
