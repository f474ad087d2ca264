"""Every error as a title, a sentence, and what to do; for the window and the command line alike.

The words are made here and nowhere else. What comes from outside (names, cells, Airtable's own messages) is data: it
is cut, and control characters in it are made harmless, before it is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from airsync_gui import errors
from airsync_gui.errors import AirSyncError
from airsync_gui.sync.guards import Stop
from airsync_gui.sync.records import Side
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.sync.undo import Skipped

SHOWN_LABELS = 5
"""How many record names a guard's message lists."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads.

    Attributes:
        title: a few words.
        text: what happened and where, one sentence or two.
        remedy: what to do; may be empty.
    """

    title: str
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.text, self.remedy) if part)


def plain(text: object, most: int = 300) -> str:
    """Foreign text on one line, without control or direction-changing characters, cut."""
    whole = str(text)
    if whole.isascii() and whole.isprintable():
        return _cut(whole, most)
    kinds = [(c, unicodedata.category(c)) for c in whole[: most * 4]]
    shown = "".join(" " if c in "\r\n\t" or kind in _BREAKS else c for c, kind in kinds if _may_show(c, kind))
    return _cut(shown, most)


_BREAKS = ("Zl", "Zp")
_CONTROLS = ("Cc", "Cf", "Cs")


def _may_show(character: str, kind: str) -> bool:
    return kind not in _CONTROLS or character in "\r\n\t"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def describe(error: BaseException) -> Message:
    """The message for an error of ours; anything else is a bug and says so without its text."""
    if isinstance(error, AirSyncError):
        words = next(_WORDS[kind] for kind in type(error).__mro__ if kind in _WORDS)
        return words(error)
    if isinstance(error, KeyboardInterrupt):
        return _cancelled(errors.Cancelled())
    return Message(
        "A bug in AirSync",
        f"Something went wrong that AirSync did not expect ({type(error).__name__}).",
        "Nothing was lost: what was decided stays in the queue. The log has the details.",
    )


def facts(error: AirSyncError) -> str:
    """What an error knows, on one line for the log: short facts whole, the others (a whole plan) left out."""
    short = {name: fact for name, fact in error.facts.items() if isinstance(fact, str | int | float)}
    return ", ".join([type(error).__name__, *(f"{name}={plain(fact)}" for name, fact in short.items())])


def exit_code(error: BaseException) -> int:
    """What a sync ends with when this error ended it."""
    for kinds, code in _EXIT_CODES:
        if isinstance(error, kinds):
            return code
    return 1


def command_exit_code(error: BaseException) -> int:
    """What a command other than a sync ends with: a name that is not there is a fault of what was typed."""
    code = exit_code(error)
    if isinstance(error, errors.NotFound):
        return 2
    return 1 if code == 4 else code


_EXIT_CODES: Sequence[tuple[tuple[type[BaseException], ...], int]] = (
    ((errors.Cancelled, KeyboardInterrupt), 130),
    ((errors.UsageError,), 2),
    ((errors.AccessDenied,), 5),
    ((errors.Transient, errors.AllowanceSpent), 6),
    ((errors.Stopped, errors.TableMissing, errors.TableUnreadable, errors.NotFound), 4),
)

EXIT_ORDER = (130, 5, 6, 4, 1, 2, 3, 7, 0)
"""Which code stands when several pairs end differently."""


def worst(codes: Sequence[int]) -> int:
    """The code of a command over several pairs."""
    return min(codes, key=EXIT_ORDER.index, default=0)


# -- the words ------------------------------------------------------------------------------------------------------


def _cancelled(_error: AirSyncError) -> Message:
    return Message("Stopped", "Stopped as you asked. What was not done stays in the queue for the next sync.")


def _unreachable(error: AirSyncError) -> Message:
    if error.certificate:
        return _not_trusted(error)
    why = f" ({plain(error.detail)})" if error.detail else ""
    return Message(
        "Airtable can't be reached",
        f"Airtable did not answer{why}.",
        "Nothing was lost: what was not done stays in the queue, and the next sync goes on.",
    )


def _not_trusted(error: AirSyncError) -> Message:
    return Message(
        tr("The connection is not safe"),
        tr(
            "What answers as {host} can't prove that it is: its certificate is not good ({why}). It was sent nothing, "
            "and no token.",
            host=plain(error.host, 80),
            why=plain(error.certificate, 120),
        ),
        tr(
            "Set this computer's clock right if it is wrong. If your network looks into connections, its own "
            "certificate must be among the system's."
        ),
    )


def _server_fault(error: AirSyncError) -> Message:
    return Message(
        "Airtable has a problem",
        f"Airtable answered with an error of its own (HTTP {error.status or '5xx'}).",
        "Nothing was lost: what was not done stays in the queue, and the next sync goes on.",
    )


def _rate_limited(error: AirSyncError) -> Message:
    seconds = error.retry_after_s or 30
    return Message(
        "Airtable asks for a pause",
        f"Airtable takes 5 requests a second for each base, and asks for a pause of {seconds:g} seconds.",
        "Another program may be using the same base. The next sync goes on where this one ended.",
    )


def _allowance(_error: AirSyncError) -> Message:
    return Message(
        "This month's API calls are used up",
        "Airtable refuses further calls for this workspace until the month ends.",
        "Trying again does not help before then. What was not done stays in the queue.",
    )


def _budget(error: AirSyncError) -> Message:
    remedy = "Give the pair a larger share (pair set NAME --budget N), or wait for the next month."
    title = "The pair's share of this month's calls is used up"
    if error.share is None:
        return Message(title, "The run would have cost more calls than the pair may make. Nothing was written.", remedy)
    needed = f", and this run would take {error.needed:,} more" if error.needed else ""
    used = f"{plain(error.pair)} may make {error.share:,} calls a month and has made {error.used:,}{needed}"
    return Message(title, f"{used}. Nothing was written.", remedy)


def _refused(error: AirSyncError) -> Message:
    subject = f"{plain(error.record)}: " if error.record else ""
    said = plain(error.detail or error.type or "without a reason")
    if error.by:
        by = plain(error.by)
        text = f"{subject}{_capital(by)} refused it: {said.rstrip('.')}."
        return Message(
            f"Refused by {by}", text, "Change the value (or the table), or drop the operation from the queue."
        )
    field = f"the field {plain(error.field)}" if error.field else "it"
    text = f"{subject}Airtable refused {field}: {said.rstrip('.')}."
    if _is_question(error):
        return Message("Refused by Airtable", text, "Nothing was changed. Sync again; the log says what was asked.")
    return Message(
        "Refused by Airtable",
        text,
        "Change the value (or the field in Airtable), or drop the operation from the queue.",
    )


def _is_question(error: AirSyncError) -> bool:
    """Whether what was refused would have changed nothing."""
    endpoint = str(error.endpoint or "")
    return endpoint.startswith("GET ") or endpoint.endswith("/listRecords")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _invalid(error: AirSyncError) -> Message:
    if not error.rule:
        return _refused(error)
    subject = f"{plain(error.record)}: " if error.record else ""
    value = f"“{plain(error.value, 80)}” " if error.value else "the value "
    field = f"{plain(error.field)}: " if error.field else ""
    return Message("A value that does not fit", f"{subject}{field}{value}{plain(error.rule)}.", "")


def _gone(error: AirSyncError) -> Message:
    by = _capital(plain(error.by or "Airtable"))
    linked = f" that the field {plain(error.field)} points to" if error.field else ""
    return Message(
        "Record gone",
        f"{by} says that a record{linked} does not exist{_detail(error) or _detail(error, 'record')}.",
        "The next sync reads both sides again.",
    )


def _too_large(_error: AirSyncError) -> Message:
    return Message("Too large", "Airtable refused the request because it is too large.", "Shorten the longest texts.")


def _conflict(error: AirSyncError) -> Message:
    name = plain(error.record or "The record")
    if error.settled:
        return Message("Nothing to settle any more", f"{name} changed meanwhile and is no conflict any more.", "")
    return Message(
        "It moved meanwhile",
        f"{name} was not written: {plain(error.detail or 'a side changed')}.",
        "Look at it again: the conflict now shows what each side has.",
    )


def _key_rejected(error: AirSyncError) -> Message:
    detail = f" ({plain(error.detail)})" if error.detail else ""
    return Message(
        "The access token is refused",
        f"Airtable does not accept the access token{detail}.",
        "It may have been revoked or replaced. Store a new one with: airsync-gui token set",
    )


def _not_permitted(error: AirSyncError) -> Message:
    base = f"the base {plain(error.base)}" if error.base else "this base"
    if error.visible is False:
        return Message(
            "Not permitted",
            f"The present token does not see {base}: it was deleted, or the token may not use it.",
            "In Airtable's builder hub, add the base to those that the token may use; if it is gone, remove the pair.",
        )
    said = _detail(error) or _detail(error, "type")
    text = f"Airtable does not permit this with the present token{said}."
    if error.role:
        needed = f" It takes {plain(error.needs)}." if error.needs else ""
        text += f" The token's owner has the role “{plain(error.role)}” in {base}.{needed}"
    elif error.needs:
        text += f" It probably lacks: {plain(error.needs)}."
    if error.may_be_absent and not error.visible:
        text += " Or what was asked for does not exist."
    return Message(
        "Not permitted",
        text,
        "In Airtable's builder hub, give the token the scopes data.records:read, data.records:write and "
        "schema.bases:read, and access to this base; its owner needs to be an editor of it.",
    )


def _key_file(e: AirSyncError) -> Message:
    remedy = "Name the file that holds the token, or store the token itself: airsync-gui token set."
    if e.mode:
        remedy = (
            f"Others may have read it: make a new token in Airtable, or, if nobody has, chmod 600 {plain(e.path, 200)} "
            "and try again."
        )
    fact = f"{plain(e.path or 'The file', 200)} {plain(e.detail or 'is not taken')}."
    return Message("That key file is not taken", fact, remedy)


def _no_key(error: AirSyncError) -> Message:
    return Message(
        "No access token",
        f"No access token is stored for the account “{plain(error.account or 'default')}” at "
        f"{plain(error.host or 'Airtable')}.",
        "Store one with: airsync-gui token set  (or pass one for a single command with --token-stdin)",
    )


def _keyring(error: AirSyncError) -> Message:
    backend = f" ({plain(error.backend)})" if error.backend else ""
    text = {
        "missing": "There is no keyring on this computer that AirSync can use, so no token is stored.",
        "insecure": f"The only keyring on this computer{backend} keeps secrets readable, so no token is stored in it.",
        "locked": "The keyring is locked and was not unlocked.",
        "timeout": "The keyring did not answer in time.",
    }.get(str(error.why), f"The keyring can't be used{backend}.")
    remedy = plain(error.remedy) if error.remedy else "Unlock or install a keyring (GNOME Keyring, KWallet, KeePassXC)."
    return Message("No secure keyring", text, f"{remedy} For a single command, --token-stdin takes a token.")


def _not_found(error: AirSyncError) -> Message:
    where = f" in {plain(error.where)}" if error.where else ""
    name, what = plain("" if error.name is None else error.name), plain(error.what or "thing")
    if error.retyped:
        return Message(
            "A key field was retyped",
            f"The field {name}{where} is part of the key and is now of type {plain(error.retyped)}.",
            "Give it its type back in Airtable, or set up the pair anew.",
        )
    listed = [plain(choice, 60) for choice in (error.choices or ())]
    remedy = f"There is: {', '.join(listed[:12])}{', …' if len(listed) > 12 else ''}." if listed else ""
    if error.role == "key":
        remedy = (
            "The pair's key (or its version) needs it, so nothing was synced. Bring it back, or set up the pair anew."
        )
    return Message(f"No such {what}", f"There is no {what} named “{name}”{where}.", remedy)


def _table_missing(error: AirSyncError) -> Message:
    return Message(
        f"The {plain(error.what or 'file')} is not there",
        f"{_path(error)} {plain(error.detail or 'does not exist')}.",
        plain(error.remedy) if error.remedy else "Nothing was deleted in Airtable. Put it back, or correct the pair.",
    )


def _table_unreadable(error: AirSyncError) -> Message:
    line = f", line {error.line}" if error.line else ""
    return Message(
        f"The {plain(error.what or 'file')} can't be read",
        f"{_path(error)}{line}: {plain(error.detail or 'it can not be read')}.",
        plain(error.remedy) if error.remedy else "Nothing was changed on either side. Mend the file and sync again.",
    )


def _table_not_writable(error: AirSyncError) -> Message:
    if error.outcome_unknown:
        return Message(
            f"The {plain(error.what or 'file')} did not say whether it kept the changes",
            f"{_path(error)} {plain(error.detail)}.",
            "Sync again: the next sync looks what is there, and goes on from it.",
        )
    return Message(
        f"The {plain(error.what or 'file')} can't be written",
        f"{_path(error)} could not be written{_detail(error)}; it is as it was.",
        plain(error.remedy) if error.remedy else "Make room or give write permission, and sync again.",
    )


def _not_copied(error: AirSyncError) -> Message:
    folder = f" in {plain(error.folder)}" if error.folder else ""
    return Message(
        "No copy could be kept",
        f"This would change much of {_path(error)}, and a copy of it could not be made first{folder}{_detail(error)}. "
        "Nothing was written.",
        "Make room, or give write permission, and sync again.",
    )


def _changed_underneath(error: AirSyncError) -> Message:
    return Message(
        f"The {plain(error.what or 'file')} keeps changing",
        f"{_path(error)} was changed by another program while it was being synced; nothing was overwritten.",
        "Sync again when the other program is done.",
    )


def _detail(error: AirSyncError, fact: str = "detail") -> str:
    said = getattr(error, fact)
    return f" ({plain(said).rstrip('.')})" if said else ""


def _path(error: AirSyncError) -> str:
    return plain(error.path or "The file")


def _stopped(error: AirSyncError) -> Message:
    stops: Sequence[Stop] = error.stops or ()
    told = [stop_sentence(stop) for stop in stops]
    if error.consent and error.consent != error.plan_id:
        told.insert(0, f"The plan has changed since it was {plain(error.consent)}.")
    text = " ".join(told) or "The plan has changed since you saw it."
    if not error.plan_id:
        return Message("Stopped before writing", text, "Nothing was written.")
    remedy = f"Nothing was written. To do it anyway: --plan {plain(error.plan_id)}"
    if stops and not any(stop.needs_plan_id for stop in stops):
        remedy += "  (or --yes)"
    return Message("Stopped before writing", text, remedy)


def stop_sentence(stop: Stop) -> str:
    """What one guard saw."""
    side = at_side(stop.side)
    names = ", ".join(plain(label, 60) for label in sorted(stop.labels)[:SHOWN_LABELS])
    more = f", and {len(stop.labels) - SHOWN_LABELS:,} more" if len(stop.labels) > SHOWN_LABELS else ""
    if stop.code == "deletes":
        return f"{len(stop.labels):,} of {stop.of:,} records would be deleted {side}: {names}{more}."
    if stop.code == "updates":
        return f"{len(stop.labels):,} of {stop.of:,} records would be changed {side}: {names}{more}."
    if stop.code == "unapproved":
        count = len(stop.labels)
        waits = f"{count:,} record{'s wait' if count != 1 else ' waits'}"
        return f"{waits} for somebody's approval before anything is written {side}: {names}{more}."
    if stop.code == "local_cut":
        lost = f"{stop.of:,} record{'s' if stop.of != 1 else ''}" if stop.of else "the end of its last row"
        return f"The file lost {lost} and its last line end: it may have been cut off."
    return f"The table {side} is empty, and it had {stop.of:,} records at the last sync."


def skip_sentence(skipped: Skipped, field: str, now: str) -> str:
    """Why an undo leaves a value, or a record, as it is.

    Args:
        field: the field's name. now: what stands there, as text.
    """
    name, where = plain(skipped.label, 60), at_side(skipped.side)
    field = plain(field, 60)
    detail = plain(skipped.detail).rstrip(".")
    return {
        "edited_since": f"{name}: {field} was changed {where} since, to {plain(now, 60)}, and stays.",
        "already": f"{name}{f': {field}' if field else ''} is as before already {where}.",
        "gone": f"{name} is gone {where}.",
        "there_again": f"{name} is there again {where}, and stays as it is.",
        "one_way": f"{name} stays: this pair never writes {where}.",
        "not_mapped": f"{name}: {field} is not part of the pair any more.",
        "computed": f"{name}: {field} is computed in Airtable and follows by itself.",
        "waits": f"{name} waits as a conflict: settle that first.",
        "left_alone": f"{name} is out of the pair.",
        "held": f"{name} is held: {detail or 'the next sync says why'}.",
        "refused": f"{name} can't be put back: {detail}.",
    }[skipped.reason]


def side_name(side: Side) -> str:
    """A side by its place."""
    return "this computer" if side is Side.LOCAL else "Airtable"


def at_side(side: Side) -> str:
    """Where something is, or is done: "on this computer", "in Airtable"."""
    return "on this computer" if side is Side.LOCAL else "in Airtable"


def _busy(error: AirSyncError) -> Message:
    return Message(
        "Another sync is running",
        f"Another AirSync is working on {plain(error.what or 'it')} and did not finish within "
        f"{error.waited_s or 0:g} seconds.",
        "Try again when it is done.",
    )


def _too_new(error: AirSyncError) -> Message:
    return Message(
        "Written by a newer AirSync",
        f"{_path(error)} has version {plain(error.found or '?')}; this AirSync knows versions up to "
        f"{plain(error.known or '?')}.",
        "Install the newer AirSync again.",
    )


def _state(error: AirSyncError) -> Message:
    return Message(
        "AirSync's own files",
        f"{_path(error)}: {plain(error.detail or 'it can not be used')}.",
        "Nothing was written. If the disk is full, make room; if the file was edited, mend it.",
    )


def _usage(error: AirSyncError) -> Message:
    return Message("Not possible", plain(error.detail or "This does not make sense.", 600), "")


def _any(error: AirSyncError) -> Message:
    return Message("It did not work", plain(error) or type(error).__name__, "")


_WORDS: Mapping[type, Callable[[AirSyncError], Message]] = {
    errors.Cancelled: _cancelled,
    errors.ServerFault: _server_fault,
    errors.RateLimited: _rate_limited,
    errors.Transient: _unreachable,
    errors.AllowanceSpent: _allowance,
    errors.BudgetSpent: _budget,
    errors.InvalidValue: _invalid,
    errors.RecordGone: _gone,
    errors.TooLarge: _too_large,
    errors.Refused: _refused,
    errors.ConflictError: _conflict,
    errors.KeyRejected: _key_rejected,
    errors.NotPermitted: _not_permitted,
    errors.NoKey: _no_key,
    errors.KeyFileRefused: _key_file,
    errors.KeyringUnavailable: _keyring,
    errors.NotFound: _not_found,
    errors.TableMissing: _table_missing,
    errors.TableUnreadable: _table_unreadable,
    errors.TableNotWritable: _table_not_writable,
    errors.NotCopied: _not_copied,
    errors.ChangedUnderneath: _changed_underneath,
    errors.Stopped: _stopped,
    errors.Busy: _busy,
    errors.StateTooNew: _too_new,
    errors.StateError: _state,
    errors.UsageError: _usage,
    AirSyncError: _any,
}
