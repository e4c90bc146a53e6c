-- A stored file that was not as it should be: one whose records went with it was not replaced.
DROP TRIGGER event_blob_published;

CREATE TRIGGER event_blob_published BEFORE DELETE ON blob_check WHEN OLD.outcome <> 'verified' BEGIN
  INSERT INTO event (type, data) VALUES ('blob', json_object('sha256', OLD.sha256, 'outcome', iif(
    EXISTS (SELECT 1 FROM package WHERE sha256 = OLD.sha256) OR EXISTS (SELECT 1 FROM image WHERE sha256 = OLD.sha256)
      OR EXISTS (SELECT 1 FROM quarantine WHERE sha256 = OLD.sha256), 'replaced', 'removed')));
END;

CREATE INDEX package_platform ON package (platform, stored_at DESC, id DESC);
