package application

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// readEndpoint reads the only setting the simulator can change. Unlike Discord
// it takes http too, since it runs beside the gateway.
func readEndpoint(w http.ResponseWriter, r *http.Request) (string, *refusal.Refusal) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return "", refusal.TooLarge
	}
	var request struct {
		Endpoint *string `json:"interactions_endpoint_url"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return "", refusal.Invalid([]rules.Violation{{Code: rules.CodeJSON}})
	}
	if request.Endpoint == nil {
		return "", refusal.Invalid([]rules.Violation{{
			Path: "interactions_endpoint_url", Code: rules.CodeRequired, Text: "is all the simulator can change",
		}})
	}
	parsed, err := url.Parse(*request.Endpoint)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "https" && parsed.Scheme != "http") {
		return "", refusal.Invalid([]rules.Violation{{
			Path: "interactions_endpoint_url", Code: rules.CodeURL, Text: "Not a well formed URL.",
		}})
	}
	return *request.Endpoint, nil
}
