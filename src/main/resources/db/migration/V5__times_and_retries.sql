-- Collections say when each of their switches was taken up and ended, and what collected again what failed in them.

ALTER TABLE operation ADD COLUMN ended_at TEXT;
-- No foreign key: a retry outlives what it retried.
ALTER TABLE operation ADD COLUMN retry_of TEXT;
-- Until now nothing moved an operation after its end.
UPDATE operation SET ended_at = updated_at WHERE state IN ('completed', 'failed', 'cancelled');

CREATE INDEX operation_retry ON operation (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX operation_state_newest ON operation (state, created_at DESC, id DESC);

ALTER TABLE task ADD COLUMN begun_at TEXT;     -- its first try
ALTER TABLE task ADD COLUMN try_begun_at TEXT; -- its last one
ALTER TABLE task ADD COLUMN ended_at TEXT;

CREATE INDEX task_address ON task (canonical_address, operation_id);

-- What the last try of a switch spent its time on.
CREATE TABLE task_phase (
  task_id      TEXT    NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  phase        TEXT    NOT NULL,
  begun_at     TEXT    NOT NULL,
  ended_at     TEXT    NOT NULL,
  milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0), -- less than the span where the phase came up twice
  PRIMARY KEY (task_id, phase)
) STRICT, WITHOUT ROWID;
