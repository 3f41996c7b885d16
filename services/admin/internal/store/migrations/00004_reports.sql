-- +goose Up
CREATE TABLE alerts (
    id             TEXT PRIMARY KEY,
    symbol         TEXT NOT NULL,
    sent_at        BIGINT NOT NULL, -- milliseconds since 1970
    category       TEXT NOT NULL,
    price          DOUBLE PRECISION NOT NULL, -- USD
    score          DOUBLE PRECISION NOT NULL,
    sentiment      DOUBLE PRECISION NOT NULL,
    confidence     DOUBLE PRECISION NOT NULL,
    return_percent DOUBLE PRECISION, -- null while unknown, as the next two
    measured_at    BIGINT,
    provider       TEXT
);
CREATE INDEX alerts_by_time ON alerts (sent_at);

CREATE TABLE reports (
    id      TEXT PRIMARY KEY,
    day     TEXT NOT NULL, -- UTC, YYYY-MM-DD
    made_at BIGINT NOT NULL,
    content TEXT NOT NULL -- JSON, whose hash the id ends with
);

-- +goose Down
DROP TABLE reports;
DROP TABLE alerts;
