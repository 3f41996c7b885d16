-- +goose Up
CREATE TABLE usage_counts (
    day      TEXT NOT NULL, -- UTC, YYYY-MM-DD
    command  TEXT NOT NULL,
    uses     BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    defers   BIGINT NOT NULL,
    PRIMARY KEY (day, command)
);

CREATE TABLE usage_latencies (
    day     TEXT NOT NULL,
    command TEXT NOT NULL,
    bucket  BIGINT NOT NULL, -- number of a range of times
    uses    BIGINT NOT NULL,
    PRIMARY KEY (day, command, bucket)
);

CREATE TABLE usage_users (
    day     TEXT NOT NULL,
    command TEXT NOT NULL,
    hash    TEXT NOT NULL, -- of the day and the user
    PRIMARY KEY (day, command, hash)
);

CREATE TABLE usage_batches (
    id       TEXT PRIMARY KEY,
    taken_at BIGINT NOT NULL -- milliseconds since 1970
);

-- +goose Down
DROP TABLE usage_batches;
DROP TABLE usage_users;
DROP TABLE usage_latencies;
DROP TABLE usage_counts;
