package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"
)

// message is one message as the simulator shows it.
type message struct {
	ID          string   `json:"id"`
	State       string   `json:"state"`
	Ephemeral   bool     `json:"ephemeral"`
	Content     string   `json:"content"`
	FirstAnswer *float64 `json:"first_answer_ms"`
	Final       *float64 `json:"final_ms"`
	TraceID     string   `json:"trace_id"`
	Embeds      []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Footer      struct {
			Text string `json:"text"`
		} `json:"footer"`
		Fields []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"fields"`
	} `json:"embeds"`
	Attachments []struct {
		Filename    string `json:"filename"`
		URL         string `json:"url"`
		Description string `json:"description"`
		Size        int    `json:"size"`
		Width       int    `json:"width"`
		Height      int    `json:"height"`
	} `json:"attachments"`
	Components []struct {
		Components []struct {
			CustomID string `json:"custom_id"`
			Disabled bool   `json:"disabled"`
		} `json:"components"`
	} `json:"components"`
	Violations []any `json:"violations"`
	// Modal is the form a press opened.
	Modal *struct {
		ID       string `json:"id"`
		CustomID string `json:"custom_id"`
	} `json:"modal"`
}

// call talks to the simulator's API and decodes the answer.
func call(t *testing.T, method, path string, body, into any) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Second)
	defer cancel()
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+running.Addresses().Simulator+path, bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if into != nil && res.StatusCode == http.StatusOK {
		if err := json.Unmarshal(reply, into); err != nil {
			t.Fatalf("%s: %v", reply, err)
		}
	}
	return res.StatusCode
}

// send types a command and returns the id of its message.
func send(t *testing.T, text string) string {
	t.Helper()
	var sent message
	if status := call(t, http.MethodPost, "/api/commands", map[string]string{"text": text}, &sent); status != http.StatusOK {
		t.Fatalf("%s: status %d", text, status)
	}
	return sent.ID
}

// press uses a button and returns the id of the message that shows the outcome.
func press(t *testing.T, id, customID string) string {
	t.Helper()
	var pressed message
	status := call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]string{"custom_id": customID}, &pressed)
	if status != http.StatusOK {
		t.Fatalf("%s: status %d", customID, status)
	}
	return pressed.ID
}

// final waits for the final answer, which must be one Discord takes.
func final(t *testing.T, id string) message {
	t.Helper()
	var m message
	call(t, http.MethodGet, "/api/messages/"+id+"?wait=final&timeout=40s", nil, &m)
	if m.State != "done" || len(m.Violations) > 0 || m.FirstAnswer == nil || m.Final == nil {
		t.Fatalf("message ended as %+v", m)
	}
	return m
}
