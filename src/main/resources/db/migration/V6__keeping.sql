-- What reading a stored blob again found. One without a row is as it was when it was received and hashed.
CREATE TABLE blob_check (
  sha256     TEXT NOT NULL PRIMARY KEY,
  checked_at TEXT NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('verified', 'damaged', 'unreadable')),
  details    TEXT NOT NULL CHECK ((details = '') = (outcome = 'verified')) -- a sentence for people
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_check_bad ON blob_check (sha256) WHERE outcome <> 'verified';

-- The last scrub, or the one that a later start goes on with.
CREATE TABLE scrub_run (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  began_at    TEXT    NOT NULL,
  ended_at    TEXT, -- none while it is to be gone on with
  position    TEXT    NOT NULL, -- the digest of the blob that was read last; empty before the first
  total_blobs INTEGER NOT NULL CHECK (total_blobs >= 0),
  blobs       INTEGER NOT NULL CHECK (blobs >= 0),
  bytes       INTEGER NOT NULL CHECK (bytes >= 0),
  damaged     INTEGER NOT NULL CHECK (damaged >= 0),
  unreadable  INTEGER NOT NULL CHECK (unreadable >= 0)
) STRICT;

-- The last run of what lets old things go.
CREATE TABLE expire_run (
  one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  began_at TEXT    NOT NULL,
  ended_at TEXT, -- none when it was cut short
  gone     TEXT    NOT NULL, -- how many of each kind; JSON
  bytes    INTEGER NOT NULL CHECK (bytes >= 0),
  failed   INTEGER NOT NULL CHECK (failed >= 0),
  problem  TEXT    NOT NULL -- empty when all is well
) STRICT;
