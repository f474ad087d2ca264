-- What of an image is as remembered is found by comparing checksums; one that was kept before has none yet.
ALTER TABLE images ADD COLUMN checksum TEXT;
