package followup

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

const (
	messagesTemplate = "/channels/{channel.id}/messages"
	// lookBack is how many messages of a channel are looked at, the most Discord
	// shows at once.
	lookBack = 100
)

// Channels posts to channels as the bot.
type Channels struct {
	client *Client
	token  discordapi.Token
}

// NewChannels makes it of the process's client and the bot token.
func NewChannels(c *Client, token discordapi.Token) *Channels { return &Channels{c, token} }

// Post adds a message to a channel, unless one was posted with the same nonce in
// the last minutes. It ends as Retry does; ErrGone means that the bot may not or
// cannot write there.
func (c *Channels) Post(ctx context.Context, channel interaction.Snowflake, m message.Message, nonce string) error {
	body, err := m.Post(nonce)
	if err != nil {
		return err
	}
	return c.client.retry(ctx, func(ctx context.Context) error {
		return c.client.send(ctx, c.request(http.MethodPost, channel, "", body, nil))
	}, func(failure *Error, pause time.Duration) (time.Duration, bool) {
		return verdict(failure, pause, tokenLife)
	})
}

// Shows reports whether one of the newest messages of a channel has a button or
// menu with the id. It ends as Post does.
func (c *Channels) Shows(ctx context.Context, channel interaction.Snowflake, customID string) (bool, error) {
	var list []struct {
		Components []component `json:"components"`
	}
	err := c.client.retry(ctx, func(ctx context.Context) error {
		return c.client.send(ctx, c.request(http.MethodGet, channel, "?limit="+strconv.Itoa(lookBack), message.Body{}, &list))
	}, func(failure *Error, pause time.Duration) (time.Duration, bool) {
		return verdict(failure, pause, tokenLife)
	})
	for _, m := range list {
		if anyOf(m.Components, customID) {
			return true, err
		}
	}
	return false, err
}

func (c *Channels) request(method string, channel interaction.Snowflake, query string, body message.Body, out any) request {
	return request{
		method: method, path: "/channels/" + channel.String() + "/messages" + query, template: messagesTemplate, limit: channel,
		body: body, authorize: c.token.Authorize, out: out,
	}
}

// component is a row or what is in it.
type component struct {
	CustomID   string      `json:"custom_id"`
	Components []component `json:"components"`
}

func anyOf(list []component, customID string) bool {
	for _, one := range list {
		if one.CustomID == customID || anyOf(one.Components, customID) {
			return true
		}
	}
	return false
}
