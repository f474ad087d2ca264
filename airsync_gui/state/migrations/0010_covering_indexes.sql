-- What tells whether a row is as remembered stands in the index that finds its record, which is read alone.
DROP INDEX memories_by_record;
CREATE INDEX memories_by_record ON memories (pair_id, record_id, tombstone, airtable_checksum);
DROP INDEX memories_by_local_id;
CREATE INDEX memories_by_local_id ON memories (pair_id, local_id, tombstone, local_checksum);
