-- What hangs on a function besides its code and configuration (aliases, policies and so on): one JSON document a function, which goes with it.
CREATE TABLE function_resources (
    account  TEXT NOT NULL,
    region   TEXT NOT NULL,
    name     TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (account, region, name),
    FOREIGN KEY (account, region, name) REFERENCES functions (account, region, name) ON DELETE CASCADE
);
