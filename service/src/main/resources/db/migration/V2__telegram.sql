-- Times are milliseconds since 1970, UTC. An update, a note or a work is told from others by its bot, too:
-- another bot on the same database begins anew.

CREATE TABLE telegram_inbox (
  bot BIGINT NOT NULL,
  update_id BIGINT NOT NULL,
  chat BIGINT NOT NULL,
  album TEXT,
  state TEXT NOT NULL,          -- NEW, DONE
  ready_at BIGINT NOT NULL,     -- not worked off before
  received BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  body TEXT NOT NULL,           -- what it says, as JSON; empty when done
  PRIMARY KEY (bot, update_id)
);
CREATE INDEX telegram_inbox_state ON telegram_inbox (bot, state, chat, update_id);

CREATE TABLE telegram_conversations (
  chat BIGINT NOT NULL,
  person BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (chat, person)
);

CREATE TABLE telegram_works (
  id TEXT PRIMARY KEY,
  bot BIGINT NOT NULL,
  chat BIGINT NOT NULL,
  person BIGINT NOT NULL,
  state TEXT NOT NULL,          -- DRAFT, ORDERED, ENDED
  job TEXT,
  ticket INTEGER,               -- the message that tells how far it is: null none, 0 to be sent
  message INTEGER,              -- the message that shows the result, or the styles to choose from
  ordered BIGINT NOT NULL,
  used BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX telegram_works_state ON telegram_works (bot, state);
CREATE INDEX telegram_works_message ON telegram_works (chat, message);

CREATE TABLE telegram_outbox (
  id ${serial},
  bot BIGINT NOT NULL,
  chat BIGINT NOT NULL,
  state TEXT NOT NULL,          -- WAITING, SENDING, SENT, DROPPED
  attempts INTEGER NOT NULL,
  next_at BIGINT NOT NULL,
  created BIGINT NOT NULL,
  message INTEGER,
  body TEXT NOT NULL
);
CREATE INDEX telegram_outbox_state ON telegram_outbox (bot, state, chat, id);

-- What Telegram calls pictures that it has seen already.
CREATE TABLE telegram_files (
  bot BIGINT NOT NULL,
  hash TEXT NOT NULL,
  file TEXT NOT NULL,
  PRIMARY KEY (bot, hash)
);
