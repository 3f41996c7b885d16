-- +goose Up
CREATE TABLE changes (
    revision   BIGINT NOT NULL REFERENCES revisions (revision),
    name       TEXT NOT NULL,
    old_value  TEXT, -- null where there was none
    new_value  TEXT NOT NULL,
    PRIMARY KEY (revision, name)
);

CREATE TABLE proposals (
    id               TEXT PRIMARY KEY,
    request_id       TEXT NOT NULL UNIQUE, -- of the wish, and whose it is
    state            BIGINT NOT NULL, -- 1 open, 2 approved, 3 rejected, 4 expired
    changes          TEXT NOT NULL, -- JSON
    revision         BIGINT NOT NULL, -- that the old values are of
    reason           TEXT NOT NULL,
    proposer_id      TEXT NOT NULL,
    proposer_name    TEXT NOT NULL,
    report_id        TEXT NOT NULL,
    second_person    BIGINT NOT NULL, -- 1 when someone else must approve
    proposed_at      BIGINT NOT NULL, -- milliseconds since 1970, as all moments here
    expires_at       BIGINT NOT NULL,
    decider_id       TEXT NOT NULL,
    decided_at       BIGINT NOT NULL, -- 0 while it is open
    applied_revision BIGINT NOT NULL
);
CREATE INDEX proposals_by_time ON proposals (proposed_at);

CREATE TABLE rollbacks (
    request_id  TEXT PRIMARY KEY,
    to_revision BIGINT NOT NULL,
    revision    BIGINT NOT NULL
);

CREATE TABLE audit (
    sequence BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL, -- that the entry made; 0 for none
    body     TEXT NOT NULL, -- JSON
    hash     TEXT NOT NULL -- of body, which holds the hash before
);
CREATE INDEX audit_by_revision ON audit (revision, sequence);

-- +goose Down
DROP TABLE audit;
DROP TABLE rollbacks;
DROP TABLE proposals;
DROP TABLE changes;
