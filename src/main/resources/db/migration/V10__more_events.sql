-- Events of what came after the first ones.

CREATE TRIGGER event_package_held AFTER UPDATE OF held_at ON package WHEN (NEW.held_at IS NULL) <> (OLD.held_at IS NULL) BEGIN
  INSERT INTO event (type, data) VALUES ('package', json_object(
    'id', NEW.id, 'change', iif(NEW.held_at IS NULL, 'released', 'held'), 'operationId', NEW.operation_id,
    'address', NEW.address));
END;

CREATE TRIGGER event_quarantine_kept AFTER INSERT ON quarantine BEGIN
  INSERT INTO event (type, data) VALUES ('quarantine', json_object(
    'id', NEW.id, 'change', 'kept', 'operationId', NEW.operation_id, 'address', NEW.address, 'error', NEW.reason,
    'size', NEW.size));
END;

CREATE TRIGGER event_quarantine_removed AFTER DELETE ON quarantine BEGIN
  INSERT INTO event (type, data) VALUES ('quarantine', json_object(
    'id', OLD.id, 'change', 'removed', 'operationId', OLD.operation_id, 'address', OLD.address));
END;

-- A stored file is not what it was, or is again. Before the record, which is put in place of the one before.
CREATE TRIGGER event_blob_checked BEFORE INSERT ON blob_check
  WHEN NEW.outcome <> coalesce((SELECT outcome FROM blob_check WHERE sha256 = NEW.sha256), 'verified') BEGIN
  INSERT INTO event (type, data) VALUES ('blob', json_object('sha256', NEW.sha256, 'outcome', NEW.outcome));
END;

CREATE TRIGGER event_blob_published BEFORE DELETE ON blob_check WHEN OLD.outcome <> 'verified' BEGIN
  INSERT INTO event (type, data) VALUES ('blob', json_object('sha256', OLD.sha256, 'outcome', 'replaced'));
END;
