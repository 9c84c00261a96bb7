-- One row a code signing configuration; the document is JSON.
CREATE TABLE code_signing_configs (
    account  TEXT NOT NULL,
    region   TEXT NOT NULL,
    id       TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (account, region, id)
);
