package admission

import (
	"crypto/ed25519"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

// Headers Discord signs a request with.
const (
	SignatureHeader = "X-Signature-Ed25519"
	TimestampHeader = "X-Signature-Timestamp"
)

// reason says why a request was turned away, for the metric only; the sender
// is told nothing.
type reason string

const (
	admitted     reason = ""
	noSignature  reason = "missing_signature"
	noTimestamp  reason = "missing_timestamp"
	badEncoding  reason = "malformed_signature"
	badSignature reason = "wrong_signature"
	badTimestamp reason = "malformed_timestamp"
	notFresh     reason = "stale_timestamp"
)

// judge checks the signature over timestamp and body, and then the age of the
// timestamp. window 0 accepts any age.
func judge(keys Keys, header http.Header, body []byte, now time.Time, window time.Duration) reason {
	signature, timestamp := header.Get(SignatureHeader), header.Get(TimestampHeader)
	switch {
	case signature == "":
		return noSignature
	case timestamp == "":
		return noTimestamp
	}
	raw, err := hex.DecodeString(signature)
	if err != nil || len(raw) != ed25519.SignatureSize {
		return badEncoding
	}
	if !keys.verify(append([]byte(timestamp), body...), raw) {
		return badSignature
	}
	return fresh(timestamp, now, window)
}

func fresh(timestamp string, now time.Time, window time.Duration) reason {
	if window == 0 {
		return admitted
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return badTimestamp
	}
	if skew := now.Sub(time.Unix(seconds, 0)); skew > window || skew < -window {
		return notFresh
	}
	return admitted
}
