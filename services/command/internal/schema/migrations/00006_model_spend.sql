-- +goose Up
-- tokens stays what counts against the allowances: used and set aside. What was
-- used before this has no input and output of its own.
ALTER TABLE model_use ADD COLUMN aside BIGINT NOT NULL DEFAULT 0; -- of a call that has not ended
ALTER TABLE model_use ADD COLUMN input BIGINT NOT NULL DEFAULT 0;
ALTER TABLE model_use ADD COLUMN output BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE model_use DROP COLUMN output;
ALTER TABLE model_use DROP COLUMN input;
ALTER TABLE model_use DROP COLUMN aside;
