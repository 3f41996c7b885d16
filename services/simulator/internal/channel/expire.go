package channel

// Expire gives up what was promised by interactions whose token has run out,
// and forgets tokens long dead.
func (c *Channel) Expire() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for token, in := range c.interactions {
		age := c.now().Sub(in.sentAt)
		if age < TokenLife {
			continue
		}
		if m := c.find(in.message); in.deferred != 0 && m != nil && m.InteractionID == in.ID {
			m.State, m.Error = Failed, noResponse
			c.touch(m)
		}
		in.deferred = 0
		if age > 2*TokenLife {
			delete(c.interactions, token)
		}
	}
}
