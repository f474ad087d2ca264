"""The texts of :mod:`airsync_gui.kept_words`: what the engine and Airtable's client say.

Each stands here as it is made there, its parts by name. A part called ``rule``, ``kind``, ``what``, ``where`` or
``offer`` may be such a text itself.
"""

from __future__ import annotations

from airsync_gui import kept_table_texts
from airsync_gui.wording import noop

UNFIT = (
    noop("is computed or read-only in Airtable"),
    noop("is required and must not be blank"),
    noop("is not a text"),
    noop("is not a rich text"),
    noop("is not a number"),
    noop("is not a check box"),
    noop("is not a choice"),
    noop("is not a list"),
    noop("is not a date"),
    noop("is not a date and time"),
    noop("is longer than {count} characters"),
    noop("is not one of the choices in Airtable (there are none)"),
    noop("is not one of the choices in Airtable ({choices})"),
    noop("has “{value}”, which is not one of the choices in Airtable (there are none)"),
    noop("has “{value}”, which is not one of the choices in Airtable ({choices})"),
    noop("must be one line"),
    noop("does not look like an e-mail address"),
    noop("does not look like a web address (http or https)"),
    noop("does not look like a phone number"),
    noop("is not a finite number"),
    noop("must be a whole number from 1 to {most}"),
    noop("is a time, not a date"),
    noop("has “{value}”, which is the key of {count} records of the linked table"),
    noop("has “{value}”, which is the key of {count} records of {pair}"),
    noop("has “{value}”, which is no key in the linked table that is in Airtable"),
    noop("has “{value}”, which is no key in {pair} that is in Airtable"),
    noop("links to “{value}”, which is not in Airtable yet"),
)
"""Why a value can't be sent to Airtable, as the end of a sentence (sync/validate.py, sync/links.py)."""
WAITING = (
    noop("gone"),
    noop("now {type}"),
    noop("column {column} is gone"),
    noop("{fields} is blank"),
    noop("key {key} is also in {rows}"),
    noop("is wholly blank"),
    noop("is gone, and more than one new record has its key"),
    noop("is gone, and more than one new row has its key"),
    noop("its key {key} is already in use by another record on the other side"),
    noop("has the key {key}, which is not found, and {rows} can't be read: it may be this record"),
    noop("is not found, and {rows} can't be read: it may be this record"),
    noop("{field}: “{value}” {rule} (did you mean “{other}”?)"),
    noop("{field}: “{value}” {rule}"),
    noop("row {number}"),
    noop("item {number}"),
    noop("line {number}"),
)
"""What happened to a field of the table, and why a row or record is held (sync/reading.py, sync/match.py)."""
ANSWERS = (
    noop("{field} is a field, not a record: map it again, or drop it from the pair."),
    noop("Nothing was chosen for {field}: take a side for the record, or give it a value."),
    noop("{field} was never in step, so there is no earlier value to go back to."),
    noop("Both values of {field} can't be kept in one field: take a side, or give it a value."),
    noop("it changed since it was shown"),
    noop("its row is gone"),
    noop("several rows have its key"),
    noop("is a key and must not be blank"),
    noop("is the key of another record"),
    noop("This pair never writes in Airtable: edit {record} on this computer yourself."),
    noop("This pair never writes on this computer: edit {record} there yourself."),
    noop("{record} waits as a conflict: settle that first."),
    noop("The last run left work on {record} whose end is not known: sync first."),
    noop("{field} is not edited by people: Airtable or AirSync fills it."),
    noop("it is held"),
    noop("This pair never writes on this computer: merge {records} there yourself."),
    noop("This pair never writes in Airtable: merge {records} there yourself."),
    noop("Nothing tells {records} apart but their places: delete all but one, or give each a key of its own."),
    noop("{record} has a cell that can't be read: mend it first."),
    noop("One of them waits as a conflict: settle that first."),
    noop("The last run left work on these records whose end is not known: sync first."),
    noop("The duplicates of {record} differ in {fields}: say which value is to stay."),
    noop("{field} can't be chosen: it is part of the key, or nothing that people fill."),
    noop("{record} changed in Airtable since it was looked at. Nothing was deleted."),
    noop("Run {run} added {record} whole: undo the record, not a field of it."),
    noop("Run {run} deleted {record} whole: undo the record, not a field of it."),
)
"""Why an answer, a merge or an undo can't be carried out (sync/resolve.py, sync/duplicates_run.py, sync/undo.py)."""
AIRTABLE = (
    noop("Airtable's list has no end."),
    noop("Airtable's list kept breaking off: {error}"),
    noop("Airtable's list of {name} kept coming back incomplete"),
    noop("The answer does not name every record that was sent."),
    noop("The answer is larger than {count} MB."),
    noop("The answer is not Airtable's JSON: {error}"),
    noop("The answer is packed in a way that was not asked for."),
    noop("The answer was not complete after {seconds} seconds."),
    noop("The answer was {status}."),
    noop("The proxy settings of this computer (HTTPS_PROXY, ALL_PROXY) can't be used."),
    noop("The stored text can't be an access token."),
    noop("answers to new records kept getting lost"),
    noop(
        "The pair {pair} belongs to {where}, but AIRTABLE_ENDPOINT_URL points to {host}. Nothing was sent. "
        "Set the variable back, or add a pair for the other address."
    ),
    noop(
        "The pair {pair} belongs to {where}, but AIRTABLE_ENDPOINT_URL is not set, which means {host}. Nothing was "
        "sent. Set the variable back, or add a pair for the other address."
    ),
    noop("a sandbox on this computer"),
    noop("There are {count} {kind} named “{name}”: give the id ({ids})."),
    noop("bases"),
    noop("tables"),
    noop("fields"),
    noop("views"),
)
"""What went wrong with Airtable's answers (airtable/)."""
OWN_FILES = (
    noop("the folder can't be made: {error}"),
    noop("the folder for locks can't be made: {error}"),
    noop("it is damaged"),
    noop("it is not UTF-8 text"),
    noop("it has too many levels"),
    noop("`{name}`: {rule}"),
    noop("`{name}` is not between 0, which looks at nothing, and {most}"),
    noop("`history_days` is below 0; 0 keeps history for ever"),
    noop("`plan` is none of {names}"),
    noop("`calls_per_month` is below 1; leave it out where there is no limit"),
    noop("`{name}` is not between {least} and {most}"),
    noop("`new_pairs.policy` can't be optimistic-lock, for which each pair needs a field of its own"),
    noop("`pairs.{name}` {rule}"),
    noop("has the same id as another pair"),
    noop("has `check_hours` below 0 or without end; 0 reads all records at each sync"),
    noop(
        "has a password in `local`, where everybody can read it: take it out there, and store it: airsync-gui password "
        "set"
    ),
    noop("has a `budget` below 1; leave it out where there is none"),
    noop("has a `schedule` that makes no sense. {rule}"),
    noop("has no key: write key = true at one of its fields"),
    noop("has the field id {name} twice"),
    noop("has the column {name} twice"),
)
"""What is wrong with AirSync's own files (settings/, state/, app/)."""
WHERE_TO = (
    noop(
        "The pair {pair} belongs to {what}, but AIRTABLE_ENDPOINT_URL points to {host}. Nothing was sent. Set the "
        "variable back, or add a pair for the other address."
    ),
    noop(
        "The pair {pair} belongs to {what}, but AIRTABLE_ENDPOINT_URL is not set, which means {host}. Nothing was "
        "sent. Set the variable back, or add a pair for the other address."
    ),
    noop("a sandbox on this computer"),
    noop("AIRTABLE_ENDPOINT_URL must begin with https:// (http:// only for this computer)."),
    noop("AIRTABLE_ENDPOINT_URL is not a web address."),
    noop("AIRTABLE_ENDPOINT_URL must not hold a user name or password."),
    noop("AIRTABLE_ENDPOINT_URL must end with its host or path, without ? or #."),
    noop("{scope} and the editor role"),
    noop("An account needs a name."),
    noop("{host} is not the name of a host."),
)
"""Why nothing is sent there (app/, credentials/, airtable/endpoint.py, airtable/refusals.py)."""
TEXTS = (*UNFIT, *WAITING, *ANSWERS, *AIRTABLE, *OWN_FILES, *WHERE_TO, *kept_table_texts.TEXTS)
"""All of them, the local tables' too."""
