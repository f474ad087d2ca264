-- What Airtable had of a pair's table when it was last seen. A run is this and what changed since.
CREATE TABLE images (
    pair_id     TEXT NOT NULL,
    record_id   TEXT NOT NULL,
    cells       TEXT NOT NULL,             -- JSON, field id → tagged value; blanks are left out
    created_at  TEXT,
    modified_at TEXT,                      -- where a field of the table tells
    PRIMARY KEY (pair_id, record_id)
) WITHOUT ROWID;

-- How far each pair's image has come, and how Airtable was read last.
CREATE TABLE image_marks (
    pair_id        TEXT PRIMARY KEY,
    way            TEXT NOT NULL,          -- feed, modified, full
    why            TEXT NOT NULL,          -- why all was read the last time that it was
    fields         TEXT NOT NULL,          -- JSON, the fields as the image was read with
    modified_field TEXT,
    read_at        TEXT NOT NULL,          -- Airtable's time when the last reading began
    checked_at     TEXT,                   -- when all records were last read; null asks for it
    hook_id        TEXT NOT NULL,          -- empty without a feed
    cursor         INTEGER NOT NULL,       -- the number of the next payload
    heard_at       TEXT                    -- when the feed was last read to its head
);

-- The webhook of each base, which all pairs of the base read; or why there is none.
CREATE TABLE base_feeds (
    endpoint   TEXT NOT NULL,
    base_id    TEXT NOT NULL,
    hook_id    TEXT,
    expires_at TEXT,
    barred     TEXT,                       -- not_permitted, refused, too_many
    barred_at  TEXT,
    PRIMARY KEY (endpoint, base_id)
) WITHOUT ROWID;
