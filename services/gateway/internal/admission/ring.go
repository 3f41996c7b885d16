package admission

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// maxRing bounds the keys that are tried on a request nobody vouches for; one
// try costs a tenth of a millisecond.
const maxRing = 32

// Ring is the keys of every application this gateway answers for. Its zero
// value verifies nothing.
type Ring struct{ keys []key }

type key struct {
	public      ed25519.PublicKey
	application interaction.Snowflake
	// name is the beginning of the key, which is public.
	name string
}

// NewRing makes the ring of one application.
func NewRing(application interaction.Snowflake, keys Keys) *Ring {
	r := &Ring{}
	r.add(application, keys)
	return r
}

// ParseRing reads one application a line: its id, white space, its keys as
// ParseKeys takes them. Empty lines and lines with a # in front are skipped.
func ParseRing(text string) (*Ring, error) {
	r := &Ring{}
	seen := map[interaction.Snowflake]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, keys, err := parseLine(line)
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		case seen[id]:
			return nil, fmt.Errorf("line %d: application %s has a line already", i+1, id)
		}
		seen[id] = true
		r.add(id, keys)
	}
	switch {
	case len(r.keys) == 0:
		return nil, errors.New("no keys; write a line with application id and public key")
	case len(r.keys) > maxRing:
		return nil, fmt.Errorf("%d keys; at most %d are tried", len(r.keys), maxRing)
	}
	return r, nil
}

func parseLine(line string) (interaction.Snowflake, Keys, error) {
	first, rest, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
	id, err := interaction.ParseSnowflake(first)
	if err != nil {
		return "", nil, errors.New("begin with the application id")
	}
	keys, err := ParseKeys(rest)
	return id, keys, err
}

func (r *Ring) add(application interaction.Snowflake, keys Keys) {
	for _, public := range keys {
		r.keys = append(r.keys, key{public, application, hex.EncodeToString(public[:4])})
	}
}

// verify returns the key that signed the message.
func (r *Ring) verify(message, signature []byte) (key, bool) {
	for _, k := range r.keys {
		if ed25519.Verify(k.public, message, signature) {
			return k, true
		}
	}
	return key{}, false
}
