package page

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/mesh"
)

// inUse are parameters of a revision.
type inUse struct {
	revision int64
	live     bool
}

func (p inUse) Revision() int64 { return p.revision }
func (p inUse) Live() bool      { return p.live }

func shown(t *testing.T, simulator string, failure error, parameters inUse) string {
	t.Helper()
	statuses := func() []mesh.Status {
		return []mesh.Status{{Member: mesh.Member{Name: "market", Purpose: "quotes"}, Err: failure, Since: time.Unix(0, 0)}}
	}
	list := []commands.Command{{Name: "check", Description: "one symbol", Options: []commands.Option{{Name: "ticker", Required: true}}}}
	p, err := New(list, statuses, parameters, simulator)
	if err != nil {
		t.Fatal(err)
	}
	reply := httptest.NewRecorder()
	p.ServeHTTP(reply, httptest.NewRequest(http.MethodGet, "/", nil))
	if reply.Code != http.StatusOK || reply.Header().Get("Content-Security-Policy") == "" {
		t.Errorf("%d %v", reply.Code, reply.Header())
	}
	return reply.Body.String()
}

func TestPage(t *testing.T) {
	for name, c := range map[string]struct {
		simulator string
		failure   error
		want      []string
	}{
		"all well":       {"http://127.0.0.1:8090", nil, []string{"All services answer", "/check &lt;ticker&gt;", "http://127.0.0.1:8090"}},
		"market is away": {"", errors.New("<gone>"), []string{"Some services do not answer", "&lt;gone&gt; since", "developer portal"}},
	} {
		body := shown(t, c.simulator, c.failure, inUse{7, true})
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: without %q", name, want)
			}
		}
	}
}

func TestPageTellsTheRevision(t *testing.T) {
	for want, parameters := range map[string]inUse{
		"revision 7</b><span>in use by this gateway, which follows changes": {7, true},
		"revision 7</b><span>the last known ones":                           {7, false},
		"defaults</b><span>in use by this gateway until":                    {},
	} {
		if body := shown(t, "", nil, parameters); !strings.Contains(body, want) {
			t.Errorf("%+v: without %q", parameters, want)
		}
	}
}
