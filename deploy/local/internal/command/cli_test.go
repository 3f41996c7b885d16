package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

func TestDiscordFromEnv(t *testing.T) {
	for name, c := range map[string]struct {
		key, id string
		want    *mesh.Discord
		missing string
	}{
		"neither":  {"", "", nil, ""},
		"both":     {"ab", "7", &mesh.Discord{PublicKey: "ab", ApplicationID: "7"}, ""},
		"only key": {"ab", "", nil, "DISCORD_APPLICATION_ID is missing"},
		"only id":  {"", "7", nil, "DISCORD_PUBLIC_KEY is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("DISCORD_PUBLIC_KEY", c.key)
			t.Setenv("DISCORD_APPLICATION_ID", c.id)
			got, err := discordFromEnv()
			switch {
			case c.missing != "" && (err == nil || !strings.HasPrefix(err.Error(), c.missing)):
				t.Errorf("error %v", err)
			case c.missing == "" && err != nil:
				t.Error(err)
			case (got == nil) != (c.want == nil) || got != nil && *got != *c.want:
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestBrokenEnvFileIsNamed(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, ".env"), []byte("A='open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	place := Place{Root: root}
	if _, _, err := place.mesh(); err == nil || !strings.HasPrefix(err.Error(), ".env") {
		t.Errorf("error %v", err)
	}
}

func TestStatusAndDownOfNothing(t *testing.T) {
	place := &Place{Root: t.TempDir()}
	if err := new(Status).Run(place); err != nil {
		t.Error(err)
	}
	if err := new(Down).Run(place); err != nil {
		t.Error(err)
	}
	if err := (&Logs{Service: "moon"}).Run(place); err == nil || !strings.Contains(err.Error(), "gateway") {
		t.Errorf("logs of no service: %v", err)
	}
}
