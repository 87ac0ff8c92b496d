-- Records are kept whole, as JSON, in `body`. Beside it stand the columns that they are found by, and no others.
-- Every table begins with the account, so that nothing can be reached across accounts. Ids are 16 bytes; times are
-- microseconds since 1970.

CREATE TABLE accounts (
    id   BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE projects (
    account_id      BLOB    NOT NULL,
    id              BLOB    NOT NULL,
    project_name    TEXT    NOT NULL,
    name_folded     TEXT    NOT NULL,
    response_target INTEGER,
    deleted         INTEGER NOT NULL,
    body            TEXT    NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE UNIQUE INDEX projects_project_name ON projects (account_id, project_name) WHERE deleted = 0;

CREATE TABLE tasks (
    account_id      BLOB NOT NULL,
    id              BLOB NOT NULL,
    project_id      BLOB NOT NULL,
    status          TEXT NOT NULL,
    current_step    TEXT NOT NULL,
    name_folded     TEXT NOT NULL,
    external_folded TEXT NOT NULL,
    assignee_id     BLOB,
    body            TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX tasks_project ON tasks (account_id, project_id, id);

CREATE TABLE requests (
    account_id     BLOB    NOT NULL,
    id             BLOB    NOT NULL,
    task_id        BLOB    NOT NULL,
    project_id     BLOB    NOT NULL,
    kind           TEXT    NOT NULL,
    open           INTEGER NOT NULL,
    requested_by   BLOB    NOT NULL,
    requested_at   INTEGER NOT NULL,
    deadline       INTEGER,
    summary_folded TEXT    NOT NULL,
    body           TEXT    NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX requests_open ON requests (account_id, id) WHERE open = 1;
CREATE UNIQUE INDEX requests_one_open ON requests (account_id, task_id) WHERE open = 1;
CREATE INDEX requests_deadline ON requests (deadline) WHERE open = 1 AND deadline IS NOT NULL;

CREATE TABLE events (
    account_id BLOB    NOT NULL,
    task_id    BLOB    NOT NULL,
    sequence   INTEGER NOT NULL,
    id         BLOB    NOT NULL,
    event_type TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    PRIMARY KEY (account_id, task_id, sequence)
) STRICT;
-- The timeline is append-only, whoever writes.
CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'events never change');
END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN
    SELECT RAISE(ABORT, 'events never go');
END;

-- Keys have no order, so each new one changes a page somewhere. A table with a rowid keeps those pages to the index of
-- the keys; the answers, which are much larger, are written one after the other.
CREATE TABLE receipts (
    account_id  BLOB    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    task_id     BLOB,
    answer      TEXT    NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT;
CREATE INDEX receipts_at ON receipts (at);

CREATE TABLE people (
    account_id BLOB NOT NULL,
    id         BLOB NOT NULL,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE UNIQUE INDEX people_name ON people (account_id, name);

CREATE TABLE agents (
    account_id BLOB NOT NULL,
    id         BLOB NOT NULL,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE UNIQUE INDEX agents_name ON agents (account_id, name);

CREATE TABLE keys (
    account_id BLOB NOT NULL,
    id         BLOB NOT NULL,
    prefix     TEXT NOT NULL UNIQUE,
    body       TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

CREATE TABLE uploads (
    account_id BLOB NOT NULL,
    id         BLOB NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

CREATE TABLE upload_chunks (
    account_id BLOB    NOT NULL,
    upload_id  BLOB    NOT NULL,
    ordinal    INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    bytes      BLOB    NOT NULL,
    PRIMARY KEY (account_id, upload_id, ordinal)
) STRICT;
CREATE INDEX upload_chunks_at ON upload_chunks (at);
