-- An operation that puts an image onto its switches says which; one that collects does not. JSON.
ALTER TABLE operation ADD COLUMN delivery TEXT CHECK (delivery IS NULL OR json_type(delivery) = 'object');

CREATE INDEX operation_delivery ON operation (created_at DESC, id DESC) WHERE delivery IS NOT NULL;

-- What the work on a switch has to know again in its next try. JSON.
ALTER TABLE task ADD COLUMN note TEXT CHECK (note IS NULL OR json_type(note) = 'object');

DROP TRIGGER event_operation_accepted;

CREATE TRIGGER event_operation_accepted AFTER INSERT ON operation BEGIN
  INSERT INTO event (type, data) VALUES ('operation', json_patch('{}', json_object(
    'id', NEW.id, 'state', NEW.state, 'kind', iif(NEW.delivery IS NULL, NULL, 'delivery'))));
END;
