-- An operation that changes the software of devices says how. JSON.
ALTER TABLE operation ADD COLUMN action TEXT CHECK (action IS NULL OR json_type(action) = 'object');

CREATE INDEX operation_action ON operation (created_at DESC, id DESC) WHERE action IS NOT NULL;

-- What was done for a task, line by line, as clients are told.
CREATE TABLE task_activity (
  task_id  TEXT NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, -- from 0
  at       TEXT NOT NULL,
  text     TEXT NOT NULL,
  PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;

-- What devices said of their software.
CREATE TABLE device_state (
  canonical_address TEXT NOT NULL PRIMARY KEY, -- by which devices are told apart
  address           TEXT NOT NULL,             -- as it was written
  version           TEXT NOT NULL,             -- what it runs; empty while it never told
  default_version   TEXT NOT NULL,             -- what it boots next; empty while it never told
  available         TEXT NOT NULL CHECK (json_type(available) = 'array'),
  reachable         INTEGER NOT NULL CHECK (reachable IN (0, 1)),
  told_at           TEXT,                      -- when it told this
  asked_at          TEXT NOT NULL              -- when it was asked last
) STRICT, WITHOUT ROWID;

DROP TRIGGER event_operation_accepted;

CREATE TRIGGER event_operation_accepted AFTER INSERT ON operation BEGIN
  INSERT INTO event (type, data) VALUES ('operation', json_patch('{}', json_object(
    'id', NEW.id, 'state', NEW.state, 'kind',
    CASE WHEN NEW.delivery IS NOT NULL THEN 'delivery' WHEN NEW.action IS NOT NULL THEN 'action' END)));
END;
