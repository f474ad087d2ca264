"""What the pair wizard asks and does, from the token to the pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from airsync_gui.service import setup
from airsync_gui.service.part import ServicePart
from airsync_gui.service.plan_previews import plan_preview
from airsync_gui.state.health import asking_for

if TYPE_CHECKING:
    from airsync_gui.credentials import Secret
    from airsync_gui.field_proposals import FieldProposal
    from airsync_gui.jobs.service import Report
    from airsync_gui.jobs.snapshots import PlanPreview
    from airsync_gui.jobs.wizard_choices import BaseChoice, FilePreview, TableChoice, WorkspaceTable
    from airsync_gui.pair_setup import KeyCheck, LocalTableChoice, Wishes
    from airsync_gui.sync.ports import Cancel


class WizardPart(ServicePart):
    """A new pair, step by step."""

    def keyring_name(self) -> str:
        """Where tokens are kept. Raises KeyringUnavailable with the remedy."""
        return setup.keyring_name(self._app)

    def in_sandbox(self) -> bool:
        """Whether Airtable is the built-in sandbox, which needs no token."""
        return self._app.endpoint.loopback

    def has_token(self, account: str) -> bool:
        """Whether a token is at hand for this account (the sandbox's own counts)."""
        return setup.has_token(self._app, account)

    def store_token(self, account: str, given: Secret, cancel: Cancel) -> Sequence[BaseChoice]:
        """Check a token with Airtable, keep it in the keyring, and say which bases it sees."""
        _ = self._database
        return setup.store_token(self._app, account, given, cancel)

    def bases(self, account: str, cancel: Cancel) -> Sequence[BaseChoice]:
        """The bases that the account's token sees."""
        _ = self._database
        return setup.bases(self._app, account, cancel)

    def tables(self, account: str, base_id: str, cancel: Cancel) -> Sequence[TableChoice]:
        """The tables of a base."""
        _ = self._database
        with asking_for("", base_id):
            return setup.tables(self._app, account, base_id, cancel)

    def workspace_tables(self) -> Sequence[WorkspaceTable]:
        """The tables in this person's OpenClaw workspaces, found by themselves."""
        return setup.workspace_tables()

    def local_tables(self, source: str) -> Sequence[LocalTableChoice]:
        """The tables of a database on this computer; none for a file that is one table."""
        return setup.local_tables(self._app, source)

    def file_preview(self, source: str) -> FilePreview:
        """The first rows of a local table."""
        return setup.file_preview(self._app, source)

    def propose_table(self, source: str, key: Sequence[str]) -> Sequence[FieldProposal]:
        """The fields that an Airtable table made from a local one would get."""
        from airsync_gui.service import making

        return making.propose_table(self._app, source, key)

    def make_table(
        self, account: str, base_id: str, name: str, proposals: Sequence[FieldProposal], cancel: Cancel
    ) -> TableChoice:
        """Make a table in Airtable with these fields."""
        from airsync_gui.service import making

        _ = self._database
        with asking_for("", base_id):
            return making.new_table(self._app, account, base_id, name, proposals, cancel)

    def make_local(self, account: str, base_id: str, table_id: str, source: str) -> None:
        """Make a local table with a column for each field of an Airtable one."""
        from airsync_gui.service import making

        _ = self._database
        making.new_local(self._app, account, base_id, table_id, source)

    def check_wishes(self, wishes: Wishes, base_id: str, table_id: str) -> KeyCheck:
        """Whether a pair could be made of this, and how good its key is. Raises UsageError, NotFound."""
        _ = self._database
        return setup.key_check(self._app, setup.wished(self._app, wishes, base_id, table_id), wishes.styles)

    def preview_wishes(
        self, wishes: Wishes, base_id: str, table_id: str, report: Report, cancel: Cancel
    ) -> PlanPreview:
        """What the first sync of such a pair would do; nothing is kept."""
        _ = self._database
        with asking_for("", base_id):
            pair = setup.wished(self._app, wishes, base_id, table_id)
            result = setup.preview(self._app, pair, wishes.styles, report, cancel)
            return plan_preview(result, set(), self._app.call_usage())

    def add_pair(self, wishes: Wishes, base_id: str, table_id: str) -> str:
        """Keep the pair; its id."""
        _ = self._database
        pair = setup.wished(self._app, wishes, base_id, table_id)
        self._app.passwords.keep(pair.source)
        self._app.settings.add(pair, wishes.styles)
        return pair.id
