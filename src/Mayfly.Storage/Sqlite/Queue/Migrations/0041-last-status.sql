-- How the last attempt was answered, an HTTP status; 0 before the first.
ALTER TABLE events ADD COLUMN last_status INTEGER NOT NULL DEFAULT 0;
