-- What switches said they are, where nobody has set it.
CREATE TABLE detected_platform (
  canonical_address TEXT NOT NULL PRIMARY KEY, -- by which switches are told apart
  address           TEXT NOT NULL,             -- as the client wrote it
  platform          TEXT NOT NULL,
  evidence          TEXT NOT NULL,             -- the words that told it
  detected_at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
