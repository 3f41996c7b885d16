-- +goose Up
CREATE TABLE model_use (
    day      TEXT NOT NULL, -- UTC, as YYYY-MM-DD
    user_id  TEXT NOT NULL,
    tokens   BIGINT NOT NULL,
    PRIMARY KEY (day, user_id)
);

-- +goose Down
DROP TABLE model_use;
