-- Alerts of before are handed over again, now with their early outcomes.

-- +goose Up
INSERT INTO outbox (box, name, trace, added_at, due_at, ends_at, first_claim, claim)
SELECT 'records', id, '', sent_at, sent_at, 0, 0, '' FROM alerts WHERE true
ON CONFLICT (box, name) DO NOTHING;

-- +goose Down
SELECT 1;
