-- Events that wait for one function or one destination, in a lane each. A lane that is dropped goes with its events, little by little.
CREATE TABLE lanes (
    id      INTEGER PRIMARY KEY,
    kind    INTEGER NOT NULL,
    account TEXT NOT NULL,
    region  TEXT NOT NULL,
    name    TEXT NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0
);

-- Data keys, each for the contents that one run of the server wrote, wrapped by the master key.
CREATE TABLE event_keys (
    id     INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
);

-- Times in Unix milliseconds. A row stands from acceptance until its end is durable.
CREATE TABLE events (
    id       INTEGER PRIMARY KEY,
    lane     INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    refusals INTEGER NOT NULL,
    key      INTEGER NOT NULL,
    content  BLOB NOT NULL
);

CREATE INDEX events_by_lane ON events (lane, due, id);
