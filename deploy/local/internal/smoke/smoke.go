// Package smoke types commands into the simulator and waits for what comes
// back.
package smoke

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Done is the state of a message that shows its final answer.
const Done = "done"

// limit bounds one request; the simulator itself waits up to 30 s.
const limit = 40 * time.Second

// Client talks to a simulator.
type Client struct {
	base string
	http *http.Client
}

// New makes a client of the simulator at base.
func New(base string) *Client { return &Client{base: base, http: &http.Client{Timeout: limit}} }

// Result is what a message looks like in the end.
type Result struct {
	ID          string   `json:"id"`
	State       string   `json:"state"`
	Content     string   `json:"content"`
	FirstAnswer *float64 `json:"first_answer_ms"`
	Final       *float64 `json:"final_ms"`
	TraceID     string   `json:"trace_id"`
	Embeds      []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Fields      []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"fields"`
	} `json:"embeds"`
	Attachments []struct {
		Filename string `json:"filename"`
		Size     int    `json:"size"`
		Width    int    `json:"width"`
		Height   int    `json:"height"`
	} `json:"attachments"`
	Violations []Violation `json:"violations"`
}

// Violation is something Discord would refuse or, as a note, only mentions.
type Violation struct {
	Where string `json:"path"`
	Text  string `json:"text"`
	Note  bool   `json:"note"`
}

// Send types a command and returns its final message.
func (c *Client) Send(ctx context.Context, text string) (Result, error) {
	body, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		return Result{}, err
	}
	var sent, final Result
	if err := c.call(ctx, http.MethodPost, "/api/commands", body, &sent); err != nil {
		return Result{}, err
	}
	err = c.call(ctx, http.MethodGet, "/api/messages/"+sent.ID+"?wait=final&timeout=30s", nil, &final)
	return final, err
}

func (c *Client) call(ctx context.Context, method, path string, body []byte, into *Result) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("ask the simulator: %w", err)
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("ask the simulator: %w", err)
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("the simulator answered %d: %s", res.StatusCode, reply)
	}
	return json.Unmarshal(reply, into)
}

// Describe is the message in a few lines.
func (r Result) Describe() string {
	var b strings.Builder
	if r.Content != "" {
		fmt.Fprintf(&b, "  %s\n", r.Content)
	}
	for _, e := range r.Embeds {
		fmt.Fprintf(&b, "  %s\n", e.Title)
		for i, f := range e.Fields {
			if i < 2 {
				fmt.Fprintf(&b, "  %s: %s\n", f.Name, f.Value)
			}
		}
	}
	for _, a := range r.Attachments {
		fmt.Fprintf(&b, "  %s, %d x %d, %d bytes\n", a.Filename, a.Width, a.Height, a.Size)
	}
	for _, v := range r.Violations {
		fmt.Fprintf(&b, "  Discord would object: %s %s\n", v.Where, v.Text)
	}
	fmt.Fprintf(&b, "  first answer %s, final %s, trace %s\n", ms(r.FirstAnswer), ms(r.Final), r.TraceID)
	return b.String()
}

func ms(v *float64) string {
	if v == nil {
		return "never"
	}
	return fmt.Sprintf("%.0f ms", *v)
}
