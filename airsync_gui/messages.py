"""Every error as a title, a sentence, and what to do; for the window and the command line alike.

The words are made here and nowhere else. What comes from outside (names, cells, Airtable's own messages) is data: it
is cut, and control characters in it are made harmless (:mod:`airsync_gui.plain_text`), before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from airsync_gui import errors
from airsync_gui.errors import AirSyncError
from airsync_gui.kept_words import said
from airsync_gui.plain_text import plain, plain_sentence
from airsync_gui.plan_words import stop_sentence
from airsync_gui.type_words import type_words
from airsync_gui.wording import noop, number, tr

if TYPE_CHECKING:
    from airsync_gui.sync.guards import Stop

__all__ = ["Message", "describe", "facts", "plain", "plain_sentence"]


class Message(Struct, frozen=True):
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


def describe(error: BaseException) -> Message:
    """The message for an error of ours; anything else is a bug and says so without its text."""
    if isinstance(error, AirSyncError):
        words = next(_WORDS[kind] for kind in type(error).__mro__ if kind in _WORDS)
        return words(error)
    if isinstance(error, KeyboardInterrupt):
        return _cancelled(errors.Cancelled())
    return Message(
        tr("A bug in AirSync"),
        tr("Something went wrong that AirSync did not expect ({kind}).", kind=type(error).__name__),
        tr("Nothing was lost: what was decided stays in the queue. The log has the details."),
    )


def facts(error: AirSyncError) -> str:
    """What an error knows, on one line for the log: short facts whole, the others (a whole plan) left out."""
    short = {name: fact for name, fact in error.facts.items() if isinstance(fact, str | int | float)}
    return ", ".join([type(error).__name__, *(f"{name}={plain(fact)}" for name, fact in short.items())])


# -- the words ------------------------------------------------------------------------------------------------------


def _cancelled(_error: AirSyncError) -> Message:
    return Message(tr("Stopped"), tr("Stopped as you asked. What was not done stays in the queue for the next sync."))


def _unreachable(error: AirSyncError) -> Message:
    if error.certificate:
        return _not_trusted(error)
    why = f" ({_fact(error.detail)})" if error.detail else ""
    return Message(
        tr("Airtable can't be reached"),
        tr("Airtable did not answer{why}.", why=why),
        tr("Nothing was lost: what was not done stays in the queue, and the next sync goes on."),
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
        tr("Airtable has a problem"),
        tr("Airtable answered with an error of its own (HTTP {status}).", status=error.status or "5xx"),
        tr("Nothing was lost: what was not done stays in the queue, and the next sync goes on."),
    )


def _rate_limited(error: AirSyncError) -> Message:
    seconds = _seconds(error.retry_after_s or 30)
    return Message(
        tr("Airtable asks for a pause"),
        tr(
            "Airtable takes 5 requests a second for each base, and asks for a pause of {seconds} seconds.",
            seconds=seconds,
        ),
        tr("Another program may be using the same base. The next sync goes on where this one ended."),
    )


def _seconds(seconds: float) -> str:
    short = float(f"{seconds:g}")
    return number(short, 0) if short.is_integer() else number(short)


def _allowance(_error: AirSyncError) -> Message:
    return Message(
        tr("This month's API calls are used up"),
        tr("Airtable refuses further calls for this workspace until the month ends."),
        tr("Trying again does not help before then. What was not done stays in the queue."),
    )


def _budget(error: AirSyncError) -> Message:
    remedy = tr("Give the pair a larger share (pair set NAME --budget N), or wait for the next month.")
    title = tr("The pair's share of this month's calls is used up")
    if error.share is None:
        text = tr("The run would have cost more calls than the pair may make. Nothing was written.")
        return Message(title, text, remedy)
    parts = {"pair": plain(error.pair), "share": number(error.share), "used": number(error.used)}
    text = tr("{pair} may make {share} calls a month and has made {used}. Nothing was written.", **parts)
    if error.needed:
        text = tr(
            "{pair} may make {share} calls a month and has made {used}, and this run would take {needed} more. "
            "Nothing was written.",
            **parts,
            needed=number(error.needed),
        )
    return Message(title, text, remedy)


def _refused(error: AirSyncError) -> Message:
    subject = f"{plain(error.record)}: " if error.record else ""
    why = _fact(error.detail or error.type or tr("without a reason")).rstrip(".")
    if error.by:
        by = _fact(error.by)
        text = subject + tr("{by} refused it: {why}.", by=_capital(by), why=why)
        remedy = tr("Change the value (or the table), or drop the operation from the queue.")
        return Message(tr("Refused by {by}", by=by), text, remedy)
    if error.field:
        text = subject + tr("Airtable refused the field {field}: {why}.", field=plain(error.field), why=why)
    else:
        text = subject + tr("Airtable refused it: {why}.", why=why)
    remedy = tr("Change the value (or the field in Airtable), or drop the operation from the queue.")
    return Message(tr("Refused by Airtable"), text, _ask_again() if _is_question(error) else remedy)


def _ask_again() -> str:
    return tr("Nothing was changed. Sync again; the log says what was asked.")


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
    field = f"{plain(error.field)}: " if error.field else ""
    value, rule = plain(error.value, 80) if error.value else "", _fact(error.rule)
    text = tr("“{value}” {rule}.", value=value, rule=rule) if value else tr("the value {rule}.", rule=rule)
    return Message(tr("A value that does not fit"), f"{subject}{field}{text}", "")


def _gone(error: AirSyncError) -> Message:
    by, why = _capital(_fact(error.by or "Airtable")), _detail(error) or _detail(error, "record")
    if not error.field:
        text = tr("{by} says that a record does not exist{why}.", by=by, why=why)
        return Message(tr("Record gone"), text, tr("The next sync reads both sides again."))
    text = tr(
        "{by} says that a record that the field {field} points to does not exist{why}.",
        by=by,
        field=plain(error.field),
        why=why,
    )
    return Message(
        tr("Record gone"), text, tr("Take it out of that field, or bring it back in Airtable and try again.")
    )


def _too_large(error: AirSyncError) -> Message:
    text = tr("Airtable refused the request because it is too large.")
    remedy = _ask_again() if _is_question(error) else tr("Shorten the longest texts.")
    return Message(tr("Too large"), text, remedy)


def _conflict(error: AirSyncError) -> Message:
    name = plain(error.record or tr("The record"))
    if error.settled:
        text = tr("{record} changed meanwhile and is no conflict any more.", record=name)
        return Message(tr("Nothing to settle any more"), text, "")
    why = _fact(error.detail) if error.detail else tr("a side changed")
    text = tr("{record} was not written: {why}.", record=name, why=why)
    if error.in_queue:
        return Message(tr("It moved meanwhile"), text, tr("Look at what stands there now, and edit that."))
    return Message(
        tr("It moved meanwhile"),
        text,
        tr("Look at it again: the conflict now shows what each side has."),
    )


def _key_rejected(error: AirSyncError) -> Message:
    if error.unfit:
        why = f": {_fact(error.detail)}" if error.detail else ""
        return Message(
            tr("The access token is refused"),
            tr("This can't be an access token{why}.", why=why),
            tr("Copy the whole token from Airtable, and store it with: airsync-gui token set"),
        )
    why = f" ({_fact(error.detail)})" if error.detail else ""
    return Message(
        tr("The access token is refused"),
        tr("Airtable does not accept the access token{why}.", why=why),
        tr("It may have been revoked or replaced. Store a new one with: airsync-gui token set"),
    )


def _not_permitted(error: AirSyncError) -> Message:
    base = tr("the base {base}", base=plain(error.base)) if error.base else tr("this base")
    if error.visible is False:
        return Message(
            tr("Not permitted"),
            tr("The present token does not see {base}: it was deleted, or the token may not use it.", base=base),
            tr(
                "In Airtable's builder hub, add the base to those that the token may use; if it is gone, remove the "
                "pair."
            ),
        )
    why, needs = _detail(error) or _detail(error, "type"), _fact(error.needs) if error.needs else ""
    told = [tr("Airtable does not permit this with the present token{why}.", why=why)]
    if error.role:
        told.append(tr("The token's owner has the role “{role}” in {base}.", role=plain(error.role), base=base))
        told += [tr("It takes {needs}.", needs=needs)] if needs else []
    elif needs:
        told.append(tr("It probably lacks: {needs}.", needs=needs))
    if error.may_be_absent and not error.visible:
        told.append(tr("Or what was asked for does not exist."))
    return Message(
        tr("Not permitted"),
        " ".join(told),
        tr(
            "In Airtable's builder hub, give the token the scopes data.records:read, data.records:write and "
            "schema.bases:read, and access to this base; its owner needs to be an editor of it."
        ),
    )


def _key_file(e: AirSyncError) -> Message:
    remedy = tr("Name the file that holds the token, or store the token itself: airsync-gui token set.")
    if e.mode:
        remedy = tr(
            "Others may have read it: make a new token in Airtable, or, if nobody has, chmod 600 {path} and try again.",
            path=plain(e.path, 200),
        )
    problem = _fact(e.detail) if e.detail else tr("is not taken")
    text = tr("{path} {problem}.", path=plain(e.path or tr("The file"), 200), problem=problem)
    return Message(tr("That key file is not taken"), text, remedy)


def _no_key(error: AirSyncError) -> Message:
    return Message(
        tr("No access token"),
        tr(
            "No access token is stored for the account “{account}” at {host}.",
            account=plain(error.account or "default"),
            host=plain(error.host or "Airtable"),
        ),
        tr("Store one with: airsync-gui token set  (or pass one for a single command with --token-stdin)"),
    )


def _keyring(error: AirSyncError) -> Message:
    backend = f" ({plain(error.backend)})" if error.backend else ""
    text = tr(_KEYRINGS.get(str(error.why), _NO_KEYRING)).format(backend=backend)
    remedy = (
        _fact(error.remedy) if error.remedy else tr("Unlock or install a keyring (GNOME Keyring, KWallet, KeePassXC).")
    )
    for_once = tr("For a single command, --token-stdin takes a token.")
    return Message(tr("No secure keyring"), text, f"{remedy} {for_once}")


_KEYRINGS = {
    "missing": noop("There is no keyring on this computer that AirSync can use, so no token is stored."),
    "insecure": noop("The only keyring on this computer{backend} keeps secrets readable, so no token is stored in it."),
    "locked": noop("The keyring is locked and was not unlocked."),
    "timeout": noop("The keyring did not answer in time."),
}
_NO_KEYRING = noop("The keyring can't be used{backend}.")


def _not_found(error: AirSyncError) -> Message:
    name, what = plain("" if error.name is None else error.name), _noun(error.what or "thing")
    where = _where(plain(error.where)) if error.where else ""
    if error.retyped:
        return Message(
            tr("A key field was retyped"),
            tr(
                "The field {field}{where} is part of the key and is now of type {type}.",
                field=name,
                where=where,
                type=type_words(error.retyped),
            ),
            tr("Give it its type back in Airtable, or set up the pair anew."),
        )
    choices = [plain(choice, 60) for choice in (error.choices or ())]
    shown = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    remedy = tr("There is: {names}.", names=shown) if choices else ""
    if error.role == "key":
        remedy = tr(
            "The pair's key (or its version) needs it, so nothing was synced. Bring it back, or set up the pair anew."
        )
    if error.role == "table":
        kept = tr("Nothing was deleted on this computer. Bring it back in Airtable, or set up the pair anew.")
        remedy = f"{remedy} {kept}".strip()
    text = tr("There is no {what} named “{name}”{where}.", what=what, name=name, where=where)
    return Message(tr("No such {what}", what=what), text, remedy)


_NOUNS = frozenset(
    (
        *(noop("base"), noop("table"), noop("field"), noop("column"), noop("sheet"), noop("record"), noop("pair")),
        *(noop("run"), noop("change"), noop("schema"), noop("open conflict"), noop("refused operation")),
        *(noop("group of duplicates"), noop("thing"), noop("the window"), noop("the settings"), noop("it")),
    )
)
"""What errors say that something is; all else is foreign."""
_WHERES = (
    *(noop(" in the history"), noop(" in the queue"), noop(" in the cache"), noop(" in the local table")),
    *(noop(" in the settings (it was removed)"), noop(" in the pair {name}"), noop(" in the history of {name}")),
    *(noop(" in what AirSync knows of {name}"), noop(" in the duplicates of {name}")),
    noop(" in what run {name} wrote"),
)
"""Where errors say that something is not; all else is the name of a table or file."""


def _noun(what: object) -> str:
    text = plain(what)
    return tr(text) if text in _NOUNS else text


def _where(place: str) -> str:
    for text in _WHERES:
        before, _, after = text.removeprefix(" in ").partition("{name}")
        if place == before or ("{" in text and place.startswith(before) and place.endswith(after)):
            return tr(text, name=place[len(before) : len(place) - len(after)])
    return tr(" in {place}", place=place)


def _table_missing(error: AirSyncError) -> Message:
    problem = _fact(error.detail) if error.detail else tr("does not exist")
    usual = tr("Nothing was deleted in Airtable. Put it back, or correct the pair.")
    return Message(
        _title_of(error, _NOT_THERE),
        tr("{path} {problem}.", path=_path(error), problem=problem),
        _fact(error.remedy) if error.remedy else usual,
    )


def _table_unreadable(error: AirSyncError) -> Message:
    path, problem = _path(error), _fact(error.detail) if error.detail else tr("it can not be read")
    text = f"{path}: {problem}."
    if error.line:
        text = tr("{path}, line {line}: {problem}.", path=path, line=error.line, problem=problem)
    usual = tr("Nothing was changed on either side. Mend the file and sync again.")
    return Message(_title_of(error, _NOT_READ), text, _fact(error.remedy) if error.remedy else usual)


def _table_not_writable(error: AirSyncError) -> Message:
    if error.outcome_unknown:
        return Message(
            _title_of(error, _NOT_SAID),
            tr("{path} {problem}.", path=_path(error), problem=_fact(error.detail)),
            tr("Sync again: the next sync looks what is there, and goes on from it."),
        )
    usual = tr("Make room or give write permission, and sync again.")
    return Message(
        _title_of(error, _NOT_WRITTEN),
        tr("{path} could not be written{why}; it is as it was.", path=_path(error), why=_detail(error)),
        _fact(error.remedy) if error.remedy else usual,
    )


def _not_copied(error: AirSyncError) -> Message:
    where = tr(" in {place}", place=plain(error.folder)) if error.folder else ""
    return Message(
        tr("No copy could be kept"),
        tr(
            "This would change much of {path}, and a copy of it could not be made first{where}{why}. Nothing was "
            "written.",
            path=_path(error),
            where=where,
            why=_detail(error),
        ),
        tr("Make room, or give write permission, and sync again."),
    )


def _changed_underneath(error: AirSyncError) -> Message:
    return Message(
        _title_of(error, _CHANGING),
        tr(
            "{path} was changed by another program while it was being synced; nothing was overwritten.",
            path=_path(error),
        ),
        tr("Sync again when the other program is done."),
    )


_NOT_THERE = {
    "file": noop("The file is not there"),
    "folder": noop("The folder is not there"),
    "table": noop("The table is not there"),
    "sheet": noop("The sheet is not there"),
    "database": noop("The database is not there"),
    "": noop("The {what} is not there"),
}
_NOT_READ = {
    "file": noop("The file can't be read"),
    "folder": noop("The folder can't be read"),
    "table": noop("The table can't be read"),
    "sheet": noop("The sheet can't be read"),
    "database": noop("The database can't be read"),
    "": noop("The {what} can't be read"),
}
_NOT_WRITTEN = {
    "file": noop("The file can't be written"),
    "folder": noop("The folder can't be written"),
    "table": noop("The table can't be written"),
    "sheet": noop("The sheet can't be written"),
    "database": noop("The database can't be written"),
    "": noop("The {what} can't be written"),
}
_NOT_SAID = {
    "database": noop("The database did not say whether it kept the changes"),
    "": noop("The {what} did not say whether it kept the changes"),
}
_CHANGING = {
    "file": noop("The file keeps changing"),
    "folder": noop("The folder keeps changing"),
    "table": noop("The table keeps changing"),
    "sheet": noop("The sheet keeps changing"),
    "database": noop("The database keeps changing"),
    "": noop("The {what} keeps changing"),
}
"""By what it is: other languages have another article for each."""


def _title_of(error: AirSyncError, titles: Mapping[str, str]) -> str:
    what = str(error.what or "file")
    return tr(titles[what]) if what in titles else tr(titles[""], what=plain(what))


def _fact(fact: object, most: int = 300) -> str:
    """A fact that may be one of our own sentences, or from outside."""
    return said(plain(fact, most))


def _detail(error: AirSyncError, fact: str = "detail") -> str:
    known = getattr(error, fact)
    return f" ({_fact(known).rstrip('.')})" if known else ""


def _path(error: AirSyncError) -> str:
    return plain(error.path or tr("The file"))


def _stopped(error: AirSyncError) -> Message:
    stops: Sequence[Stop] = error.stops or ()
    told = [stop_sentence(stop) for stop in stops]
    if error.consent and error.consent != error.plan_id:
        told.insert(0, tr("The plan has changed since it was {plan}.", plan=plain(error.consent)))
    text = " ".join(told) or tr("The plan has changed since you saw it.")
    if not error.plan_id:
        return Message(tr("Stopped before writing"), text, tr("Nothing was written."))
    plan = plain(error.plan_id)
    remedy = tr("Nothing was written. To do it anyway: --plan {plan}", plan=plan)
    if stops and not any(stop.needs_plan_id for stop in stops):
        remedy = tr("Nothing was written. To do it anyway: --plan {plan}  (or --yes)", plan=plan)
    return Message(tr("Stopped before writing"), text, remedy)


def _busy(error: AirSyncError) -> Message:
    return Message(
        tr("Another sync is running"),
        tr(
            "Another AirSync is working on {what} and did not finish within {seconds} seconds.",
            what=_noun(error.what or "it"),
            seconds=_seconds(error.waited_s or 0),
        ),
        tr("Try again when it is done."),
    )


def _too_new(error: AirSyncError) -> Message:
    return Message(
        tr("Written by a newer AirSync"),
        tr(
            "{path} has version {found}; this AirSync knows versions up to {known}.",
            path=_path(error),
            found=plain(error.found or "?"),
            known=plain(error.known or "?"),
        ),
        tr("Install the newer AirSync again."),
    )


def _state(error: AirSyncError) -> Message:
    problem = _fact(error.detail) if error.detail else tr("it can not be used")
    return Message(
        tr("AirSync's own files"),
        f"{_path(error)}: {problem}.",
        tr("If the disk is full, make room; if the file was edited, mend it."),
    )


def _usage(error: AirSyncError) -> Message:
    text = _fact(error.detail, 600) if error.detail else tr("This does not make sense.")
    return Message(tr("Not possible"), text, "")


def _any(error: AirSyncError) -> Message:
    return Message(tr("It did not work"), plain(error) or type(error).__name__, "")


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
