/** "ONWB": tells a log from any other SQLite database. */
export const APPLICATION_ID = 0x4f4e5742;

const VERSION_1 = `
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  start_ms INTEGER NOT NULL,
  source TEXT NOT NULL,
  model_path TEXT NOT NULL,
  model_name TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  model_revision TEXT,
  data_path TEXT NOT NULL,
  data_sha256 TEXT,
  binding TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(binding)),
  classes TEXT CHECK (classes IS NULL OR json_valid(classes)),
  row_count INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL CHECK (status IN ('running', 'ok', 'failed', 'cancelled', 'interrupted')),
  error_kind TEXT,
  error_message TEXT,
  parse_ms REAL,
  bind_ms REAL,
  infer_ms REAL,
  write_ms REAL,
  total_ms REAL,
  execution_provider TEXT NOT NULL,
  runtime_version TEXT NOT NULL,
  batch_size INTEGER,
  inputs TEXT NOT NULL CHECK (inputs IN ('full', 'hash', 'off')),
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  heartbeat_ms INTEGER NOT NULL,
  metrics TEXT CHECK (metrics IS NULL OR json_valid(metrics)),
  issues TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(issues))
) STRICT;
CREATE INDEX runs_by_start ON runs (start_ms);
CREATE INDEX runs_by_model ON runs (model_path, start_ms);
CREATE INDEX runs_under_way ON runs (heartbeat_ms) WHERE status = 'running';

CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  layout TEXT,
  arrow BLOB NOT NULL
) STRICT;
CREATE INDEX batches_to_join ON batches (layout) WHERE layout IS NOT NULL;

CREATE TABLE segments (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  first_row INTEGER NOT NULL CHECK (first_row >= 0),
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  batch INTEGER NOT NULL REFERENCES batches (id),
  first_index INTEGER NOT NULL DEFAULT 0 CHECK (first_index >= 0),
  PRIMARY KEY (run, first_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX segments_by_batch ON segments (batch, first_index);

CREATE TRIGGER batches_that_nobody_needs AFTER DELETE ON segments
WHEN NOT EXISTS (SELECT 1 FROM segments WHERE batch = OLD.batch)
BEGIN
  DELETE FROM batches WHERE id = OLD.batch;
END;

CREATE TABLE labels (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  row INTEGER NOT NULL CHECK (row >= 0),
  target INTEGER NOT NULL DEFAULT 0,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX labels_by_row ON labels (run, row, target, id);

CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  row INTEGER NOT NULL CHECK (row >= 0),
  thumb TEXT CHECK (thumb IN ('up', 'down')),
  corrected TEXT,
  comment TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX feedback_by_row ON feedback (run, row, id);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  key_id TEXT,
  route TEXT NOT NULL,
  status INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  remote_address TEXT
) STRICT;
CREATE INDEX audit_by_time ON audit (at_ms);

CREATE VIEW runs_view AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', start_ms / 1000.0, 'unixepoch') AS start, source, model_path, model_name,
  model_sha256, model_revision, data_path, data_sha256, binding, classes, row_count, status, error_kind, error_message,
  parse_ms, bind_ms, infer_ms, write_ms, total_ms, execution_provider, runtime_version, batch_size, inputs, host, pid, metrics, issues
FROM runs;

CREATE VIEW rows_view AS
SELECT s.run, s.first_row, s.row_count, s.first_index, b.arrow FROM segments s JOIN batches b ON b.id = s.batch;

CREATE VIEW labels_view AS
SELECT run, row, target, value, source, strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch') AS at
FROM labels
WHERE id IN (SELECT max(id) FROM labels GROUP BY run, row, target);

CREATE VIEW feedback_view AS
SELECT run, row, thumb, corrected, comment, strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch') AS at
FROM feedback
WHERE id IN (SELECT max(id) FROM feedback GROUP BY run, row);

CREATE VIEW audit_view AS
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch') AS at, key_id, route, status, bytes, remote_address
FROM audit;
`;

const VERSION_2 = `
ALTER TABLE runs ADD COLUMN name TEXT;
ALTER TABLE runs ADD COLUMN note TEXT;
ALTER TABLE runs ADD COLUMN settings TEXT CHECK (settings IS NULL OR json_valid(settings));

DROP VIEW runs_view;
CREATE VIEW runs_view AS
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', start_ms / 1000.0, 'unixepoch') AS start, source, model_path, model_name,
  model_sha256, model_revision, data_path, data_sha256, binding, classes, row_count, status, error_kind, error_message,
  parse_ms, bind_ms, infer_ms, write_ms, total_ms, execution_provider, runtime_version, batch_size, inputs, host, pid, metrics, issues,
  name, note, settings
FROM runs;
`;

/** Entry `i` takes a log of `user_version` i to i + 1. Entries are only ever added. */
export const MIGRATIONS: readonly string[] = [VERSION_1, VERSION_2];
