package mesh

import (
	"context"
	"fmt"
	"os/exec"
)

// simulatedBotToken is the one the simulator takes unless told another.
const simulatedBotToken = "simulator-bot-token"

// GatewayCommand is the gateway with arguments, such as "doctor", told what the
// gateway of the mesh is told and the simulator's bot token. It is not started.
func (m *Mesh) GatewayCommand(ctx context.Context, arguments ...string) (*exec.Cmd, error) {
	if err := m.readKey(ctx); err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, m.binary(Gateway), arguments...)
	command.Env = append(m.environment(program{env: m.gatewayEnv()}), "DISCORD_BOT_TOKEN="+simulatedBotToken)
	return command, nil
}

// Register tells the simulator the commands of the gateway, as an operator
// tells Discord.
func (m *Mesh) Register(ctx context.Context) error {
	apply, err := m.GatewayCommand(ctx, "commands", "apply", "--yes")
	if err != nil {
		return err
	}
	if out, err := apply.CombinedOutput(); err != nil {
		return fmt.Errorf("register the commands with the simulator: %w\n%s", err, out)
	}
	return nil
}
