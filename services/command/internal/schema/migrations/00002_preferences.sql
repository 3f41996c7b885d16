-- +goose Up
CREATE TABLE preferences (
    user_id    TEXT NOT NULL PRIMARY KEY,
    style      TEXT,            -- NULL: never chosen
    theme      TEXT,
    size       TEXT,
    indicators TEXT,            -- codes with spaces between them; '' is none at all
    saved_at   BIGINT NOT NULL  -- milliseconds since 1970
);

-- +goose Down
DROP TABLE preferences;
