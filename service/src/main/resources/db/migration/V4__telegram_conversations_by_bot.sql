-- A conversation is with one bot. Earlier ones did not tell which: each goes to the bot that has heard
-- something or has works in its chat; one that none has, or several have, begins anew.

CREATE TABLE telegram_conversations_by_bot (
  bot BIGINT NOT NULL,
  chat BIGINT NOT NULL,
  person BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (bot, chat, person)
);

INSERT INTO telegram_conversations_by_bot (bot, chat, person, changed, body)
SELECT min(known.bot), c.chat, c.person, c.changed, c.body
FROM telegram_conversations AS c
  JOIN (SELECT bot, chat FROM telegram_inbox UNION SELECT bot, chat FROM telegram_works) AS known
    ON known.chat = c.chat
GROUP BY c.chat, c.person, c.changed, c.body
HAVING count(*) = 1;

DROP TABLE telegram_conversations;
ALTER TABLE telegram_conversations_by_bot RENAME TO telegram_conversations;
