package record

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// real is a button press with everything that must not be kept.
const real = `{"id":"1300000000000000001","application_id":"1300000000000000002","type":3,"token":"aW50ZXJhY3Rpb246secret",
"version":1,"guild":{"id":"1300000000000000003","locale":"de","features":["COMMUNITY"],"name":"Secret Club"},
"channel":{"id":"1300000000000000004","type":0,"name":"insiders","topic":"sell"},
"member":{"user":{"id":"1300000000000000005","username":"jane.doe","global_name":"Jane","avatar":"abc"},"nick":"JD",
"roles":["1300000000000000006"],"permissions":"2147483647"},
"message":{"id":"1300000000000000007","flags":64,"content":"<@1300000000000000005> buys","embeds":[{"title":"x"}]},
"data":{"custom_id":"v1:note:1300000000000000005:AAPL","component_type":2,"id":3,"values":["1300000000000000005"],
"resolved":{"users":{"1300000000000000005":{"id":"1300000000000000005","username":"jane.doe"}}},
"options":[{"name":"ticker","type":3,"value":"AAPL"}]}}`

func TestRedact(t *testing.T) {
	clean, err := newRedactor().redact([]byte(real))
	if err != nil {
		t.Fatal(err)
	}
	text := string(clean)
	for _, secret := range []string{"13000000000000000", "secret", "Secret", "jane", "Jane", "JD", "insiders", "sell", "buys", "avatar", "embeds"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is kept: %s", secret, text)
		}
	}
	for _, needed := range []string{`"token":"redacted"`, `"flags":64`, `"component_type":2`, `"permissions":"2147483647"`, `:AAPL"`, `"value":"AAPL"`, `"locale":"de"`} {
		if !strings.Contains(text, needed) {
			t.Errorf("%s is lost: %s", needed, text)
		}
	}
	var read struct {
		Member struct{ User struct{ ID string } }
		Data   struct {
			CustomID string `json:"custom_id"`
			Values   []string
			Resolved struct {
				Users map[string]struct{ ID string }
			}
		}
	}
	if err := json.Unmarshal(clean, &read); err != nil {
		t.Fatal(err)
	}
	id := read.Member.User.ID
	if len(id) != 19 || read.Data.Values[0] != id || read.Data.CustomID != "v1:note:"+id+":AAPL" || read.Data.Resolved.Users[id].ID != id {
		t.Errorf("one user has several ids: %s", text)
	}
}

func TestRecorder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	handler := r.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { _, _ = io.Copy(w, req.Body) }))
	for _, body := range []string{real, "garbage", `{"type":1}`} {
		reply := httptest.NewRecorder()
		handler.ServeHTTP(reply, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		if reply.Body.String() != body {
			t.Errorf("the next handler saw %q", reply.Body)
		}
	}
	if err := r.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(path)
	if err != nil || bytes.Count(written, []byte("\n")) != 2 {
		t.Errorf("written %s, %v", written, err)
	}
	if _, err := Open(path); err == nil {
		t.Error("a recording is written over")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestRecordingEnds(t *testing.T) {
	r, err := Open(filepath.Join(t.TempDir(), "record.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.file.Close()
	for range MaxLines {
		if err := r.write([]byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
	if r.write([]byte("{}")) == nil {
		t.Error("the recording grows without end")
	}
}

func FuzzRedact(f *testing.F) {
	f.Add([]byte(real))
	f.Add([]byte(`{"token":{"a":["1300000000000000001"]},"users":[{"user":"1300000000000000001"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		clean, err := newRedactor().redact(body)
		if err == nil && !json.Valid(clean) {
			t.Errorf("%s became %s", body, clean)
		}
	})
}
