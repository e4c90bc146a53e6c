-- Which key the passwords are sealed with, so that another one is noticed at start. It tells nothing of the key.
CREATE TABLE sealing_key (
  only_row    INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  fingerprint TEXT    NOT NULL
) STRICT;
