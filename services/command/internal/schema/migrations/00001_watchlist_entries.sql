-- +goose Up
CREATE TABLE watchlist_entries (
    user_id    TEXT NOT NULL,
    symbol     TEXT NOT NULL,
    name       TEXT NOT NULL,
    position   BIGINT NOT NULL, -- rises in the order of adding
    added_at   BIGINT NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (user_id, symbol),
    UNIQUE (user_id, position)
);

-- +goose Down
DROP TABLE watchlist_entries;
