-- Records are kept whole, as JSON text, in `body`. Beside it stand the columns that they are found by, and no others.
-- Every key begins with the account, so that nothing can be reached across accounts and each account could be moved to a
-- database of its own. Times are microseconds since 1970, as in the records.

CREATE TABLE accounts (
    id   uuid NOT NULL PRIMARY KEY,
    name text NOT NULL UNIQUE,
    body text NOT NULL
);

CREATE TABLE projects (
    account_id      uuid    NOT NULL,
    id              uuid    NOT NULL,
    project_name    text    NOT NULL,
    name_folded     text    NOT NULL,
    response_target bigint,
    deleted         boolean NOT NULL,
    body            text    NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX projects_project_name ON projects (account_id, project_name) WHERE NOT deleted;

-- Every event of a task changes its row, but none of its indexed columns until it is closed: room on the page keeps the
-- change on it.
CREATE TABLE tasks (
    account_id      uuid NOT NULL,
    id              uuid NOT NULL,
    project_id      uuid NOT NULL,
    status          text NOT NULL,
    current_step    text NOT NULL,
    closed          boolean NOT NULL,
    name_folded     text NOT NULL,
    external_folded text NOT NULL,
    assignee_id     uuid,
    body            text NOT NULL,
    PRIMARY KEY (account_id, id)
) WITH (fillfactor = 70);
CREATE INDEX tasks_project ON tasks (account_id, project_id, id);
CREATE INDEX tasks_open ON tasks (account_id, project_id) WHERE NOT closed;

CREATE TABLE requests (
    account_id     uuid    NOT NULL,
    id             uuid    NOT NULL,
    task_id        uuid    NOT NULL,
    project_id     uuid    NOT NULL,
    kind           text    NOT NULL,
    open           boolean NOT NULL,
    requested_by   uuid    NOT NULL,
    requested_at   bigint  NOT NULL,
    deadline       bigint,
    summary_folded text    NOT NULL,
    body           text    NOT NULL,
    PRIMARY KEY (account_id, id)
) WITH (fillfactor = 80);
CREATE INDEX requests_open ON requests (account_id, id) WHERE open;
CREATE UNIQUE INDEX requests_one_open ON requests (account_id, task_id) WHERE open;
CREATE INDEX requests_deadline ON requests (deadline) WHERE open AND deadline IS NOT NULL;

CREATE TABLE events (
    account_id uuid   NOT NULL,
    task_id    uuid   NOT NULL,
    sequence   bigint NOT NULL,
    id         uuid   NOT NULL,
    event_type text   NOT NULL,
    at         bigint NOT NULL,
    body       text   NOT NULL,
    PRIMARY KEY (account_id, task_id, sequence)
);
-- The timeline is append-only, whoever writes.
CREATE FUNCTION events_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events never change and never go';
END
$$;
CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_never_change();

CREATE TABLE receipts (
    account_id  uuid   NOT NULL,
    key         text   NOT NULL COLLATE "C",
    fingerprint bytea  NOT NULL,
    at          bigint NOT NULL,
    task_id     uuid,
    answer      text   NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX receipts_at ON receipts (at);

-- Names are compared when a statement ends, so that in one batch one may take the name that another gives up.
CREATE TABLE people (
    account_id uuid NOT NULL,
    id         uuid NOT NULL,
    name       text NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (account_id, id),
    CONSTRAINT people_name UNIQUE (account_id, name) DEFERRABLE
);

CREATE TABLE agents (
    account_id uuid NOT NULL,
    id         uuid NOT NULL,
    name       text NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (account_id, id),
    CONSTRAINT agents_name UNIQUE (account_id, name) DEFERRABLE
);

CREATE TABLE keys (
    account_id uuid NOT NULL,
    id         uuid NOT NULL,
    prefix     text NOT NULL UNIQUE,
    owner_id   uuid NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE TABLE uploads (
    account_id uuid NOT NULL,
    id         uuid NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE TABLE upload_chunks (
    account_id uuid    NOT NULL,
    upload_id  uuid    NOT NULL,
    ordinal    integer NOT NULL,
    at         bigint  NOT NULL,
    bytes      bytea   NOT NULL,
    PRIMARY KEY (account_id, upload_id, ordinal)
);
CREATE INDEX upload_chunks_at ON upload_chunks (at);
-- What is uploaded is seldom made smaller by trying, and read whole.
ALTER TABLE upload_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
