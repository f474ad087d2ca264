"""AirSync's own SQLite file: memories, queue, conflicts, history."""
