package doctor

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
)

// administrator has every permission.
const administrator = 1 << 3

// needed are the permissions without which answers come out poorer, by the
// names Discord shows.
var needed = []struct {
	bit  uint64
	name string
}{
	{1 << 10, "View Channels"},
	{1 << 11, "Send Messages"},
	{1 << 14, "Embed Links"},
	{1 << 15, "Attach Files"},
	{1 << 16, "Read Message History"}, // to see whether something was posted already
}

// lacks names what is missing in a bit set in decimal. What is no number has
// nothing.
func lacks(permissions string) []string {
	have, err := strconv.ParseUint(permissions, 10, 64)
	if err == nil && have&administrator != 0 {
		return nil
	}
	var missing []string
	for _, p := range needed {
		if have&p.bit == 0 {
			missing = append(missing, p.name)
		}
	}
	return missing
}

// invitation is the address that adds the bot to a guild with what it needs.
func invitation(application string) string {
	var all uint64
	for _, p := range needed {
		all |= p.bit
	}
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, all)
}

// guilds checks what the bot may do where it is.
func (e *examination) guilds(ctx context.Context) {
	if e.application.ID == "" {
		return
	}
	guilds, err := e.Discord.Guilds(ctx)
	if err != nil {
		e.doubtful("the bot's guilds are not known: "+err.Error(), "try again in some minutes")
		return
	}
	if e.Guild != "" {
		guilds = slices.DeleteFunc(guilds, func(g discordapi.Guild) bool { return g.ID != e.Guild.String() })
	}
	if len(guilds) == 0 {
		where := "any guild"
		if e.Guild != "" {
			where = "guild " + e.Guild.String()
		}
		e.doubtful("the bot is not a member of "+where, "open "+invitation(e.application.ID)+" to add it")
		return
	}
	lacking := 0
	for _, guild := range guilds {
		if missing := lacks(guild.Permissions); len(missing) > 0 {
			lacking++
			e.doubtful(fmt.Sprintf("in guild %s the bot's roles lack %s", guild.ID, strings.Join(missing, ", ")),
				"grant them to the bot's role under Server Settings, Roles, or open "+invitation(e.application.ID))
		}
	}
	if lacking == 0 {
		e.well("the bot's roles allow messages, embeds, files and a look at what was posted (guilds: %d); channels may still forbid them", len(guilds))
	}
}
