-- Times of a schedule up to this one were dealt with; with another timing it begins anew.
CREATE TABLE schedule (
  name          TEXT NOT NULL PRIMARY KEY,
  timing        TEXT NOT NULL,
  handled_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What schedules began. The operation is no foreign key: it is named before it is made, and may be forgotten sooner.
CREATE TABLE schedule_run (
  id           TEXT NOT NULL PRIMARY KEY,
  schedule     TEXT NOT NULL,
  kind         TEXT NOT NULL,
  due_at       TEXT, -- missing when somebody asked for it
  begun_at     TEXT NOT NULL,
  ended_at     TEXT CHECK ((ended_at IS NULL) = (outcome = 'running')),
  outcome      TEXT NOT NULL
    CHECK (outcome IN ('running', 'completed', 'failed', 'cancelled', 'skipped', 'missed', 'interrupted')),
  details      TEXT NOT NULL,
  operation_id TEXT
) STRICT;

CREATE INDEX schedule_run_newest ON schedule_run (schedule, begun_at DESC, id DESC);
CREATE INDEX schedule_run_running ON schedule_run (operation_id) WHERE ended_at IS NULL;

CREATE TRIGGER schedule_run_ended AFTER UPDATE OF state ON operation
  WHEN NEW.state <> OLD.state AND NEW.state IN ('completed', 'failed', 'cancelled') BEGIN
  UPDATE schedule_run SET outcome = NEW.state, ended_at = NEW.updated_at
  WHERE operation_id = NEW.id AND ended_at IS NULL;
END;

CREATE TRIGGER event_schedule_begun AFTER INSERT ON schedule_run BEGIN
  INSERT INTO event (type, data) VALUES ('schedule', json_patch('{}', json_object(
    'name', NEW.schedule, 'runId', NEW.id, 'kind', NEW.kind, 'outcome', NEW.outcome, 'operationId', NEW.operation_id)));
END;

CREATE TRIGGER event_schedule_ended AFTER UPDATE OF outcome ON schedule_run WHEN NEW.outcome <> OLD.outcome BEGIN
  INSERT INTO event (type, data) VALUES ('schedule', json_patch('{}', json_object(
    'name', NEW.schedule, 'runId', NEW.id, 'kind', NEW.kind, 'outcome', NEW.outcome, 'operationId', NEW.operation_id)));
END;
