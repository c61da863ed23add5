-- Why a job failed, for programs: the name of a TemperaException's kind; null where a job failed before there were kinds.
ALTER TABLE jobs ADD COLUMN error_kind TEXT;
