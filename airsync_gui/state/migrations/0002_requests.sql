-- Every request to Airtable of the last weeks, for the health figures; older months stand in "calls" as a sum.
CREATE TABLE requests (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,            -- milliseconds since 1970, UTC
    token    TEXT NOT NULL,               -- the token's safe label
    base     TEXT NOT NULL,               -- base id; empty where it was about none
    pair_id  TEXT NOT NULL,               -- on whose behalf; empty outside a run
    method   TEXT NOT NULL,
    endpoint TEXT NOT NULL,               -- the path with its parameters' names
    status   INTEGER,                     -- null: no answer came
    ms       REAL NOT NULL
);
CREATE INDEX requests_by_time ON requests (at);

-- Fields written per day are counted over all of history.
CREATE INDEX changes_by_time ON changes (at);
