-- Why a device did not tell what it has when it was asked last; empty when it did.
ALTER TABLE device_state ADD COLUMN problem TEXT NOT NULL DEFAULT '';
