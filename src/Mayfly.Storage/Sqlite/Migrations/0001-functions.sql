-- One row a function. The document is JSON; environment variables are never in it, but sealed in a column of their own.
CREATE TABLE functions (
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    name        TEXT NOT NULL,
    document    TEXT NOT NULL,
    environment BLOB NULL,
    PRIMARY KEY (account, region, name)
);
