package posting

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a source with one post, and a Discord.
type world struct {
	stop    context.CancelFunc
	claims  []error // what claims end in before there is one
	age     time.Duration
	fails   []error // what posts end in, one after the other
	history bool    // the message is there
	blind   error   // why nobody can look

	posted  []message.Message
	nonces  []string
	looks   int
	settled []string
}

func (w *world) Claim(context.Context, time.Duration) (*Post, error) {
	if len(w.claims) > 0 {
		err := w.claims[0]
		w.claims = w.claims[1:]
		return nil, err
	}
	return &Post{ID: "a", Claim: "c", FirstClaim: time.Now().Add(-w.age), Mark: "mark", Build: func(context.Context) message.Message {
		file := message.NewFile("a chart", []byte("png"), "a")
		return message.Message{Embeds: []message.Embed{{Title: "t", Image: message.ImageOf(file)}}, File: file}
	}}, nil
}

func (w *world) Settle(_ context.Context, p *Post, result Result, wait time.Duration) error {
	w.settled = append(w.settled, fmt.Sprintf("%s %s %s %s", p.ID, p.Claim, words[result], wait))
	w.stop()
	return nil
}

func (w *world) Post(_ context.Context, channel interaction.Snowflake, m message.Message, nonce string) error {
	w.posted, w.nonces = append(w.posted, m), append(w.nonces, channel.String()+" "+nonce)
	if len(w.fails) == 0 {
		return nil
	}
	err := w.fails[0]
	w.fails = w.fails[1:]
	return err
}

func (w *world) Shows(_ context.Context, _ interaction.Snowflake, customID string) (bool, error) {
	w.looks++
	return w.history && customID == "mark", w.blind
}

func TestResults(t *testing.T) {
	refused := errors.Join(followup.ErrRefused, errors.New("code 50035"))
	gone := errors.Join(followup.ErrGone, errors.New("code 50001"))
	for name, c := range map[string]struct {
		world
		want         string
		posts, looks int
	}{
		"posted":                        {world{}, "a c posted 0s", 1, 0},
		"after others were away":        {world{claims: []error{nil}}, "a c posted 0s", 1, 0},
		"picture refused":               {world{fails: []error{refused}}, "a c posted 0s", 2, 0},
		"all refused":                   {world{fails: []error{refused, refused}}, "a c given_up 0s", 2, 0},
		"no access":                     {world{fails: []error{gone}}, "a c again 1m0s", 1, 0},
		"fault of ours":                 {world{fails: []error{errors.New("oops")}}, "a c again 10s", 1, 0},
		"slow to be tried again":        {world{age: time.Minute}, "a c posted 0s", 1, 0},
		"long ago, and it is there":     {world{age: 10 * time.Minute, history: true}, "a c posted 0s", 0, 1},
		"long ago, and it is not there": {world{age: 10 * time.Minute}, "a c posted 0s", 1, 1},
		"long ago, and nobody can look": {world{age: 10 * time.Minute, blind: gone}, "a c again 1m0s", 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			w := c.world
			w.stop = cancel
			p, err := New("alert", &w, &w, "7")
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Run(ctx); err != nil {
				t.Fatal(err)
			}
			if len(w.settled) != 1 || w.settled[0] != c.want || len(w.posted) != c.posts || w.looks != c.looks {
				t.Errorf("settled %v after %d posts and %d looks", w.settled, len(w.posted), w.looks)
			}
			for i, n := range w.nonces {
				if n != w.nonces[0] || len(n) > len("7 ")+25 || (w.posted[i].File == nil) != (i == 1) {
					t.Errorf("post %d: nonce %s, %+v", i, n, w.posted[i])
				}
			}
		})
	}
}

func TestNoncesDiffer(t *testing.T) {
	if nonce("alert", "a") == nonce("alert", "b") || nonce("alert", "a") == nonce("report", "a") {
		t.Error("two posts have the same nonce")
	}
}
