-- One row a published version, as in the table of functions. A version goes with its function.
CREATE TABLE function_versions (
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    name        TEXT NOT NULL,
    version     TEXT NOT NULL,
    document    TEXT NOT NULL,
    environment BLOB NULL,
    PRIMARY KEY (account, region, name, version),
    FOREIGN KEY (account, region, name) REFERENCES functions (account, region, name) ON DELETE CASCADE
);
