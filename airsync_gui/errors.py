"""The error tree: every way in which AirSync's work can end other than well.

    AirSyncError
    ├── Cancelled              a person stopped it: say nothing
    ├── Transient              the same request may succeed later
    │   ├── Unreachable        no connection, time-out, or a body that is not Airtable's
    │   ├── ServerFault        5xx
    │   └── RateLimited        429 because of too many requests a second
    ├── AllowanceSpent         429 because the month's calls are used up: a retry is useless
    ├── BudgetSpent            a run would cost more calls than its pair may make this month
    ├── Refused                one record or request turned down: park it, go on
    │   ├── InvalidValue       validation failed, here or at Airtable
    │   ├── RecordGone         the record (or what it points to) does not exist
    │   └── TooLarge           413
    ├── ConflictError          a side moved since it was shown: look at it again
    ├── AccessDenied           stop the pair, ask for the token
    │   ├── KeyRejected        401, or a text that can't be a token
    │   ├── NotPermitted       403: a scope or a role is missing
    │   ├── NoKey              no token is stored for this account and host
    │   ├── KeyFileRefused     an older script's file with a token that is not taken
    │   └── KeyringUnavailable no keyring, an insecure one, or one that stays locked
    ├── NotFound               a base, table or field that is not there (or not visible)
    ├── LocalTableError        the local side of a pair
    │   ├── TableMissing       the file or table is not there
    │   ├── TableUnreadable    it can't be read as what it should be
    │   ├── TableNotWritable   no permission, or a full disk
    │   ├── NotCopied          no copy could be kept from before a run that changes much of it
    │   └── ChangedUnderneath  it changed between our read and our write: read again
    ├── Stopped                a guard asks before anything is written
    ├── Busy                   another run holds this table
    ├── StateError             our own state file
    │   ├── StateTooNew        written by a newer AirSync
    │   └── StateDamaged       SQLite says it is not whole
    └── UsageError             what was asked for does not make sense (a name, an option)

The classes are sorted by what the program does next, not by where the error came from. They carry facts as
attributes; sentences are made from them in :mod:`airsync_gui.messages`, in one place. Foreign exceptions are
translated where they enter, with ``from``. Anything outside this tree that reaches the top is a bug.
"""

from __future__ import annotations

from typing import Any


class AirSyncError(Exception):
    """Root of everything that AirSync raises on purpose.

    ``facts`` are the constructor's keyword arguments, each also readable as an attribute. They may hold names and
    cell values, never a token.
    """

    def __init__(self, **facts: Any) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in facts.items()))
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        """A fact by its name; None where it was not given, so that messages can be written without guards."""
        if name.startswith("_") or name == "facts":
            raise AttributeError(name)
        return self.facts.get(name)


class Cancelled(AirSyncError):
    """A person (or a closing window) asked the work to end; nothing is wrong."""


class Transient(AirSyncError):
    """Facts: ``endpoint``, ``status``, ``detail``, ``outcome_unknown`` (True when the request may have been done)."""


class Unreachable(Transient):
    """No answer: name look-up, connection, TLS, time-out, or an answer that is not Airtable's JSON.

    Facts besides, where the other side's certificate is not good: ``certificate`` (why not), ``host``.
    """


class ServerFault(Transient):
    """500, 502, 503 or 504. Fact besides: ``retry_after_s`` (None where Airtable says nothing)."""


class RateLimited(Transient):
    """429 ``RATE_LIMIT_REACHED``. Fact besides: ``retry_after_s`` (30 where Airtable says nothing)."""


class AllowanceSpent(AirSyncError):
    """429 ``PUBLIC_API_BILLING_LIMIT_EXCEEDED``, or 402: the workspace's calls of this month are used up.

    Fact: ``detail``.
    """


class BudgetSpent(AirSyncError):
    """A pair's own share of the month's calls does not cover a run: nothing was written.

    Facts: ``pair``, ``share``, ``used`` (this month), ``needed`` (more calls; 0 before anything was read).
    """


class Refused(AirSyncError):
    """A request that will be turned down again as it is.

    Facts: ``status``, ``type`` (Airtable's error type), ``detail`` (its own message), ``field`` (a name, where one
    is known), ``record``, ``by`` (who turned it down, where it was not Airtable: ``"the database"``).
    """


class InvalidValue(Refused):
    """A value that its field does not take. Facts besides: ``value`` (cut), ``rule``."""


class RecordGone(Refused):
    """An update, deletion or link of a record that does not exist."""


class TooLarge(Refused):
    """413: the body was too large."""


class ConflictError(AirSyncError):
    """A side moved since it was shown, so what was decided no longer fits.

    Facts: ``record``, ``uid``, ``detail``, ``settled`` (True where it is no conflict any more), ``in_queue`` (True
    where a refused change was to be edited).
    """


class AccessDenied(AirSyncError):
    """The token is missing or not good enough. Nothing is retried."""


class KeyRejected(AccessDenied):
    """401, or text that can't be a token. Facts: ``account``, ``host``, ``detail``, ``unfit`` (True for such a text:
    Airtable was not asked).
    """


class NotPermitted(AccessDenied):
    """403: facts ``type``, ``detail``, ``needs`` (the scope or role that is probably missing), ``what``.

    ``may_be_absent`` is True where Airtable says the same of what does not exist. Besides, where it was asked:
    ``visible`` (whether the token sees the base at all), ``base`` (its name) and ``role`` (of the token's owner in it).
    """


class NoKey(AccessDenied):
    """No token stored. Facts: ``account``, ``host``."""


class KeyFileRefused(AccessDenied):
    """A key file of older scripts is not taken. Facts: ``path``, ``detail``, ``mode`` (where others may read it)."""


class KeyringUnavailable(AccessDenied):
    """The system's keyring can't be used. Facts: ``why`` (:class:`SecretStore` lists them), ``backend``, ``remedy``,
    ``detail`` (what the back end said).
    """


class NotFound(AirSyncError):
    """Facts: ``what`` ("base", "table", "field", "pair", …), ``name``, ``where``, ``choices`` (names there are).

    Besides, where a pair can't be synced without it: ``role`` ("key" or "table"), ``retyped`` (the field's type now,
    where it is there and no longer of the type it had).
    """


class LocalTableError(AirSyncError):
    """Facts: ``path``, ``what`` ("table", where it is not the whole file), ``detail``, ``line``, ``remedy``."""


class TableMissing(LocalTableError):
    """The file or table does not exist (any more)."""


class TableUnreadable(LocalTableError):
    """It can't be opened, decoded or parsed, or is half-written."""


class TableNotWritable(LocalTableError):
    """Nothing could be written: permissions, a full disk, a read-only medium. The old content is untouched.

    Fact besides: ``outcome_unknown`` (True where a server went away while it was asked to keep the changes: all of
    them are there, or none).
    """


class NotCopied(LocalTableError):
    """The copy from before a run that changes much could not be kept; nothing was written. Fact: ``folder``."""


class ChangedUnderneath(LocalTableError):
    """Someone else wrote it after we read it. Nothing was written."""


class Stopped(AirSyncError):
    """One or more guards stopped a run before writing, or the plan is not the one that was agreed to.

    Facts: ``stops`` (a tuple), ``plan`` and its ``plan_id``, ``consent`` (the id of the plan that was agreed to).
    """


class Busy(AirSyncError):
    """Another run holds a lock. Facts: ``what``, ``waited_s``."""


class StateError(AirSyncError):
    """AirSync's own state file. Facts: ``path``, ``detail``."""


class StateTooNew(StateError):
    """The state file's version is above ours. Facts besides: ``found``, ``known``."""


class StateDamaged(StateError):
    """SQLite can't read it, or the disk refuses to hold it."""


class UsageError(AirSyncError):
    """Facts: ``detail`` (a full sentence)."""


def kind_named(name: str) -> type[AirSyncError] | None:
    """The class of this name, as history and the queue keep it; None for none, and for one that is not ours."""
    kind = globals().get(name)
    return kind if isinstance(kind, type) and issubclass(kind, AirSyncError) else None
