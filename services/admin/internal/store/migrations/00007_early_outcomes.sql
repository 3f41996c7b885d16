-- +goose Up
CREATE TABLE early_outcomes (
    alert_id       TEXT NOT NULL,
    horizon        BIGINT NOT NULL, -- minutes after the alert: 15, 60 or 240
    return_percent DOUBLE PRECISION NOT NULL,
    measured_at    BIGINT NOT NULL, -- milliseconds since 1970
    provider       TEXT NOT NULL,
    PRIMARY KEY (alert_id, horizon)
);

-- +goose Down
DROP TABLE early_outcomes;
