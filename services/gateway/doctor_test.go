package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeysOfOneApplication(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, []byte("# ours\n7 aa\n8\tbb, cc\n9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		d    diagnose
		want string
		fail string
	}{
		"variable":       {diagnose{verification: verification{PublicKey: "aa"}}, "aa", ""},
		"file":           {diagnose{verification: verification{KeysFile: path}, bot: bot{application: application{ApplicationID: "7"}}}, "aa", ""},
		"two keys":       {diagnose{verification: verification{KeysFile: path}, bot: bot{application: application{ApplicationID: "8"}}}, "bb,cc", ""},
		"no keys":        {diagnose{verification: verification{KeysFile: path}, bot: bot{application: application{ApplicationID: "9"}}}, "", "DISCORD_APPLICATION_ID"},
		"no application": {diagnose{verification: verification{KeysFile: path}}, "", "DISCORD_APPLICATION_ID"},
		"no file":        {diagnose{verification: verification{KeysFile: path + "x"}}, "", "DISCORD_KEYS_FILE"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.d.publicKeys()
			if got != c.want || (err != nil) != (c.fail != "") || err != nil && !strings.HasPrefix(err.Error(), c.fail) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}
