"""``airsync-gui resolve``: settle one conflict by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, split_pair
from airsync_gui.cli.options import verbatim
from airsync_gui.errors import InvalidValue, NotFound, UsageError
from airsync_gui.explanation import operation_sentence
from airsync_gui.messages import plain
from airsync_gui.state.conflicts import ConflictRow
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import CellProblem, FieldId, Value
from airsync_gui.sync.resolve import Answer, Choice
from airsync_gui.value_words import many

CHOICES = ("local", "airtable", "ancestor", "both")


RESOLVE_HELP = """
Examples:
  airsync-gui resolve 3f9a --take local
  airsync-gui resolve 3f9a --field Tags=both --set "Notes=asked her: oat milk"
  airsync-gui resolve 3f9a 71c0 b2 --take airtable     several, in one sync of their pair
"""


@click.command(epilog=verbatim(RESOLVE_HELP))
@click.argument("conflict_ids", metavar="ID…", nargs=-1, required=True)
@click.option(
    "--take",
    type=click.Choice(["local", "airtable", "ancestor"]),
    help="The whole record: as on this computer, as in Airtable, or as it was last in step. Where one side deleted "
    "the record, the side that has it restores it and the side that lacks it deletes it on both.",
)
@click.option(
    "--keep-apart", is_flag=True, help="Leave both sides as they are, different, until one of them is edited again."
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=WHICH",
    help="One field: local, airtable, ancestor, or both (lists and texts). Repeatable; goes before --take.",
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A value of your own for one field, written as in the file. Repeatable.",
)
@app_command
def resolve(
    app: App,
    conflict_ids: Sequence[str],
    take: str | None,
    keep_apart: bool,
    fields: Sequence[str],
    values: Sequence[str],
) -> int:
    """Settle a conflict: the result is written to both sides, after a check that neither moved.

    ID is as listed by "airsync-gui conflicts"; its first digits are enough where they name only one. Several, of one
    pair, are settled alike, by one sync of the pair; where some of them stay open it ends with 3.
    """
    found = [_find(app, conflict_id.strip()) for conflict_id in conflict_ids]
    (row, pair), *others = found
    _check_answerable(found)
    if keep_apart and (take or fields or values):
        raise UsageError(detail="--keep-apart stands alone: it leaves both sides as they are.")
    if not (take or keep_apart or fields or values):
        raise UsageError(detail="Say what to do: --take local|airtable|ancestor, --keep-apart, --field or --set.")
    answer = Answer(
        take=cast("Choice | None", take),
        fields=_fields(pair, fields),
        values=typed_values(app, pair, values),
        keep_apart=keep_apart,
    )
    if others:
        return _resolve_all(app, [each for each, _ in found], pair, answer)
    result = app.resolve(pair, row.conflict.uid, answer)
    click.echo(f"Settled {plain(row.conflict.label)}.")
    for op in result.completed:
        click.echo(f"  {operation_sentence(op, pair)}")
    if not result.completed:
        click.echo("  Nothing had to be written.")
    return 0


def _check_answerable(found: Sequence[tuple[ConflictRow, Pair]]) -> None:
    for row, pair in found:
        if row.conflict.kind == "schema":
            raise UsageError(
                detail=f"The schema of {plain(row.conflict.label)} changed. Map the field again, or take it out: "
                f"airsync-gui pair set {plain(pair.name)} --map COLUMN=FIELD | --unmap FIELD"
            )
    pairs = sorted({pair.name for _, pair in found})
    if len(pairs) > 1:
        raise UsageError(
            detail=f"These conflicts are of several pairs ({', '.join(map(plain, pairs))}): one at a time."
        )


def _resolve_all(app: App, rows: Sequence[ConflictRow], pair: Pair, answer: Answer) -> int:
    """Settle them by one sync, and say which are still open; the exit code."""
    from airsync_gui.bulk_answers import resolve_all

    result = resolve_all(app, pair, [row.conflict.uid for row in rows], answer)
    click.echo(f"Settled {many(len(result.settled), 'conflict')} with {many(result.run.api_calls, 'call')}.")
    labels = {row.conflict.uid: row.conflict.label for row in rows}
    for uid in result.left:
        click.echo(f"  {plain(labels[uid])} is still open: it changed since it was shown, or was refused.")
    for each in result.unfit:
        click.echo(f"  {plain(each.conflict.label)} is still open: {plain(each.error.detail)}")
    return 3 if result.left or result.unfit else 0


def _find(app: App, conflict_id: str) -> tuple[ConflictRow, Pair]:
    from airsync_gui.state import conflicts

    pairs = {pair.id: pair for pair in app.settings.pairs()}
    with app.database.reading() as db:
        rows = [row for row in conflicts.listed(db) if row.pair_id in pairs]
    found = [row for row in rows if row.conflict.uid == conflict_id] or [
        row for row in rows if conflict_id and row.conflict.uid.startswith(conflict_id)
    ]
    if not found:
        choices = [row.conflict.uid for row in rows]
        raise NotFound(what="open conflict", name=conflict_id, where="", choices=choices)
    if len(found) > 1:
        raise UsageError(detail=f"“{plain(conflict_id)}” names {len(found)} conflicts: give more of the id.")
    return found[0], pairs[found[0].pair_id]


def field_id_of(pair: Pair, name: str) -> FieldId:
    """A mapped field by its name, its column or its id. Raises NotFound with those there are."""
    for field_id, column in pair.columns.items():
        if name in (field_id, pair.field_names.get(field_id), column):
            return field_id
    names = [pair.field_names.get(f, f) for f in pair.columns]
    raise NotFound(what="field", name=name, where=f"the pair {pair.name}", choices=names)


def _fields(pair: Pair, texts: Sequence[str]) -> dict[FieldId, Choice]:
    chosen: dict[FieldId, Choice] = {}
    for text in texts:
        name, choice = split_pair(text, "a FIELD=CHOICE")
        if choice not in CHOICES:
            raise UsageError(detail=f"“{plain(choice)}” is no choice. There is: {', '.join(CHOICES)}.")
        chosen[field_id_of(pair, name)] = cast("Choice", choice)
    return chosen


def typed_values(app: App, pair: Pair, texts: Sequence[str]) -> dict[FieldId, Value]:
    """The typed values, read as a cell of their column would be; nothing behind the sign makes the field blank."""
    if not texts:
        return {}
    from airsync_gui.local.cells import form_of, read_cell

    fields = app.schema(pair).by_id()
    styles = app.settings.styles(pair.name)
    values: dict[FieldId, Value] = {}
    for text in texts:
        name, sign, typed = text.partition("=")
        if not sign or not name:
            raise UsageError(detail=f"“{plain(text)}” is not a FIELD=VALUE.")
        field_id = field_id_of(pair, name)
        if field_id not in fields:
            raise NotFound(what="field", name=name, where=pair.table_name, choices=[f.name for f in fields.values()])
        field = fields[field_id]
        read = read_cell(form_of(field, Counter([typed]), styles.get(pair.columns[field_id], "")), typed)
        if isinstance(read, CellProblem):
            raise InvalidValue(field=field.name, value=typed[:80], rule=read.rule)
        values[field.id] = app.links(pair).ids(field, read)
    return values
