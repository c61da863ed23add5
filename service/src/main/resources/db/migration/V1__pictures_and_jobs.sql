-- Times are milliseconds since 1970, UTC. Small columns stand before the bytes: SQLite reads a row in order.

CREATE TABLE pictures (
  hash TEXT PRIMARY KEY,        -- SHA-256 of the bytes, hexadecimal
  expires BIGINT NOT NULL,
  bytes ${blob}                 -- null where they lie in a folder
);
CREATE INDEX pictures_expires ON pictures (expires);

CREATE TABLE jobs (
  seq ${serial},                -- in the order of acceptance
  id TEXT NOT NULL UNIQUE,
  client TEXT NOT NULL,
  idempotency_key TEXT,
  painting TEXT NOT NULL,       -- the order, as JSON
  state TEXT NOT NULL,
  turn BIGINT NOT NULL,         -- queued jobs are painted by (turn, seq)
  attempts INTEGER NOT NULL,    -- how often painting was begun
  worker TEXT,                  -- who paints it, while it is running
  lease_until BIGINT,           -- until when that worker is trusted to be alive
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  result TEXT,                  -- hash of a picture
  error TEXT,
  created BIGINT NOT NULL,
  started BIGINT,
  finished BIGINT
);
CREATE UNIQUE INDEX jobs_key ON jobs (client, idempotency_key);
CREATE INDEX jobs_queue ON jobs (state, turn, seq);
CREATE INDEX jobs_client ON jobs (client, state);
CREATE INDEX jobs_finished ON jobs (finished);

-- The pictures that jobs which have not ended still need, whatever their time.
CREATE TABLE job_pictures (
  hash TEXT NOT NULL,
  job TEXT NOT NULL,
  PRIMARY KEY (hash, job)
);
CREATE INDEX job_pictures_job ON job_pictures (job);
