package discordapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Error is a call that Discord did not do.
type Error struct {
	// Status is the HTTP status; 0 when there was no answer.
	Status int
	// Code is Discord's own error code; 0 when there was none.
	Code int
	// Message is Discord's name of the code; empty when there was none.
	Message string
	// Faults are what is wrong with the body, as "options.0.name: CODE"; the
	// values stay out.
	Faults []string
	// RetryAfter is the wait Discord asked for; 0 when it asked for none.
	RetryAfter time.Duration
	err        error
}

// Error tells everything but the values that were sent.
func (e *Error) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("Discord cannot be reached: %v", e.err)
	}
	text := fmt.Sprintf("Discord answered %d", e.Status)
	if e.Code != 0 {
		text += fmt.Sprintf(", code %d", e.Code)
	}
	if e.Message != "" {
		text += " (" + e.Message + ")"
	}
	if len(e.Faults) > 0 {
		text += ": " + strings.Join(e.Faults, "; ")
	}
	switch {
	case e.RetryAfter > 0:
		text += fmt.Sprintf("; try again in %s", e.RetryAfter.Round(time.Second))
	case e.Status == http.StatusTooManyRequests:
		text += "; this address is blocked for some minutes"
	}
	return text
}

// Unwrap returns the network error, if any.
func (e *Error) Unwrap() error { return e.err }

// refusal reads an error reply; it need not be JSON.
func refusal(res *http.Response, reply []byte) *Error {
	var body struct {
		Code       int             `json:"code"`
		Message    string          `json:"message"`
		Errors     json.RawMessage `json:"errors"`
		RetryAfter float64         `json:"retry_after"`
	}
	_ = json.Unmarshal(reply, &body)
	wait, _ := time.ParseDuration(res.Header.Get("Retry-After") + "s")
	return &Error{
		Status: res.StatusCode, Code: body.Code, Message: body.Message, Faults: faults("", body.Errors),
		RetryAfter: max(wait, time.Duration(body.RetryAfter*float64(time.Second))),
	}
}

// faults flattens Discord's tree of errors: each leaf is a list under the key
// "_errors", each other key a step of the path.
func faults(path string, tree json.RawMessage) []string {
	var nodes map[string]json.RawMessage
	if json.Unmarshal(tree, &nodes) != nil {
		return nil
	}
	keys := make([]string, 0, len(nodes))
	for key := range nodes {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var found []string
	for _, key := range keys {
		if key == "_errors" {
			found = append(found, leaves(path, nodes[key])...)
			continue
		}
		found = append(found, faults(strings.TrimPrefix(path+"."+key, "."), nodes[key])...)
	}
	return found
}

func leaves(path string, list json.RawMessage) []string {
	var errors []struct {
		Code string `json:"code"`
	}
	_ = json.Unmarshal(list, &errors)
	found := make([]string, len(errors))
	for i, leaf := range errors {
		found[i] = strings.TrimPrefix(path+": "+leaf.Code, ": ")
	}
	return found
}
