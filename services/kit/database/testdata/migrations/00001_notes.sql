-- +goose Up
CREATE TABLE notes (
    number BIGINT PRIMARY KEY,
    text   TEXT NOT NULL
);

-- +goose Down
DROP TABLE notes;
