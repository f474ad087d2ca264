-- What a raw row of a local table was read as: its key, and that its values are those of a memory with such checksums.
-- It is true of the row's text whatever becomes of the memory; a memory with other checksums has no part in it.
CREATE TABLE row_digests (
    pair_id           TEXT NOT NULL,
    local_id          TEXT NOT NULL,
    local_checksum    TEXT NOT NULL,
    airtable_checksum TEXT NOT NULL,      -- of values in Airtable that have the same key
    digest            BLOB NOT NULL,      -- of the row's text and of all that its reading depends on
    PRIMARY KEY (pair_id, local_id)
) WITHOUT ROWID;
DROP INDEX memories_by_local_id;
CREATE INDEX memories_by_local_id ON memories (pair_id, local_id, tombstone, local_checksum, airtable_checksum);
