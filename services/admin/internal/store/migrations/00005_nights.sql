-- +goose Up
ALTER TABLE alerts ADD COLUMN untold BIGINT NOT NULL DEFAULT 0; -- bits: 1 score, 2 sentiment, 4 confidence

CREATE TABLE nights (
    night     TEXT PRIMARY KEY, -- UTC day whose evening it was, YYYY-MM-DD
    report_id TEXT NOT NULL -- '' for none
);

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

-- +goose Down
DROP TABLE outbox;
DROP TABLE nights;
ALTER TABLE alerts DROP COLUMN untold;
