-- Field id → [column, type] that the memories of a pair were made with; a run forgets what is bound otherwise since.
ALTER TABLE pair_states ADD COLUMN mapping TEXT NOT NULL DEFAULT '{}';
