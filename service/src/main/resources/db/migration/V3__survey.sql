-- What a survey shows stays as long as the survey: its pictures are its own.

CREATE TABLE surveys (
  id TEXT PRIMARY KEY,          -- random: who knows it may take part
  title TEXT NOT NULL,
  seed BIGINT NOT NULL,         -- of the draw of the pairs
  created BIGINT NOT NULL,
  closed BIGINT                 -- null while answers are taken
);

CREATE TABLE survey_pictures (
  survey TEXT NOT NULL REFERENCES surveys (id),
  hash TEXT NOT NULL,           -- SHA-256 of the bytes, hexadecimal
  bytes ${blob} NOT NULL,       -- a JPEG
  PRIMARY KEY (survey, hash)
);

-- One painting to rate. With two models a pair has two.
CREATE TABLE survey_items (
  id TEXT PRIMARY KEY,          -- random, so that it tells nothing of the model
  survey TEXT NOT NULL REFERENCES surveys (id),
  pair INTEGER NOT NULL,        -- from 1
  content_name TEXT NOT NULL,
  style_name TEXT NOT NULL,
  place INTEGER NOT NULL,       -- of the model, in the order they were named
  model TEXT NOT NULL,
  content TEXT NOT NULL,        -- hashes of pictures
  style TEXT NOT NULL,
  result TEXT NOT NULL,
  UNIQUE (survey, pair, model)
);

CREATE TABLE survey_participants (
  id TEXT PRIMARY KEY,          -- random: who knows it may fill in this sheet
  survey TEXT NOT NULL REFERENCES surveys (id),
  seed BIGINT NOT NULL,         -- of the order in which the paintings are shown
  joined BIGINT NOT NULL
);
CREATE INDEX survey_participants_survey ON survey_participants (survey);

CREATE TABLE survey_answers (
  participant TEXT NOT NULL REFERENCES survey_participants (id),
  item TEXT NOT NULL REFERENCES survey_items (id),
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 10),
  answered BIGINT NOT NULL,     -- when it was last given
  PRIMARY KEY (participant, item)
);
