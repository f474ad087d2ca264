"""The rules of a pair that there is: seen, changed, and with the pair taken away."""

from __future__ import annotations

from msgspec.structs import replace

from airsync_gui import pair_setup
from airsync_gui.jobs.pair_rules import RuleSet, RulesView, is_text
from airsync_gui.local.zones import own_zone_name, zone_names
from airsync_gui.service import preferences, words
from airsync_gui.service.part import ServicePart
from airsync_gui.sync.pairs import Pair


class RulesPart(ServicePart):
    """Name and rules of one pair."""

    def rules_of(self, pair_id: str) -> RulesView:
        """What is set for a pair. Raises NotFound, StateError."""
        pair = self._pair(pair_id)
        ours = pair.kept_by_us()
        fields = tuple((f.id, f.name) for f in self._fields(pair) if not f.read_only and f.id not in ours)
        return RulesView(
            pair.name,
            _rules(pair),
            fields,
            preferences.usual_schedule(self._app),
            is_text=is_text(pair.source),
            has_version=pair.version_field is not None,
            zones=zone_names(),
            own_zone=own_zone_name(),
        )

    def set_rules(self, pair_id: str, name: str, rules: RuleSet) -> None:
        """Give a pair this name and these rules; its state stays. Raises UsageError, Busy."""

        def edit(pair: Pair) -> Pair:
            changed = _with_rules(pair, rules)
            pair_setup.check_rules(changed, ())
            return replace(changed, name=name)

        pair = self._pair(pair_id)
        if name != pair.name:
            self._app.settings.check_new_name(name)
        with self._app.holding(pair):
            self._app.settings.change(pair_id, edit)

    def remove_pair(self, pair_id: str) -> None:
        """Forget a pair and what is remembered of it; neither side is touched, history stays. Raises Busy."""
        pair = self._pair(pair_id)
        _ = self._database
        with self._app.holding(pair):
            self._app.settings.remove(pair.name)
            self._app.store.forget_pair(pair.id)


def _with_rules(pair: Pair, rules: RuleSet) -> Pair:
    return replace(
        pair,
        direction=rules.direction,
        drift=rules.drift,
        deletes=rules.deletes,
        policy=rules.policy,
        field_policies={f: policy for f, policy in rules.policies.items() if f in pair.columns},
        create_choices=rules.create_choices,
        ask_first=rules.ask_first,
        rolling=rules.rolling,
        escape_formulas=rules.escape_formulas,
        schedule=str(rules.schedule) if rules.schedule is not None else "",
        zone=rules.zone,
    )


def _rules(pair: Pair) -> RuleSet:
    return RuleSet(
        pair.direction,
        pair.drift,
        pair.deletes,
        pair.policy,
        dict(pair.field_policies),
        pair.create_choices,
        pair.ask_first,
        pair.rolling,
        pair.escape_formulas,
        words.pair_schedule(pair),
        pair.zone,
    )
