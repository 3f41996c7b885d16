package discordapi

import "log/slog"

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

func (t Token) reveal() string { return string(t) }
