package doctor

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
)

// specimen is JSON that hardly survives anything but being passed on: text
// outside ASCII with and without escapes, line ends, spaces, order, numbers.
var specimen = []byte("{\r\n  \"b\": \"é😀\",\t\"a\":\"\\u00e9\\ud83d\\ude00\\/\",  \"n\": 1.0, \"e\": [ ] }  \r\n\r\n")

// alterations are what is known to happen to a body.
var alterations = []struct {
	what string
	body []byte
}{
	{"it arrives empty: something read it before", nil},
	{"white space is trimmed", bytes.TrimSpace(specimen)},
	{"line ends are changed", bytes.ReplaceAll(specimen, []byte("\r\n"), []byte("\n"))},
	{"it is decoded and encoded again as JSON", []byte(`{"b":"é😀","a":"é😀/","n":1,"e":[]}`)},
	{"its white space is taken out", compacted(specimen)},
	{"it is wrapped in base64", []byte(base64.StdEncoding.EncodeToString(specimen))},
}

func compacted(text []byte) []byte {
	var b bytes.Buffer
	_ = json.Compact(&b, text)
	return b.Bytes()
}

// body sends a specimen through everything in front of the gateway, and
// compares it with what arrived.
func (e *examination) body(ctx context.Context) {
	base, ok := strings.CutSuffix(e.Endpoint, endpointPath)
	if !ok {
		return
	}
	key, err := strangerKey()
	if err != nil {
		e.doubtful("no key for a signature: "+err.Error(), "try again")
		return
	}
	header := signature(key, specimen)
	answer, err := e.post(ctx, base+EchoPath, header, specimen)
	if err != nil {
		e.report(unreachable(err))
		return
	}
	var echo Echo
	switch {
	case answer.status == http.StatusNotFound:
		e.doubtful("whether bodies arrive unaltered is not known", "start the gateway with GATEWAY_DOCTOR=true for the time of the check, and forward "+EchoPath+" too")
	case answer.status != http.StatusOK:
		what, advice := strange(answer)
		e.doubtful(EchoPath+what, advice)
	case json.Unmarshal(answer.body, &echo) != nil || echo.SHA256 == "":
		e.doubtful("what answers at "+EchoPath+" is not the gateway", "forward that path to the gateway too")
	default:
		e.compare(header, echo)
		e.gatewayClock(answer, echo)
	}
}

// compare reports what became of the specimen and its headers.
func (e *examination) compare(sent http.Header, echo Echo) {
	switch why := alteration(echo); {
	case why != "":
		e.ill("the body is altered on its way, so every signature fails: "+why,
			"let the proxy pass bodies on as they are: no JSON parsing, rewriting, trimming or character sets")
	default:
		e.well("the body arrives unaltered")
	}
	if echo.Signature != sent.Get(admission.SignatureHeader) || echo.Timestamp != sent.Get(admission.TimestampHeader) {
		e.ill("the signature headers do not arrive as they were sent",
			"let the proxy pass on "+admission.SignatureHeader+" and "+admission.TimestampHeader)
		return
	}
	e.well("the signature headers arrive unaltered")
}

// alteration says what happened to the specimen; empty when nothing did.
func alteration(echo Echo) string {
	if echo.SHA256 == sum(specimen) {
		return ""
	}
	for _, known := range alterations {
		if echo.SHA256 == sum(known.body) {
			return known.what
		}
	}
	return fmt.Sprintf("%d bytes were sent, %d others arrived", len(specimen), echo.Bytes)
}

func sum(body []byte) string {
	hash := sha256.Sum256(body)
	return hex.EncodeToString(hash[:])
}
