package mesh

import "path/filepath"

// Names of the programs.
const (
	Gateway   = "gateway"
	Command   = "command"
	Chart     = "chart"
	Admin     = "admin"
	Market    = "market"
	Simulator = "simulator"
	Jaeger    = "jaeger"
)

// program is one service of the mesh: what it listens on and what it is told.
type program struct {
	name    string
	listens []string
	env     map[string]string
}

// programs lists the services in the order they are started; they are stopped
// in the reverse order.
func (m *Mesh) programs() []program {
	a := m.options.Addresses
	gateway := program{Gateway, []string{a.Public, a.Internal, a.Gateway}, m.gatewayEnv()}
	if m.replica {
		return []program{gateway}
	}
	list := []program{
		{Market, []string{a.Market}, map[string]string{
			"LISTEN": a.Market, "ADMIN_TARGET": a.Admin,
			"DATABASE_URL": "sqlite:" + filepath.Join(m.state(), "market.db"), "PARAMETERS_CACHE": m.parametersCache(Market),
		}},
		{Admin, []string{a.Admin}, m.adminEnv()},
		{Command, []string{a.Command}, map[string]string{
			"LISTEN": a.Command, "MARKET_TARGET": a.Market, "ADMIN_TARGET": a.Admin,
			"DATABASE_URL": "sqlite:" + filepath.Join(m.state(), "command.db"), "PARAMETERS_CACHE": m.parametersCache(Command),
		}},
		{Chart, []string{a.Chart}, map[string]string{
			"LISTEN": a.Chart, "MARKET_TARGET": a.Market, "ADMIN_TARGET": a.Admin, "PARAMETERS_CACHE": m.parametersCache(Chart),
		}},
	}
	if m.options.Discord == nil {
		list = append(list, program{Simulator, []string{a.Simulator}, map[string]string{
			"SIMULATOR_LISTEN": a.Simulator, "SIMULATOR_KEY_FILE": m.simulatorKey(),
			"SIMULATOR_APPLICATION_ID":   simulatedApplication,
			"SIMULATOR_INTERACTIONS_URL": "http://" + a.Public + "/interactions",
			"JAEGER_QUERY_URL":           "http://" + a.Traces,
		}})
	}
	return append(list, gateway)
}

// Who the simulator plays: its user owns the bot in its guild.
const (
	simulatedGuild = "1000000000000000002"
	simulatedUser  = "1000000000000000004"
	// Channels of the simulator for what is posted.
	simulatedAlerts = "1000000000000000007"
	simulatedAdmin  = "1000000000000000008"
)

func (m *Mesh) adminEnv() map[string]string {
	env := map[string]string{
		"LISTEN": m.options.Addresses.Admin, "DATABASE_URL": "sqlite:" + filepath.Join(m.state(), "admin.db"),
	}
	if m.options.Discord == nil {
		env["ADMIN_GUILDS"], env["ADMIN_OWNERS"] = simulatedGuild, "user:"+simulatedUser
	}
	return env
}

// simulatedApplication is the id of the application the simulator plays.
const simulatedApplication = "1000000000000000001"

func (m *Mesh) gatewayEnv() map[string]string {
	a := m.options.Addresses
	env := map[string]string{
		"LISTEN": a.Gateway, "GATEWAY_LISTEN_PUBLIC": a.Public, "GATEWAY_LISTEN_INTERNAL": a.Internal,
		"COMMAND_TARGET": a.Command, "CHART_TARGET": a.Chart, "ADMIN_TARGET": a.Admin, "MARKET_TARGET": a.Market,
		"NATS_STORE_DIR": filepath.Join(m.state(), "nats"), "PARAMETERS_CACHE": m.parametersCache(Gateway),
	}
	if d := m.options.Discord; d != nil {
		env["DISCORD_PUBLIC_KEY"], env["DISCORD_APPLICATION_ID"] = d.PublicKey, d.ApplicationID
		return env
	}
	env["DISCORD_PUBLIC_KEY"], env["DISCORD_APPLICATION_ID"] = m.publicKey, simulatedApplication
	env["DISCORD_API_URL"] = "http://" + a.Simulator + "/api/v10"
	env["SIMULATOR_PAGE"] = "http://" + a.Simulator
	env["TRUST_TRACEPARENT"] = "true"
	env["DISCORD_BOT_TOKEN"] = simulatedBotToken
	env["ALERT_CHANNEL_ID"], env["ADMIN_CHANNEL_ID"] = simulatedAlerts, simulatedAdmin
	return env
}

// parametersCache is where a service keeps the parameters it knew last, for a
// start without the admin service.
func (m *Mesh) parametersCache(name string) string {
	return filepath.Join(m.state(), name+"-parameters.json")
}

func (m *Mesh) state() string { return filepath.Join(m.options.Dir, "state") }

func (m *Mesh) simulatorKey() string { return filepath.Join(m.state(), "simulator.key") }

func (m *Mesh) binary(name string) string { return filepath.Join(m.options.Programs, name) }
