-- What the workspace looks for: requests that have ended, the latest end first, and keys that are no API keys.

-- When a request ended, which person ended it, and how they decided; null where nothing of the kind happened.
ALTER TABLE requests ADD COLUMN ended_at INTEGER;
ALTER TABLE requests ADD COLUMN ended_by BLOB;
ALTER TABLE requests ADD COLUMN outcome TEXT;

-- Those that have ended already say so in their bodies.
UPDATE requests SET (ended_at, ended_by, outcome) = (
    SELECT json_extract(value, '$.at'), unhex(replace(json_extract(value, '$.authority.subject'), '-', '')),
        json_extract(value, '$.outcome.verdict')
    FROM json_each(requests.body, '$.state')
) WHERE open = 0;
CREATE INDEX requests_ended ON requests (account_id, ended_at, id) WHERE ended_at IS NOT NULL;

-- Which kind of key it is, and when its row may go; null keeps it.
ALTER TABLE keys ADD COLUMN kind TEXT NOT NULL DEFAULT 'API';
ALTER TABLE keys ADD COLUMN forget_at INTEGER;
CREATE INDEX keys_forget_at ON keys (forget_at) WHERE forget_at IS NOT NULL;
