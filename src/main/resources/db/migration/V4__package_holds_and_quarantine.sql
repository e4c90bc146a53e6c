-- The name of the switch's operating system; empty of packages that were stored before it was noted.
ALTER TABLE package ADD COLUMN platform TEXT NOT NULL DEFAULT '';
-- By which switches are told apart. Every package has had its task until now, and only our code knows the rule.
ALTER TABLE package ADD COLUMN canonical_address TEXT NOT NULL DEFAULT '';
UPDATE package SET canonical_address = coalesce(
  (SELECT task.canonical_address FROM task WHERE task.id = package.task_id), lower(address));

-- Who wants a package kept, and since when; nothing removes it meanwhile.
ALTER TABLE package ADD COLUMN held_at TEXT;
ALTER TABLE package ADD COLUMN held_by TEXT CHECK ((held_by IS NULL) = (held_at IS NULL));
ALTER TABLE package ADD COLUMN hold_reason TEXT CHECK ((hold_reason IS NULL) = (held_at IS NULL));

CREATE INDEX package_operation ON package (operation_id, stored_at DESC, id DESC);
CREATE INDEX package_address ON package (canonical_address, stored_at DESC, id DESC);
CREATE INDEX package_held ON package (stored_at DESC, id DESC) WHERE held_at IS NOT NULL;

-- What came of a package that is not whole, for a while: it may be the only evidence there is.
CREATE TABLE quarantine (
  id                TEXT    NOT NULL PRIMARY KEY,
  operation_id      TEXT    NOT NULL,
  task_id           TEXT    NOT NULL UNIQUE, -- the newest of a task takes the place of the one before
  address           TEXT    NOT NULL,
  canonical_address TEXT    NOT NULL,
  platform          TEXT    NOT NULL,
  file_name         TEXT    NOT NULL,
  reason            TEXT    NOT NULL,
  phase             TEXT    NOT NULL,
  details           TEXT    NOT NULL,
  size              INTEGER NOT NULL CHECK (size > 0),
  sha256            TEXT    NOT NULL,
  quarantined_at    TEXT    NOT NULL,
  expires_at        TEXT    NOT NULL
) STRICT;

CREATE INDEX quarantine_newest ON quarantine (quarantined_at DESC, id DESC);
CREATE INDEX quarantine_expires ON quarantine (expires_at);
CREATE INDEX quarantine_operation ON quarantine (operation_id);
CREATE INDEX quarantine_sha256 ON quarantine (sha256);
