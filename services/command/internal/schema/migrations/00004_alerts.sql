-- +goose Up
CREATE TABLE alerts (
    id          TEXT PRIMARY KEY,
    symbol      TEXT NOT NULL,
    sent_at     BIGINT NOT NULL, -- milliseconds since 1970
    category    TEXT NOT NULL,
    price       DOUBLE PRECISION NOT NULL,
    score       DOUBLE PRECISION, -- NULL when it was not told
    sentiment   DOUBLE PRECISION,
    confidence  DOUBLE PRECISION
);

CREATE INDEX alerts_by_time ON alerts (sent_at);

CREATE TABLE alert_outcomes (
    alert_id     TEXT NOT NULL REFERENCES alerts (id),
    horizon      BIGINT NOT NULL, -- minutes after the alert
    due_at       BIGINT NOT NULL, -- milliseconds since 1970
    state        BIGINT NOT NULL, -- 0 pending, 1 measured, 2 unknown
    price        DOUBLE PRECISION,
    measured_at  BIGINT,
    PRIMARY KEY (alert_id, horizon)
);

CREATE INDEX alert_outcomes_by_due ON alert_outcomes (state, due_at);

-- +goose Down
DROP TABLE alert_outcomes;
DROP TABLE alerts;
