-- Ids of images and of remote servers are UUIDs in lower case. Lists of words are JSON.

CREATE TABLE remote_server (
  id         TEXT    NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL UNIQUE,
  host       TEXT    NOT NULL,
  protocol   TEXT    NOT NULL CHECK (protocol IN ('FTP', 'HTTP', 'SCP')),
  port       INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  vpn        INTEGER NOT NULL CHECK (vpn BETWEEN 0 AND 65535),
  username   TEXT    NOT NULL,
  password   BLOB, -- sealed
  prefix     TEXT    NOT NULL,
  updated_at TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The row's number goes to clients as @rid, so none is given twice.
CREATE TABLE image (
  rid                   INTEGER PRIMARY KEY AUTOINCREMENT,
  id                    TEXT    NOT NULL UNIQUE,
  file_name             TEXT    NOT NULL, -- empty for a repository, which is no file
  version_name          TEXT    NOT NULL,
  platform_family       TEXT    NOT NULL,
  arch                  TEXT    NOT NULL,
  vendor                TEXT    NOT NULL,
  description           TEXT    NOT NULL,
  tags                  TEXT    NOT NULL,
  image_type            TEXT    NOT NULL,
  network_function_type TEXT    NOT NULL,
  origin                TEXT    NOT NULL
    CHECK (origin IN ('uploaded', 'url', 'repository', 'server', 'found')),
  url                   TEXT CHECK ((url IS NOT NULL) = (origin IN ('url', 'repository', 'found'))),
  server_id             TEXT REFERENCES remote_server (id)
    CHECK ((server_id IS NOT NULL) = (origin = 'server')),
  -- No foreign key: what was mirrored outlives its repository.
  source_id             TEXT CHECK ((source_id IS NOT NULL) = (origin = 'found')),
  size                  INTEGER CHECK (size >= 0),
  sha256                TEXT CHECK ((sha256 IS NULL) = (size IS NULL)),
  md5                   TEXT CHECK (md5 IS NULL OR sha256 IS NOT NULL),
  stored_at             TEXT CHECK ((stored_at IS NULL) = (size IS NULL)),
  updated_at            TEXT    NOT NULL,
  CHECK (origin <> 'uploaded' OR size IS NOT NULL),
  CHECK (origin <> 'repository' OR size IS NULL),
  CHECK ((file_name = '') = (origin = 'repository'))
) STRICT;

CREATE UNIQUE INDEX image_file_name ON image (file_name) WHERE file_name <> '';
CREATE UNIQUE INDEX image_repository ON image (url) WHERE origin = 'repository';
CREATE INDEX image_server ON image (server_id) WHERE server_id IS NOT NULL;
CREATE INDEX image_source ON image (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX image_sha256 ON image (sha256) WHERE sha256 IS NOT NULL;

-- Files of a repository that somebody deleted here, so that they are not fetched again.
CREATE TABLE image_unwanted (
  source_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  file_name TEXT NOT NULL,
  PRIMARY KEY (source_id, file_name)
) STRICT, WITHOUT ROWID;

-- How fetching a remote image, or reading a repository, went last.
CREATE TABLE image_sync (
  image_id       TEXT    NOT NULL PRIMARY KEY REFERENCES image (id) ON DELETE CASCADE,
  attempted_at   TEXT    NOT NULL,
  succeeded_at   TEXT,
  next_due       TEXT    NOT NULL,
  failures       INTEGER NOT NULL CHECK (failures >= 0), -- in a row
  error          TEXT    NOT NULL, -- empty when the last attempt succeeded
  etag           TEXT,
  last_modified  TEXT,
  bytes          INTEGER NOT NULL CHECK (bytes >= 0),
  milliseconds   INTEGER NOT NULL CHECK (milliseconds >= 0),
  changed_sha256 TEXT -- what the remote has now, where the older content was kept
) STRICT, WITHOUT ROWID;
