-- What the workspace looks for: requests that have ended, the latest end first, and keys that are no API keys.

-- When a request ended, which person ended it, and how they decided; null where nothing of the kind happened.
ALTER TABLE requests ADD COLUMN ended_at bigint, ADD COLUMN ended_by uuid, ADD COLUMN outcome text;

-- Servers that know nothing of these columns may go on beside newer ones: what they leave out is taken from the body.
CREATE FUNCTION requests_tell_their_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT (value ->> 'at')::bigint, (value #>> '{authority,subject}')::uuid, value #>> '{outcome,verdict}'
        INTO NEW.ended_at, NEW.ended_by, NEW.outcome FROM json_each(NEW.body::json -> 'state');
    RETURN NEW;
END
$$;
CREATE TRIGGER requests_tell_their_end BEFORE INSERT OR UPDATE ON requests FOR EACH ROW
    WHEN (NOT NEW.open AND NEW.ended_at IS NULL) EXECUTE FUNCTION requests_tell_their_end();

-- Those that have ended already are told by the same rule.
UPDATE requests SET ended_at = NULL WHERE NOT open;
CREATE INDEX requests_ended ON requests (account_id, ended_at, id) WHERE ended_at IS NOT NULL;

-- Which kind of key it is, and when its row may go; null keeps it.
ALTER TABLE keys ADD COLUMN kind text NOT NULL DEFAULT 'API', ADD COLUMN forget_at bigint;
CREATE INDEX keys_forget_at ON keys (forget_at) WHERE forget_at IS NOT NULL;
