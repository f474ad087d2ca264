-- Which records a change was about: an undo finds them after they were forgotten. Unknown for older changes.
ALTER TABLE changes ADD COLUMN local_id TEXT;
ALTER TABLE changes ADD COLUMN record_id TEXT;

-- The run that this one undid.
ALTER TABLE runs ADD COLUMN undoes INTEGER;

-- What was undone waits for a person, even where no more than one side has moved.
ALTER TABLE conflicts ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
