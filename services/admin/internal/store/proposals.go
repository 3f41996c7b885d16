package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
)

// ErrNotFound is returned for what is not stored.
var ErrNotFound = errors.New("not stored")

// State is how far a proposal is. Its numbers are those of the
// catalyst.admin.v1.State enum.
type State int

// The states. Only an open proposal changes.
const (
	Open State = iota + 1
	Approved
	Rejected
	Expired
)

// Proposal is a set of changes that is applied as a whole or not at all.
type Proposal struct {
	ID string
	// RequestID is unique to the wish.
	RequestID string
	State     State
	Changes   []audit.Change
	// Revision is the one the old values are of.
	Revision                 int64
	Reason                   string
	ProposerID, ProposerName string
	// ReportID is empty for a proposal of a person.
	ReportID              string
	SecondPerson          bool
	ProposedAt, ExpiresAt time.Time
	// DeciderID and DecidedAt are zero while it is open; one that expired has no
	// decider.
	DeciderID       string
	DecidedAt       time.Time
	AppliedRevision int64
}

// AsOf is the proposal as it is at a moment: an open one whose time is up has
// expired, whether that was stored already or not.
func (p Proposal) AsOf(now time.Time) Proposal {
	if p.State == Open && !now.Before(p.ExpiresAt) {
		p.State, p.DecidedAt = Expired, p.ExpiresAt
	}
	return p
}

const proposalColumns = `id, request_id, state, changes, revision, reason, proposer_id, proposer_name, report_id,
	second_person, proposed_at, expires_at, decider_id, decided_at, applied_revision`

// Proposal reads a proposal. ErrNotFound when there is none.
func (s *Store) Proposal(ctx context.Context, id string) (Proposal, error) {
	return proposal(ctx, s.db, `id = $1`, id)
}

// ProposalOf is Proposal by the wish it came from.
func (s *Store) ProposalOf(ctx context.Context, requestID string) (Proposal, error) {
	return proposal(ctx, s.db, `request_id = $1`, requestID)
}

// Proposals returns the newest proposals, newest first. A time leaves out those
// that are decided, or expired by then.
func (s *Store) Proposals(ctx context.Context, openAt time.Time, limit int) ([]Proposal, error) {
	list, err := collect(ctx, s.db, scanProposal, `SELECT `+proposalColumns+` FROM proposals
		WHERE CAST($1 AS BIGINT) = 0 OR (state = 1 AND expires_at > $1) ORDER BY proposed_at DESC, id LIMIT $2`, milliseconds(openAt), limit)
	if err != nil {
		return nil, fmt.Errorf("list proposals: %w", err)
	}
	return list, nil
}

// Due returns the open proposals whose time is up at a moment.
func (t *Tx) Due(ctx context.Context) ([]Proposal, error) {
	list, err := collect(ctx, t.tx, scanProposal, `SELECT `+proposalColumns+` FROM proposals
		WHERE state = 1 AND expires_at <= $1 ORDER BY expires_at`, milliseconds(t.Now))
	if err != nil {
		return nil, fmt.Errorf("list proposals: %w", err)
	}
	return list, nil
}

// Proposal is Store.Proposal in the transaction.
func (t *Tx) Proposal(ctx context.Context, id string) (Proposal, error) {
	return proposal(ctx, t.tx, `id = $1`, id)
}

// ProposalOf is Store.ProposalOf in the transaction.
func (t *Tx) ProposalOf(ctx context.Context, requestID string) (Proposal, error) {
	return proposal(ctx, t.tx, `request_id = $1`, requestID)
}

// Propose stores a new proposal.
func (t *Tx) Propose(ctx context.Context, p Proposal) error {
	changes, err := json.Marshal(p.Changes)
	if err != nil {
		return fmt.Errorf("store proposal: %w", err)
	}
	second := 0
	if p.SecondPerson {
		second = 1
	}
	_, err = t.tx.ExecContext(ctx, `INSERT INTO proposals (`+proposalColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0, 0)`,
		p.ID, p.RequestID, p.State, string(changes), p.Revision, p.Reason, p.ProposerID, p.ProposerName, p.ReportID,
		second, milliseconds(p.ProposedAt), milliseconds(p.ExpiresAt))
	if err != nil {
		return fmt.Errorf("store proposal: %w", err)
	}
	return nil
}

// Close stores the end of an open proposal.
func (t *Tx) Close(ctx context.Context, p Proposal) error {
	_, err := t.tx.ExecContext(ctx, `UPDATE proposals SET state = $2, decider_id = $3, decided_at = $4, applied_revision = $5
		WHERE id = $1 AND state = 1`, p.ID, p.State, p.DeciderID, milliseconds(p.DecidedAt), p.AppliedRevision)
	if err != nil {
		return fmt.Errorf("close proposal: %w", err)
	}
	return nil
}

func proposal(ctx context.Context, q querier, where string, key string) (Proposal, error) {
	p, err := scanProposal(q.QueryRowContext(ctx, `SELECT `+proposalColumns+` FROM proposals WHERE `+where, key))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Proposal{}, ErrNotFound
	case err != nil:
		return Proposal{}, fmt.Errorf("read proposal: %w", err)
	default:
		return p, nil
	}
}

func scanProposal(row scanner) (p Proposal, err error) {
	var changes string
	var second, proposed, expires, decided int64
	if err := row.Scan(&p.ID, &p.RequestID, &p.State, &changes, &p.Revision, &p.Reason, &p.ProposerID, &p.ProposerName, &p.ReportID,
		&second, &proposed, &expires, &p.DeciderID, &decided, &p.AppliedRevision); err != nil {
		return Proposal{}, err
	}
	p.SecondPerson = second != 0
	p.ProposedAt, p.ExpiresAt, p.DecidedAt = moment(proposed), moment(expires), moment(decided)
	return p, json.Unmarshal([]byte(changes), &p.Changes)
}
