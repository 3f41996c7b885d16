package followup

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// codeUnknownWebhook is Discord's error code for a token without a message, be
// it not yet or not any more.
const codeUnknownWebhook = 10015

// Error is a request that Discord did not take.
type Error struct {
	// Status is the HTTP status; 0 when there was no answer.
	Status int
	// Code is Discord's own error code; 0 when there was none.
	Code int
	// RetryAfter is the wait Discord asked for; 0 when it asked for none.
	RetryAfter time.Duration
	// Global means that the wait is for every request.
	Global bool
	// Shared means that others used up the limit; Discord does not blame us.
	Shared bool
	// Banned means that Cloudflare answered, not Discord.
	Banned bool
	// Withheld means that nothing was sent, because Discord had asked to wait.
	Withheld bool
	// Paths are the fields Discord names as wrong, without their values.
	Paths []string
	err   error
}

// Error tells status, code and paths, never the URL or a value.
func (e *Error) Error() string {
	switch {
	case e.Withheld:
		return fmt.Sprintf("Discord asks to wait %s", e.RetryAfter.Round(time.Millisecond))
	case e.Status == 0:
		return fmt.Sprintf("Discord cannot be reached: %v", e.err)
	case len(e.Paths) > 0:
		return fmt.Sprintf("Discord answered %d, code %d, about %s", e.Status, e.Code, strings.Join(e.Paths, ", "))
	default:
		return fmt.Sprintf("Discord answered %d, code %d", e.Status, e.Code)
	}
}

// Unwrap returns the network error, if any.
func (e *Error) Unwrap() error { return e.err }

// refusal reads an error reply; it need not be JSON.
func refusal(res *http.Response, reply []byte) *Error {
	var body struct {
		Code       int             `json:"code"`
		RetryAfter float64         `json:"retry_after"`
		Global     bool            `json:"global"`
		Errors     json.RawMessage `json:"errors"`
	}
	isJSON := json.Unmarshal(reply, &body) == nil
	h := res.Header
	e := &Error{
		Status: res.StatusCode, Code: body.Code, Paths: paths(body.Errors),
		RetryAfter: max(seconds(h.Get("Retry-After")), time.Duration(body.RetryAfter*float64(time.Second))),
		Global:     body.Global || h.Get("X-RateLimit-Global") == "true" || h.Get("X-RateLimit-Scope") == "global",
		Shared:     h.Get("X-RateLimit-Scope") == "shared",
	}
	// Discord's own limits always say how long to wait.
	e.Banned = e.Status == http.StatusTooManyRequests && (!isJSON || e.RetryAfter == 0)
	return e
}

// seconds reads a header that counts seconds, fractions included; 0 when it
// cannot be read.
func seconds(text string) time.Duration {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > float64(maxWait/time.Second) {
		return 0
	}
	return time.Duration(n * float64(time.Second))
}

// maxPaths bounds how many wrong fields are named.
const maxPaths = 10

// paths lists the fields in Discord's tree of form errors.
func paths(tree json.RawMessage) []string {
	var found []string
	var walk func(json.RawMessage, string)
	walk = func(node json.RawMessage, at string) {
		var inside map[string]json.RawMessage
		if json.Unmarshal(node, &inside) != nil {
			return
		}
		if _, leaf := inside["_errors"]; leaf {
			found = append(found, strings.TrimPrefix(at, "."))
			return
		}
		for name, below := range inside {
			walk(below, at+"."+name)
		}
	}
	walk(tree, "")
	slices.Sort(found)
	return found[:min(len(found), maxPaths)]
}

// refusesContent reports whether Discord took offence at what the message
// says or carries, so that a plain text may pass.
func (e *Error) refusesContent() bool {
	switch e.Code {
	case 50035, 50006, 50109, // malformed, empty, not JSON
		40005, 50045, 50046, // file too large or broken
		200000, 240000, 20009: // word, link and content filters
		return true
	default:
		return e.Status == http.StatusRequestEntityTooLarge
	}
}
