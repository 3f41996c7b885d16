// Package audit is the record of what was done and denied: a chain of entries,
// each of which holds the hash of the one before it, so that none can be
// changed, taken out or put in without being noticed.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
)

// Change is one parameter in an entry, values as they are stored.
type Change struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// Entry is one thing that was done or denied.
type Entry struct {
	// Sequence is the number of the entry; the first is 1.
	Sequence int64 `json:"sequence"`
	// At is in milliseconds since 1970.
	At      int64  `json:"at_ms"`
	Action  string `json:"action"`
	Allowed bool   `json:"allowed"`

	UserID   string           `json:"user_id,omitempty"`
	UserName string           `json:"user_name,omitempty"`
	GuildID  string           `json:"guild_id,omitempty"`
	Entry    permission.Entry `json:"entry_point,omitempty"`
	Role     permission.Role  `json:"role,omitempty"`

	Changes    []Change `json:"changes,omitempty"`
	Reason     string   `json:"reason,omitempty"`
	ProposalID string   `json:"proposal_id,omitempty"`
	ReportID   string   `json:"report_id,omitempty"`
	// Revision is the one that was made; 0 for none.
	Revision int64  `json:"revision,omitempty"`
	TraceID  string `json:"trace_id,omitempty"`
	// Previous is the hash of the entry before; empty for the first.
	Previous string `json:"previous_hash"`
}

// By fills in who did it.
func (e Entry) By(actor permission.Actor, role permission.Role) Entry {
	e.UserID, e.UserName, e.GuildID = actor.UserID, actor.UserName, actor.GuildID
	e.Entry, e.Role = actor.Entry, role
	return e
}

// Sealed is an entry as it is kept: its bytes and their hash.
type Sealed struct {
	Body json.RawMessage `json:"entry"`
	// Hash is the SHA-256 of Body in hexadecimal.
	Hash string `json:"hash"`
}

// Seal puts an entry behind the last one of a chain.
func Seal(entry Entry, last Head) (Sealed, error) {
	entry.Sequence, entry.Previous = last.Sequence+1, last.Hash
	body, err := json.Marshal(entry)
	if err != nil {
		return Sealed{}, fmt.Errorf("seal audit entry: %w", err)
	}
	return Sealed{Body: body, Hash: hash(body)}, nil
}

// Open reads an entry.
func (s Sealed) Open() (Entry, error) {
	var entry Entry
	if err := json.Unmarshal(s.Body, &entry); err != nil {
		return Entry{}, fmt.Errorf("read audit entry: %w", err)
	}
	return entry, nil
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
