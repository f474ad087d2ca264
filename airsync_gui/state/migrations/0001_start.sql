-- What is remembered about each record of a pair: its two ancestors.
CREATE TABLE memories (
    pair_id           TEXT NOT NULL,
    uid               TEXT NOT NULL,
    local_id          TEXT,
    record_id         TEXT,
    local_values      TEXT NOT NULL,      -- JSON, field id → tagged value; null is a known blank
    airtable_values   TEXT NOT NULL,
    local_checksum    TEXT NOT NULL,
    airtable_checksum TEXT NOT NULL,
    lossy             TEXT NOT NULL DEFAULT '{}',
    tombstone         TEXT,               -- the side that still has a record which is out of the pair
    created_at        TEXT,               -- Airtable's createdTime
    in_step_at        TEXT NOT NULL,
    PRIMARY KEY (pair_id, uid)
) WITHOUT ROWID;
CREATE INDEX memories_by_record ON memories (pair_id, record_id);

-- One line a pair of what concerns the whole of it.
CREATE TABLE pair_states (
    pair_id            TEXT PRIMARY KEY,
    first_run          INTEGER NOT NULL DEFAULT 1,
    ended_with_newline INTEGER,
    fields             TEXT NOT NULL DEFAULT '{}'
);

-- The journal: operations decided and not yet done, and those refused.
CREATE TABLE queue (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    pair_id     TEXT NOT NULL,
    run_id      INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    uid         TEXT NOT NULL,
    side        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL,
    operation   TEXT NOT NULL,            -- JSON of the whole operation
    state       TEXT NOT NULL,            -- pending, in_flight, unknown, refused
    tries       INTEGER NOT NULL DEFAULT 0,
    error       TEXT NOT NULL DEFAULT '', -- JSON of the error's facts for refused ones, else its class
    since       TEXT NOT NULL,
    sent_at     TEXT,
    checked     INTEGER NOT NULL DEFAULT 0 -- refused by our own validation, which decides anew in each run
);
CREATE INDEX queue_by_pair ON queue (pair_id, state);

CREATE TABLE conflicts (
    pair_id   TEXT NOT NULL,
    uid       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    label     TEXT NOT NULL,
    conflict  TEXT NOT NULL,              -- JSON of the whole conflict as last seen
    opened_at TEXT NOT NULL,
    seen_at   TEXT NOT NULL,
    by_hand   INTEGER NOT NULL DEFAULT 0, -- no policy may settle it
    answer    TEXT,                       -- JSON of an answer that is not carried out yet
    PRIMARY KEY (pair_id, uid)
) WITHOUT ROWID;

-- Every conflict that was ever closed, and how.
CREATE TABLE conflict_log (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    pair_id   TEXT NOT NULL,
    uid       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    label     TEXT NOT NULL,
    conflict  TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT NOT NULL,
    how       TEXT NOT NULL,              -- answered, settled, gone
    answer    TEXT,
    run_id    INTEGER
);

CREATE TABLE held (
    pair_id     TEXT NOT NULL,
    side        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    label       TEXT NOT NULL,
    detail      TEXT NOT NULL,
    uid         TEXT,
    fingerprint TEXT NOT NULL DEFAULT '',
    suspects    TEXT NOT NULL DEFAULT '[]',
    since       TEXT NOT NULL
);
CREATE INDEX held_by_pair ON held (pair_id);

-- Notes of the last plan: drift, records left alone, computed cells put back.
CREATE TABLE notes (
    pair_id TEXT NOT NULL,
    code    TEXT NOT NULL,
    label   TEXT NOT NULL,
    uid     TEXT,
    field   TEXT,
    detail  TEXT NOT NULL DEFAULT '',
    at      TEXT NOT NULL
);
CREATE INDEX notes_by_pair ON notes (pair_id);

CREATE TABLE runs (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    pair_id   TEXT NOT NULL,
    kind      TEXT NOT NULL,              -- sync, resolve, drop
    started   TEXT NOT NULL,
    ended     TEXT,
    status    TEXT NOT NULL DEFAULT 'running',
    error     TEXT NOT NULL DEFAULT '',
    api_calls INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX runs_by_pair ON runs (pair_id, id);

-- What each run did, record by record, with the values before and after.
CREATE TABLE changes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id        INTEGER NOT NULL REFERENCES runs (id),
    pair_id       TEXT NOT NULL,
    uid           TEXT NOT NULL,
    label         TEXT NOT NULL,
    side          TEXT NOT NULL,          -- the side that was written
    kind          TEXT NOT NULL,
    before_values TEXT NOT NULL,
    after_values  TEXT NOT NULL,
    other_values  TEXT NOT NULL,          -- what the other side had
    rules         TEXT NOT NULL,          -- field id → why
    overwrites    TEXT NOT NULL,          -- field id → side whose own edit was lost
    reports       TEXT NOT NULL,          -- field id → what sanitising did
    at            TEXT NOT NULL
);
CREATE INDEX changes_by_run ON changes (run_id);
CREATE INDEX changes_by_record ON changes (pair_id, uid);

CREATE TABLE schema_log (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    pair_id  TEXT NOT NULL,
    field_id TEXT NOT NULL,
    change   TEXT NOT NULL,               -- renamed, retyped, gone, added, choice_renamed
    before   TEXT NOT NULL,
    after    TEXT NOT NULL,
    at       TEXT NOT NULL
);

CREATE TABLE schema_cache (
    endpoint   TEXT NOT NULL,
    base_id    TEXT NOT NULL,
    tables     BLOB NOT NULL,             -- Airtable's own JSON
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (endpoint, base_id)
) WITHOUT ROWID;

-- Requests sent, by month and token label, for the call budget.
CREATE TABLE calls (
    month  TEXT NOT NULL,                 -- 2026-11
    token  TEXT NOT NULL,                 -- the token's safe label
    base   TEXT NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (month, token, base)
) WITHOUT ROWID;
