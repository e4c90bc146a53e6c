-- What changed, for those who follow it. Filled by triggers, in the very transaction of the change: an event is as
-- durable as what it tells of, and no caller can forget it. There is no secret in it.
CREATE TABLE event (
  id   INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: clients go on after the last one they saw
  at   TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000000Z'),
  type TEXT    NOT NULL,
  data TEXT    NOT NULL CHECK (json_type(data) = 'object')
) STRICT;

-- json_patch leaves out what is null.

CREATE TRIGGER event_operation_accepted AFTER INSERT ON operation BEGIN
  INSERT INTO event (type, data) VALUES ('operation', json_object('id', NEW.id, 'state', NEW.state));
END;

CREATE TRIGGER event_operation_changed AFTER UPDATE OF state ON operation WHEN NEW.state <> OLD.state BEGIN
  INSERT INTO event (type, data) VALUES ('operation', json_patch('{}', json_object(
    'id', NEW.id, 'state', NEW.state, 'error', nullif(NEW.error, ''))));
END;

CREATE TRIGGER event_operation_removed AFTER DELETE ON operation BEGIN
  INSERT INTO event (type, data) VALUES ('operation', json_object('id', OLD.id, 'state', 'removed'));
END;

-- That its switches wait is told by the operation.
CREATE TRIGGER event_switch_changed AFTER UPDATE OF state ON task WHEN NEW.state <> OLD.state BEGIN
  INSERT INTO event (type, data) VALUES ('switch', json_patch('{}', json_object(
    'operationId', NEW.operation_id, 'address', NEW.address, 'state', NEW.state, 'tries', NEW.tries,
    'error', NEW.failure_reason, 'packageId', NEW.package_id)));
END;

CREATE TRIGGER event_package_stored AFTER INSERT ON package BEGIN
  INSERT INTO event (type, data) VALUES ('package', json_object(
    'id', NEW.id, 'change', 'stored', 'operationId', NEW.operation_id, 'address', NEW.address,
    'fileName', NEW.file_name, 'size', NEW.size, 'sha256', NEW.sha256));
END;

CREATE TRIGGER event_package_removed AFTER DELETE ON package BEGIN
  INSERT INTO event (type, data) VALUES ('package', json_object(
    'id', OLD.id, 'change', 'removed', 'operationId', OLD.operation_id, 'address', OLD.address));
END;

CREATE TRIGGER event_image_added AFTER INSERT ON image BEGIN
  INSERT INTO event (type, data) VALUES ('image', json_patch('{}', json_object(
    'id', NEW.id, 'change', iif(NEW.sha256 IS NULL, 'registered', 'stored'),
    'fileName', nullif(NEW.file_name, ''), 'size', NEW.size, 'sha256', NEW.sha256)));
END;

-- Other bytes under a record that was there before, or none any more because it comes from elsewhere now.
CREATE TRIGGER event_image_stored AFTER UPDATE OF sha256 ON image WHEN NEW.sha256 IS NOT OLD.sha256 BEGIN
  INSERT INTO event (type, data) VALUES ('image', json_patch('{}', json_object(
    'id', NEW.id, 'change', iif(NEW.sha256 IS NULL, 'registered', 'stored'),
    'fileName', nullif(NEW.file_name, ''), 'size', NEW.size, 'sha256', NEW.sha256)));
END;

CREATE TRIGGER event_image_edited AFTER UPDATE OF updated_at ON image
  WHEN NEW.updated_at <> OLD.updated_at AND NEW.sha256 IS OLD.sha256 BEGIN
  INSERT INTO event (type, data) VALUES ('image', json_patch('{}', json_object(
    'id', NEW.id, 'change', 'edited', 'fileName', nullif(NEW.file_name, ''))));
END;

CREATE TRIGGER event_image_removed AFTER DELETE ON image BEGIN
  INSERT INTO event (type, data) VALUES ('image', json_patch('{}', json_object(
    'id', OLD.id, 'change', 'removed', 'fileName', nullif(OLD.file_name, ''))));
END;

-- A record of a sync is put in place of the one before, which SQLite takes for an insert.
CREATE TRIGGER event_image_sync_ended AFTER INSERT ON image_sync BEGIN
  INSERT INTO event (type, data) VALUES ('image-sync', json_patch('{}', json_object(
    'imageId', NEW.image_id, 'outcome', iif(NEW.error = '', 'succeeded', 'failed'),
    'failures', NEW.failures, 'receivedBytes', NEW.bytes, 'changedSha256', NEW.changed_sha256)));
END;
