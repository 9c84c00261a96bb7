-- One row a layer. The highest number ever published is kept after its version is deleted: numbers do not come again.
CREATE TABLE layers (
    account      TEXT NOT NULL,
    region       TEXT NOT NULL,
    name         TEXT NOT NULL,
    last_version INTEGER NOT NULL,
    PRIMARY KEY (account, region, name)
);

-- One row a version of a layer; the document is JSON.
CREATE TABLE layer_versions (
    account  TEXT NOT NULL,
    region   TEXT NOT NULL,
    name     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (account, region, name, version),
    FOREIGN KEY (account, region, name) REFERENCES layers (account, region, name)
);
