-- What a pair's local cells showed for the records they link to: a record whose key changed since is still known by it.
CREATE TABLE link_names (
    pair_id   TEXT NOT NULL,
    record_id TEXT NOT NULL,
    shown     TEXT NOT NULL,
    PRIMARY KEY (pair_id, record_id, shown)
) WITHOUT ROWID;
