-- What a repository lists and was not taken in the last attempt: how many, and why the first of them.
ALTER TABLE image_sync ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out >= 0);
ALTER TABLE image_sync ADD COLUMN left_out_why TEXT NOT NULL DEFAULT '';
