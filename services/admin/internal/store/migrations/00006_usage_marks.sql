-- +goose Up
-- Hashes without a key could be guessed back from the ids. Those of before are
-- counted and dropped; who was counted so and comes again that day counts twice.
CREATE TABLE usage_days (
    day   TEXT PRIMARY KEY, -- UTC, YYYY-MM-DD
    users BIGINT NOT NULL -- those whose marks are gone
);
INSERT INTO usage_days (day, users) SELECT day, COUNT(DISTINCT hash) FROM usage_users GROUP BY day;

ALTER TABLE usage_counts ADD COLUMN users BIGINT NOT NULL DEFAULT 0; -- those whose marks are gone
UPDATE usage_counts SET users = (SELECT COUNT(*) FROM usage_users u
    WHERE u.day = usage_counts.day AND u.command = usage_counts.command);
DROP TABLE usage_users;

CREATE TABLE usage_secrets (
    day    TEXT PRIMARY KEY,
    secret TEXT NOT NULL -- hexadecimal
);

CREATE TABLE usage_marks (
    day     TEXT NOT NULL,
    command TEXT NOT NULL,
    mark    TEXT NOT NULL, -- of the user, by the secret of the day
    PRIMARY KEY (day, command, mark)
);

-- +goose Down
DROP TABLE usage_marks;
DROP TABLE usage_secrets;
CREATE TABLE usage_users (
    day     TEXT NOT NULL,
    command TEXT NOT NULL,
    hash    TEXT NOT NULL,
    PRIMARY KEY (day, command, hash)
);
ALTER TABLE usage_counts DROP COLUMN users;
DROP TABLE usage_days;
