-- What the first release stored; written for SQLite and PostgreSQL alike.
INSERT INTO people (id, since, language) VALUES (1001, '2026-01-15 09:00:00+00:00', 'ru');
INSERT INTO people (id, since, language) VALUES (7000000001, '2026-02-01 12:30:00+00:00', 'en');
INSERT INTO updates (update_id, at, replied) VALUES (11, '2026-11-19 09:00:00+00:00', TRUE);
INSERT INTO updates (update_id, at, replied) VALUES (12, '2026-11-19 09:00:05+00:00', FALSE);
INSERT INTO questions (id, update_id, part, at, asker, language, text, action, entries, confidence) VALUES
  (1, 11, 0, '2026-11-19 09:00:00+00:00', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'ru', 'Сколько обязательств “заявлено”?', 'answer', '[{"id": "pledge-count", "score": 0.91}]', 0.87);
INSERT INTO questions (id, update_id, part, at, asker, language, text, action, entries, confidence) VALUES
  (2, 11, 1, '2026-11-19 09:00:00+00:00', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'ru', '', 'none', '[]', 0.1);
INSERT INTO taps (question, kind, entry, at) VALUES (1, 'helpful', 'pledge-count', '2026-11-19 09:01:00+00:00');
