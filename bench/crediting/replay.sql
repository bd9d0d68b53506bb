-- The same replay as replay.py in SQLite: sqlite3 :memory: after .import of accounts and events (bench/credits makes the calls).
-- One trigger per kind plays an event; consumption takes the grants in order by a running sum. Instants are compared as texts,
-- because all have one form. Credits are whole 10^-6.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -1000000;

CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, organisation TEXT, pool INTEGER);
INSERT INTO account (name, organisation) SELECT account_id, nullif(organisation_id, '') FROM accounts;
UPDATE account SET pool = (SELECT other.id FROM account AS other WHERE other.name = account.organisation) WHERE organisation IS NOT NULL;

CREATE TABLE event (
  id INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, at TEXT, account INTEGER, pool INTEGER, kind TEXT, micro INTEGER,
  subject TEXT, source TEXT, expires TEXT);
INSERT OR IGNORE INTO event (event_id, at, account, pool, kind, micro, subject, source, expires)
SELECT event_id, at, account.id, account.pool, kind, CAST(round(credits * 1000000) AS INTEGER),
  CASE WHEN kind IN ('reserve', 'release') THEN reservation_id ELSE request_id END,
  CASE kind WHEN 'reset' THEN 'monthly' WHEN 'transfer_in' THEN 'transfer' ELSE source END,
  CASE expires_at WHEN '' THEN '9999' ELSE expires_at END
FROM events JOIN account ON account.name = events.account_id ORDER BY events.rowid;

CREATE TABLE grants (
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, expires TEXT NOT NULL, priority INTEGER NOT NULL, credits INTEGER NOT NULL,
  source TEXT NOT NULL);
CREATE INDEX grants_of_account ON grants (account, expires, priority, id);
CREATE TABLE part (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL, account INTEGER NOT NULL, request TEXT NOT NULL, source INTEGER NOT NULL,
  credits INTEGER NOT NULL);
CREATE INDEX part_of_event ON part (event);
CREATE INDEX part_of_request ON part (request);
CREATE TABLE hold (account INTEGER NOT NULL, reservation TEXT NOT NULL, credits INTEGER, expires TEXT, PRIMARY KEY (account, reservation))
  WITHOUT ROWID;
CREATE TABLE back (part INTEGER PRIMARY KEY, source INTEGER, credits INTEGER);

CREATE VIEW play AS SELECT * FROM event;

CREATE TRIGGER play_grant INSTEAD OF INSERT ON play WHEN NEW.kind IN ('grant', 'transfer_in', 'reset') BEGIN
  UPDATE grants SET credits = 0, expires = NEW.at
    WHERE NEW.kind = 'reset' AND account = NEW.account AND expires > NEW.at AND source = 'monthly';
  INSERT INTO grants (account, expires, priority, credits, source) VALUES (
    NEW.account, NEW.expires, CASE NEW.source WHEN 'monthly' THEN 10 WHEN 'topup' THEN 30 WHEN 'transfer' THEN 40 ELSE 20 END, NEW.micro,
    NEW.source);
END;

CREATE TRIGGER play_consumption INSTEAD OF INSERT ON play WHEN NEW.kind IN ('deduct', 'settle', 'transfer_out') BEGIN
  INSERT INTO part (event, account, request, source, credits)
    SELECT NEW.id, NEW.account, NEW.subject, id, min(credits, NEW.micro - before) FROM (
      SELECT id, credits, sum(credits) OVER (ORDER BY shared, expires, priority, id ROWS UNBOUNDED PRECEDING) - credits AS before FROM (
        SELECT 0 AS shared, id, expires, priority, credits FROM grants
          WHERE account = NEW.account AND expires > NEW.at AND credits > 0
        UNION ALL
        SELECT 1, id, expires, priority, credits FROM grants
          WHERE account = NEW.pool AND expires > NEW.at AND credits > 0 AND NEW.kind <> 'transfer_out'))
    WHERE before < NEW.micro;
  UPDATE grants SET credits = credits - (SELECT part.credits FROM part WHERE event = NEW.id AND source = grants.id)
    WHERE id IN (SELECT source FROM part WHERE event = NEW.id);
  SELECT raise(ABORT, 'consumption without cover')
    WHERE NEW.micro <> (SELECT total(credits) FROM part WHERE event = NEW.id);
END;

CREATE TRIGGER play_hold INSTEAD OF INSERT ON play WHEN NEW.kind = 'reserve' BEGIN
  INSERT OR REPLACE INTO hold VALUES (NEW.account, NEW.subject, NEW.micro, NEW.expires);
END;

CREATE TRIGGER play_release INSTEAD OF INSERT ON play WHEN NEW.kind = 'release' BEGIN
  DELETE FROM hold WHERE account = NEW.account AND reservation = NEW.subject;
END;

CREATE TRIGGER play_refund INSTEAD OF INSERT ON play WHEN NEW.kind = 'refund' BEGIN
  DELETE FROM back;
  INSERT INTO back
    SELECT id, source, min(credits, NEW.micro - before) FROM (
      SELECT id, source, credits, sum(credits) OVER (ORDER BY id DESC ROWS UNBOUNDED PRECEDING) - credits AS before
      FROM part WHERE request = NEW.subject AND account = NEW.account AND credits > 0)
    WHERE before < NEW.micro;
  UPDATE part SET credits = credits - (SELECT back.credits FROM back WHERE back.part = part.id) WHERE id IN (SELECT part FROM back);
  INSERT INTO grants (account, expires, priority, credits, source)
    SELECT grants.account, '9999', 40, sum(back.credits), 'refund' FROM back JOIN grants ON grants.id = back.source
    WHERE grants.expires <= NEW.at GROUP BY grants.account;
  UPDATE grants SET credits = credits + (SELECT sum(back.credits) FROM back WHERE back.source = grants.id)
    WHERE expires > NEW.at AND id IN (SELECT source FROM back);
END;

INSERT INTO play SELECT * FROM event ORDER BY at, id;
-- A settlement ends its hold; nothing above depends on open holds, so this is one statement at the end.
DELETE FROM hold WHERE (account, reservation) IN (
  SELECT account.id, reservation_id FROM events JOIN account ON account.name = events.account_id WHERE kind = 'settle');

CREATE TABLE last AS SELECT max(at) AS at FROM event;
CREATE INDEX hold_of_account ON hold (account, expires, credits);
.mode csv
.output OUT
SELECT name,
  (SELECT CAST(total(credits) AS INTEGER) FROM grants WHERE account = account.id AND expires > (SELECT at FROM last)),
  (SELECT CAST(total(credits) AS INTEGER) FROM hold WHERE account = account.id AND expires > (SELECT at FROM last))
FROM account WHERE id IN (SELECT account FROM event) ORDER BY name;
