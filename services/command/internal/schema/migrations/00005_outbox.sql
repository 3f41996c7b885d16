-- +goose Up
ALTER TABLE alerts ADD COLUMN headline TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE alert_outcomes ADD COLUMN provider TEXT; -- NULL while unknown

CREATE TABLE outbox (
    box          TEXT NOT NULL,
    name         TEXT NOT NULL,
    trace        TEXT NOT NULL,
    added_at     BIGINT NOT NULL, -- milliseconds since 1970, as all moments here
    due_at       BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL, -- 0 for never
    first_claim  BIGINT NOT NULL, -- 0 for none
    claim        TEXT NOT NULL, -- '' for none
    PRIMARY KEY (box, name)
);

-- Alerts of before are handed over too.
INSERT INTO outbox (box, name, trace, added_at, due_at, ends_at, first_claim, claim)
SELECT 'records', id, '', sent_at, sent_at, 0, 0, '' FROM alerts;

-- +goose Down
DROP TABLE outbox;
ALTER TABLE alert_outcomes DROP COLUMN provider;
ALTER TABLE alerts DROP COLUMN url;
ALTER TABLE alerts DROP COLUMN headline;
