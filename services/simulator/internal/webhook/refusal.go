package webhook

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// refusal is an error answer in Discord's shape.
type refusal struct {
	status     int
	code       int
	message    string
	violations []rules.Violation
}

// Discord's error codes, with their status and text.
func unknownMessage() *refusal { return &refusal{404, 10008, "Unknown Message", nil} }
func unknownWebhook() *refusal { return &refusal{404, 10015, "Unknown Webhook", nil} }
func invalidToken() *refusal   { return &refusal{401, 50027, "Invalid Webhook Token", nil} }
func blocked() *refusal        { return &refusal{403, 40333, "internal network error", nil} }
func tooLarge() *refusal       { return &refusal{413, 40005, "Request entity too large", nil} }

// invalid is the refusal of a body that breaks rules.
func invalid(found []rules.Violation) *refusal {
	for _, v := range found {
		switch {
		case v.Note:
		case v.Code == rules.CodeEmpty:
			return &refusal{400, 50006, "Cannot send an empty message", found}
		case v.Code == rules.CodeJSON:
			return &refusal{400, 50109, "The request body contains invalid JSON.", found}
		}
	}
	return &refusal{400, 50035, "Invalid Form Body", found}
}

// refusalOf turns an error of the channel into Discord's.
func refusalOf(err error) *refusal {
	switch {
	case errors.Is(err, channel.ErrExpired):
		return invalidToken()
	case errors.Is(err, channel.ErrUnknownMessage):
		return unknownMessage()
	default:
		return unknownWebhook()
	}
}

func (f *refusal) write(w http.ResponseWriter) {
	body := map[string]any{"message": f.message, "code": f.code}
	if tree := errorTree(f.violations); len(tree) > 0 && f.code == 50035 {
		body["errors"] = tree
	}
	writeJSON(w, f.status, body)
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

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the application may be gone
}
