-- +goose Up
CREATE TABLE revisions (
    revision   BIGINT PRIMARY KEY,
    made_at    BIGINT NOT NULL, -- milliseconds since 1970
    reason     TEXT NOT NULL
);

CREATE TABLE parameters (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    revision   BIGINT NOT NULL REFERENCES revisions (revision)
);

-- +goose Down
DROP TABLE parameters;
DROP TABLE revisions;
