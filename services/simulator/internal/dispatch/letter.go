package dispatch

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// maxRemembered bounds the letters that can be sent once more.
const maxRemembered = 1000

// letter is a signed interaction, ready to be sent any number of times.
type letter struct {
	in     channel.Interaction
	source *rules.Context // the message it came from; nil for none
	sealed sealed
}

// draft is an interaction that is not signed yet. Empty ids are made.
type draft struct {
	id, token string
	kind      rules.Kind
	prompt    string
	scene     event.Scene
	data      any
	message   *channel.Message // the one that was pressed; nil for none
}

// write makes the letter of a draft.
func (d *Dispatcher) write(from draft) letter {
	if from.id == "" {
		from.id = d.IDs.Next(d.now())
	}
	if from.token == "" {
		from.token = token(from.id)
	}
	e := event.Event{
		ID: from.id, Token: from.token, Application: d.application, Kind: from.kind, Scene: from.scene, Data: from.data,
	}
	l := letter{in: channel.Interaction{
		ID: from.id, Token: from.token, Kind: from.kind, Prompt: from.prompt, TraceID: random(16),
		UserInstalled: from.scene.Place == event.UserInstall,
	}}
	if from.message != nil {
		source := from.message.Context()
		l.in.Source, l.source, e.Message = from.message.ID, &source, from.message.Object(d.application)
	}
	l.sealed = d.seal(e.Body())
	return l
}

// token has the shape of Discord's.
func token(id string) string {
	secret := make([]byte, 48)
	_, _ = rand.Read(secret) // never fails
	return base64.RawURLEncoding.EncodeToString([]byte("interaction:" + id + ":" + hex.EncodeToString(secret)))
}

func random(length int) string {
	raw := make([]byte, length)
	_, _ = rand.Read(raw) // never fails
	raw[0] |= 1           // all zeros would be no id
	return hex.EncodeToString(raw)
}

// memory keeps the last letters by the id of their interaction.
type memory struct {
	letters map[string]letter
	order   []string
}

func (m *memory) keep(l letter) {
	if m.letters == nil {
		m.letters = map[string]letter{}
	}
	if len(m.order) == maxRemembered {
		delete(m.letters, m.order[0])
		m.order = m.order[1:]
	}
	m.letters[l.in.ID] = l
	m.order = append(m.order, l.in.ID)
}

// remember keeps a letter and returns it, or the one sent before under its id.
func (d *Dispatcher) remember(id string, write func() letter) letter {
	d.mu.Lock()
	known, ok := d.sent.letters[id]
	d.mu.Unlock()
	if ok {
		return known
	}
	l := write()
	d.mu.Lock()
	defer d.mu.Unlock()
	if other, ok := d.sent.letters[l.in.ID]; ok {
		return other
	}
	d.sent.keep(l)
	return l
}
