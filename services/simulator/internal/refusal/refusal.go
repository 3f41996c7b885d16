// Package refusal writes errors as Discord's API does.
package refusal

import (
	"encoding/json"
	"net/http"
	"regexp"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// codeInvalid is Discord's number for a body that breaks rules.
const codeInvalid = 50035

// Refusal is an error answer in Discord's shape.
type Refusal struct {
	// Status is the HTTP status, Code Discord's own number of the error.
	Status, Code int
	Message      string
	// Violations become the tree of errors below code 50035.
	Violations []rules.Violation
}

// The errors that need no more words, with their status and text.
var (
	NotFound         = &Refusal{404, 0, "404: Not Found", nil}
	MethodNotAllowed = &Refusal{405, 0, "405: Method Not Allowed", nil}
	Unauthorized     = &Refusal{401, 0, "401: Unauthorized", nil}
	Internal         = &Refusal{500, 0, "500: Internal Server Error", nil}
	UnknownApp       = &Refusal{404, 10002, "Unknown Application", nil}
	UnknownChannel   = &Refusal{404, 10003, "Unknown Channel", nil}
	UnknownMessage   = &Refusal{404, 10008, "Unknown Message", nil}
	UnknownWebhook   = &Refusal{404, 10015, "Unknown Webhook", nil}
	UnknownCommand   = &Refusal{404, 10063, "Unknown application command", nil}
	MissingAccess    = &Refusal{403, 50001, "Missing Access", nil}
	InvalidToken     = &Refusal{401, 50027, "Invalid Webhook Token", nil}
	Blocked          = &Refusal{403, 40333, "internal network error", nil}
	TooLarge         = &Refusal{413, 40005, "Request entity too large", nil}
	TooManyFiles     = &Refusal{400, 30015, "Maximum number of attachments in a message reached (10)", nil}
	TooManyFollowUps = &Refusal{400, 40094, "Maximum number of follow-up messages reached", nil}
	TooManyCreates   = &Refusal{400, 30034, "Max number of daily application command creates has been reached (200)", nil}
	TooManyCommands  = &Refusal{400, 30032, "Maximum number of application commands reached (100)", nil}
)

// Invalid is the refusal of a body that breaks rules.
func Invalid(found []rules.Violation) *Refusal {
	for _, v := range found {
		switch {
		case v.Note:
		case v.Code == rules.CodeEmpty:
			return &Refusal{400, 50006, "Cannot send an empty message", found}
		case v.Code == rules.CodeFiles:
			return &Refusal{TooManyFiles.Status, TooManyFiles.Code, TooManyFiles.Message, found}
		case v.Code == rules.CodeJSON:
			return &Refusal{400, 50109, "The request body contains invalid JSON.", found}
		}
	}
	return &Refusal{400, codeInvalid, "Invalid Form Body", found}
}

// Write answers with the refusal.
func (f *Refusal) Write(w http.ResponseWriter) {
	body := map[string]any{"message": f.Message, "code": f.Code}
	if tree := errorTree(f.Violations); len(tree) > 0 && f.Code == codeInvalid {
		body["errors"] = tree
	}
	JSON(w, f.Status, body)
}

var segment = regexp.MustCompile(`[^.\[\]]+`)

// errorTree nests violations by their path: {"embeds":{"0":{"title":
// {"_errors":[{"code","message"}]}}}}.
func errorTree(found []rules.Violation) map[string]any {
	root := map[string]any{}
	for _, v := range found {
		if v.Note {
			continue
		}
		node := root
		for _, key := range segment.FindAllString(v.Path, -1) {
			child, ok := node[key].(map[string]any)
			if !ok {
				child = map[string]any{}
				node[key] = child
			}
			node = child
		}
		errs, _ := node["_errors"].([]any)
		node["_errors"] = append(errs, map[string]any{"code": v.Code, "message": v.Text})
	}
	return root
}

// JSON answers with a body; one that cannot be sent has nobody to read it.
func JSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the application may be gone
}
