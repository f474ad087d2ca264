"""Links in the window: shown by the keys of the linked records, typed by them, and pairs synced in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from airsync_gui.linked_pairs import has_links, links_between
from airsync_gui.sync.links import in_link_order
from airsync_gui.value_words import linked

if TYPE_CHECKING:
    from airsync_gui.app import App
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.schema import Field


class LinkNames:
    """Keeps what this process knows of linked records' keys as young as the state file."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stamp: object = None
        linked.learn({})

    def learn(self) -> None:
        """Look at the keys anew where a run has begun or ended since the last time."""
        if not any(map(has_links, self._app.settings.pairs())):
            return
        with self._app.database.reading() as db:
            stamp = tuple(db.execute("SELECT MAX(id), COUNT(ended) FROM runs").fetchone())
        if stamp != self._stamp:
            linked.learn(self._app.link_names())
            self._stamp = stamp


def as_ids(app: App, pair: Pair, fields: Sequence[Field], answer: Answer) -> Answer:
    """An answer with the links that were typed as record ids. Raises InvalidValue for a name that is no record's."""
    if not answer.values or not has_links(pair):
        return answer
    by_id = {f.id: f for f in fields}
    links = app.links(pair)
    values = {f: links.ids(by_id[f], value) if f in by_id else value for f, value in answer.values.items()}
    return replace(answer, values=values)


def follows(app: App, pairs: Mapping[str, Pair]) -> dict[str, tuple[str, ...]]:
    """Pair id → those that are synced before it, because it links to their records."""
    if not any(map(has_links, pairs.values())):
        return {}
    links: dict[str, set[str]] = {}
    for pair_id, by_field in links_between(list(pairs.values()), app.known_schemas()).items():
        links[pair_id] = set(by_field.values())
    order = in_link_order(list(pairs), links)
    return {i: tuple(p for p in order[: order.index(i)] if p in to) for i, to in links.items()}
