// Package record keeps verified interactions for later replay, without what
// tells whose they were.
package record

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"regexp"
)

// redacted stands in for secrets and names.
const redacted = "redacted"

// snowflakes are Discord's ids wherever they stand, inside custom ids and
// mentions too.
var snowflakes = regexp.MustCompile(`\d{16,20}`)

// kept are the fields that stay of the objects that tell of people and what
// they wrote. Objects under other names stay whole.
var kept = map[string][]string{
	"user":       {"id", "bot"},
	"member":     {"user", "permissions", "roles", "joined_at"},
	"message":    {"id", "type", "flags", "channel_id", "application_id"},
	"channel":    {"id", "type", "permissions"},
	"guild":      {"id", "locale", "features"},
	"role":       {"id", "permissions"},
	"attachment": {"id", "size", "content_type"},
}

// singular names what the maps of resolved objects hold.
var singular = map[string]string{
	"users": "user", "members": "member", "messages": "message", "channels": "channel", "roles": "role",
	"attachments": "attachment",
}

// redactor gives every id the same other one throughout a recording.
type redactor struct{ key [32]byte }

func newRedactor() *redactor {
	var r redactor
	_, _ = rand.Read(r.key[:]) // never fails
	return &r
}

// redact returns the interaction without token, ids, names and messages. What
// the user asked for stays: it is what a replay is for.
func (r *redactor) redact(body []byte) (json.RawMessage, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var interaction map[string]any
	if err := decoder.Decode(&interaction); err != nil {
		return nil, fmt.Errorf("decode interaction: %w", err)
	}
	return json.Marshal(r.object("", interaction))
}

func (r *redactor) value(name string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		return r.object(name, v)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = r.value(singular[name], item)
		}
		return list
	case string:
		return r.text(v)
	default:
		return value
	}
}

func (r *redactor) object(name string, fields map[string]any) map[string]any {
	if one, ok := singular[name]; ok { // by id
		objects := make(map[string]any, len(fields))
		for id, object := range fields {
			objects[r.text(id)] = r.value(one, object)
		}
		return objects
	}
	if names, ok := kept[name]; ok {
		some := map[string]any{}
		for _, field := range names {
			if value, there := fields[field]; there {
				some[field] = value
			}
		}
		fields = some
	}
	clean := make(map[string]any, len(fields))
	for field, value := range fields {
		clean[field] = r.value(field, value)
		if field == "token" {
			clean[field] = redacted
		}
	}
	return clean
}

// text replaces the ids in a text.
func (r *redactor) text(text string) string {
	return snowflakes.ReplaceAllStringFunc(text, func(id string) string {
		mac := hmac.New(sha256.New, r.key[:])
		mac.Write([]byte(id))
		// 19 digits, as ids made these years have, and within 63 bits.
		return fmt.Sprintf("1%018d", binary.BigEndian.Uint64(mac.Sum(nil))%1e18)
	})
}
