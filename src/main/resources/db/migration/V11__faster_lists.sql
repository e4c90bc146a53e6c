-- Lists of operations count the tasks of each by their states, and look at no task for it.
CREATE INDEX task_operation_state ON task (operation_id, state);
