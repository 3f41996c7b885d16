package channel

import (
	"slices"
	"time"
)

// nonceLife is how long a nonce is remembered; Discord says a few minutes.
const nonceLife = 3 * time.Minute

// nonce is the message that was posted with it.
type nonce struct {
	message string
	at      time.Time
}

// Post adds a message of the bot to one of Rooms. When the nonce, which may be
// empty, was used within the last minutes, that message is returned instead.
func (c *Channel) Post(room, unique string, d Draft) Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, used := range c.nonces {
		if c.now().Sub(used.at) >= nonceLife {
			delete(c.nonces, key)
		}
	}
	if m := c.find(c.nonces[unique].message); m != nil && unique != "" {
		return snapshot(m)
	}
	m := c.add(&Interaction{}, Done)
	m.ChannelID, m.Channel, m.Posted = room, Rooms[room], true
	if unique != "" {
		c.nonces[unique] = nonce{m.ID, c.now()}
	}
	c.apply(m, d)
	c.touch(m)
	return snapshot(m)
}

// In returns the newest messages of one of Rooms, newest first.
func (c *Channel) In(room string, limit int) []Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Message
	for _, m := range slices.Backward(c.messages) {
		if m.ChannelID == room && m.State == Done && len(list) < limit {
			list = append(list, snapshot(m))
		}
	}
	return list
}
