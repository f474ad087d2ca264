-- Comparing looks up the records of a table's rows, some hundred at a time.
CREATE INDEX memories_by_local_id ON memories (pair_id, local_id);
