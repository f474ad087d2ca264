-- A row that was deleted on this computer, all of it: an undo makes it again with what no field is mapped to.
ALTER TABLE changes ADD COLUMN raw TEXT NOT NULL DEFAULT '';
