-- Ids are 24 hex digits. Times are RFC 3339 in UTC with nine digits of fraction, so that they sort as text.

CREATE TABLE profile (
  id         TEXT    NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL UNIQUE,
  username   TEXT    NOT NULL,
  password   BLOB    NOT NULL, -- sealed
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX profile_default ON profile (is_default) WHERE is_default = 1;

CREATE TABLE operation (
  id             TEXT NOT NULL PRIMARY KEY,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('pending', 'in-progress', 'completed', 'failed', 'cancelled')),
  request_method TEXT NOT NULL,
  request_uri    TEXT NOT NULL,
  request_body   TEXT NOT NULL,
  error          TEXT NOT NULL,
  details        TEXT NOT NULL
) STRICT;

CREATE INDEX operation_newest ON operation (created_at DESC, id DESC);
CREATE INDEX operation_state ON operation (state, id);

-- The profile is no foreign key: the history outlives a deleted profile. Nor is the package, which may be deleted.
CREATE TABLE task (
  id                TEXT    NOT NULL PRIMARY KEY,
  operation_id      TEXT    NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  position          INTEGER NOT NULL,
  address           TEXT    NOT NULL, -- as the client wrote it
  canonical_address TEXT    NOT NULL, -- by which switches are told apart
  profile_id        TEXT    NOT NULL,
  state             TEXT    NOT NULL CHECK (state IN ('pending', 'in-progress', 'completed', 'failed', 'cancelled')),
  tries             INTEGER NOT NULL,
  not_before        TEXT    NOT NULL,
  left_over         TEXT,
  failure_reason    TEXT,
  failure_phase     TEXT,
  failure_details   TEXT,
  package_id        TEXT,
  details           TEXT    NOT NULL,
  UNIQUE (operation_id, position)
) STRICT;

-- The unfinished tasks are few beside the history, so what the service asks all the time has indexes of its own.
CREATE INDEX task_due ON task (not_before, id) WHERE state = 'pending';
CREATE INDEX task_in_progress ON task (id) WHERE state = 'in-progress';
CREATE INDEX task_busy ON task (canonical_address) WHERE state IN ('pending', 'in-progress');
CREATE INDEX task_profile ON task (profile_id) WHERE state IN ('pending', 'in-progress');

-- Packages outlive their operations, so these are no foreign keys either.
CREATE TABLE package (
  id           TEXT    NOT NULL PRIMARY KEY,
  operation_id TEXT    NOT NULL,
  task_id      TEXT    NOT NULL,
  address      TEXT    NOT NULL,
  file_name    TEXT    NOT NULL UNIQUE,
  size         INTEGER NOT NULL CHECK (size >= 0),
  sha256       TEXT    NOT NULL,
  stored_at    TEXT    NOT NULL
) STRICT;

CREATE INDEX package_newest ON package (stored_at DESC, id DESC);
CREATE INDEX package_task ON package (task_id);
CREATE INDEX package_sha256 ON package (sha256);
