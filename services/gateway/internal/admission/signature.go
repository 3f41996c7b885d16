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
	badBody      reason = "unreadable_body"
	badSignature reason = "wrong_signature"
	badTimestamp reason = "malformed_timestamp"
	notFresh     reason = "stale_timestamp"
)

// claimed is what the headers of a request claim.
type claimed struct {
	signature []byte
	timestamp string
}

// readHeaders takes what can be judged before the body is read.
func readHeaders(header http.Header) (claimed, reason) {
	signature, timestamp := header.Get(SignatureHeader), header.Get(TimestampHeader)
	switch {
	case signature == "":
		return claimed{}, noSignature
	case timestamp == "":
		return claimed{}, noTimestamp
	}
	raw, err := hex.DecodeString(signature)
	if err != nil || len(raw) != ed25519.SignatureSize {
		return claimed{}, badEncoding
	}
	return claimed{raw, timestamp}, admitted
}

// verdict is what became of a request.
type verdict struct {
	why reason
	// key signed the request, when one did.
	key key
	// skew is how far the timestamp lies behind; only of signed requests.
	skew time.Duration
}

// judge checks the signature over timestamp and body, and then the age of the
// timestamp. window 0 accepts any age and any timestamp.
func judge(ring *Ring, c claimed, body []byte, now time.Time, window time.Duration) verdict {
	signer, ok := ring.verify(append([]byte(c.timestamp), body...), c.signature)
	if !ok {
		return verdict{why: badSignature}
	}
	v := verdict{key: signer}
	seconds, err := strconv.ParseInt(c.timestamp, 10, 64)
	if err == nil {
		v.skew = now.Sub(time.Unix(seconds, 0))
	}
	switch {
	case window == 0:
	case err != nil:
		v.why = badTimestamp
	case v.skew > window, v.skew < -window:
		v.why = notFresh
	}
	return v
}
