package mesh

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// simulatedBotToken is the one the simulator takes unless told another.
const simulatedBotToken = "simulator-bot-token"

// Register tells the simulator the commands of the gateway, as an operator
// tells Discord, and returns what changed.
func (m *Mesh) Register(ctx context.Context) (string, error) {
	apply := exec.CommandContext(ctx, m.binary(Gateway), "commands", "apply", "--yes")
	apply.Env = append(os.Environ(),
		"DISCORD_API_URL=http://"+m.options.Addresses.Simulator+"/api/v10",
		"DISCORD_APPLICATION_ID="+simulatedApplication, "DISCORD_BOT_TOKEN="+simulatedBotToken)
	out, err := apply.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("register the commands with the simulator: %w\n%s", err, out)
	}
	return string(out), nil
}
