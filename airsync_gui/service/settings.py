"""What is set, for a pair or for all, and where everything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from airsync_gui import logs
from airsync_gui.errors import AirSyncError
from airsync_gui.service import preferences
from airsync_gui.service.part import ServicePart
from airsync_gui.settings.document import NewPairs
from airsync_gui.sync.records import FieldId

if TYPE_CHECKING:
    from airsync_gui.health_limits import HealthLimits
    from airsync_gui.jobs.preferences import AccountLine, ColorChoice, Option, PlaceLine, Preferences, UsualRules
    from airsync_gui.log_reading import LogEntry
    from airsync_gui.schedule import Schedule
    from airsync_gui.sync.pairs import Pair, Policy


class SettingsPart(ServicePart):
    """The settings, the stored tokens, the log."""

    def set_paused(self, pair_id: str, paused: bool) -> None:
        """Leave a pair out of every sync that does not name it, or take it back in."""
        self._app.settings.change(pair_id, lambda pair: replace(pair, paused=paused))

    def set_field_policy(self, pair_id: str, field_ids: Sequence[FieldId], policy: Policy | None) -> None:
        """What settles these fields where both sides changed them; None for the pair's own rule."""
        made = dict.fromkeys(field_ids, policy) if policy is not None else {}

        def edit(pair: Pair) -> Pair:
            kept = {field_id: rule for field_id, rule in pair.field_policies.items() if field_id not in field_ids}
            return replace(pair, field_policies=kept | made)

        self._app.settings.change(pair_id, edit)

    def preferences(self) -> Preferences:
        """What is set for all pairs."""
        return preferences.preferences(self._app)

    def set_plan(self, plan: str, calls_per_month: int | None) -> None:
        """Which plan the workspace has, or how many calls a month it allows; neither where that is not told."""
        self._app.settings.set_plan(plan, calls_per_month)

    def set_rates(self, requests_per_second: float | None, token_requests_per_second: float | None) -> None:
        """How much Airtable takes a second, for a base and for a token; None as from everybody. Raises StateError."""
        self._app.settings.set_rates(requests_per_second, token_requests_per_second)
        self._app.take_up_rates()

    def set_schedule(self, schedule: Schedule) -> None:
        """When pairs are synced by themselves."""
        self._app.settings.set_schedule(schedule)

    def set_option(self, name: Option, value: bool | str) -> None:
        """One of the window's options. Raises StateError where the value makes no sense."""
        self._app.settings.set_option(name, value)
        if name == "log_level":
            logs.set_level(str(value))

    def set_usual_rules(self, rules: UsualRules) -> None:
        """The rules that new pairs begin with."""
        self._app.settings.set_new_pairs(NewPairs(rules.direction, rules.deletes, rules.policy))

    def set_health_limits(self, limits: HealthLimits) -> None:
        """From where on something counts as not healthy. Raises StateError where a limit makes no sense."""
        self._app.settings.set_health_limits(limits)

    def set_start_at_login(self, on: bool) -> None:
        """Have the desktop start AirSync by itself, or not. Raises StateError where it can't be set."""
        preferences.set_start_at_login(self._app.paths, on)

    def set_colors(self, colors: ColorChoice) -> None:
        """The window's colours from the next start on."""
        self._app.settings.set_colors(colors)

    def accounts(self) -> Sequence[AccountLine]:
        """The stored tokens, without the tokens. The keyring may keep one waiting."""
        return preferences.accounts(self._app)

    def forget_token(self, account: str, host: str) -> None:
        """Take a token out of the keyring."""
        self._app.forget_token(account, host)

    def places(self) -> Sequence[PlaceLine]:
        """Where everything is kept."""
        return preferences.places(self._app)

    def export_pairs(self, path: str) -> None:
        """Write all pairs with their rules into a file; no secret is in it. Raises StateError."""
        preferences.export_pairs(self._app, Path(path))

    def import_pairs(self, path: str) -> Sequence[str]:
        """Add the pairs of such a file; their names. Raises StateError, UsageError; then none is added."""
        return self._app.settings.import_from(Path(path))

    def log_entries(self) -> Sequence[LogEntry]:
        """The latest entries of the log, the newest first. Raises StateError where it can't be read."""
        return preferences.log_entries(self._app.paths)

    def diagnostics(self) -> str:
        """What to send with a problem report, line by line; no secret is in it."""
        from airsync_gui.diagnostics import as_lines, findings

        with suppress(AirSyncError):  # a state file that can't be opened is among the findings
            _ = self._database
        try:
            return "\n".join(as_lines(findings(self._app)))
        finally:
            self._write_figures()
