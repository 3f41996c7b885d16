-- +goose Up
CREATE TABLE quota_windows (
    provider  TEXT NOT NULL,
    seconds   BIGINT NOT NULL, -- length of the window
    starts_at BIGINT NOT NULL, -- seconds since 1970
    used      BIGINT NOT NULL,
    PRIMARY KEY (provider, seconds)
);

-- +goose Down
DROP TABLE quota_windows;
