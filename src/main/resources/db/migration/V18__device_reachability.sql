-- Whether anybody got in is not known of a device that nobody has tried to get into.
CREATE TABLE device_state_next (
  canonical_address TEXT NOT NULL PRIMARY KEY, -- by which devices are told apart
  address           TEXT NOT NULL,             -- as it was written
  version           TEXT NOT NULL,             -- what it runs; empty while it never told
  default_version   TEXT NOT NULL,             -- what it boots next; empty while it never told
  available         TEXT NOT NULL CHECK (json_type(available) = 'array'),
  reachable         INTEGER CHECK (reachable IN (0, 1)), -- NULL while nobody tried
  problem           TEXT NOT NULL,             -- why it did not tell what it has the last time; empty when it did
  told_at           TEXT,                      -- when it told this
  asked_at          TEXT NOT NULL              -- when it was asked last
) STRICT, WITHOUT ROWID;

INSERT INTO device_state_next
  SELECT canonical_address, address, version, default_version, available,
    CASE WHEN problem NOT LIKE 'action-unsupported:%' THEN reachable END, problem, told_at, asked_at
  FROM device_state;

DROP TABLE device_state;

ALTER TABLE device_state_next RENAME TO device_state;
