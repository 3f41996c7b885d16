package discordapi

import (
	"log/slog"
	"net/http"
)

// Token is the secret of a bot. It prints as a dash.
type Token string

// String hides the secret.
func (Token) String() string { return "-" }

// GoString hides the secret.
func (Token) GoString() string { return "-" }

// LogValue hides the secret.
func (Token) LogValue() slog.Value { return slog.StringValue("-") }

// MarshalText hides the secret.
func (Token) MarshalText() ([]byte, error) { return []byte("-"), nil }

// Authorize puts the secret into the headers of a request to Discord, the only
// place it may go.
func (t Token) Authorize(h http.Header) { h.Set("Authorization", "Bot "+t.reveal()) }

func (t Token) reveal() string { return string(t) }
