package identity

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/bwmarrin/discordgo"
)

func TestLoadMakesAPrivateFileOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "key")
	first, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v, %v", info, err)
	}
	again, err := Load(path)
	if err != nil || again.PublicKey() != first.PublicKey() {
		t.Fatalf("second load gave another key, %v", err)
	}
}

func TestLoadRefusesWhatIsNoSeed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	for _, text := range []string{"", "zz", "00ff", string(bytes.Repeat([]byte("0"), 66))} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err == nil {
			t.Errorf("%q was taken for a seed", text)
		}
	}
}

// discordgo's own verifier is the oracle of our signatures.
func TestSignatureIsWhatOthersVerify(t *testing.T) {
	id, err := Load(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	key, _ := hex.DecodeString(id.PublicKey())
	body := []byte(`{"type":1,"note":"é\u00e9"}`)
	for name, sent := range map[string][]byte{"same": body, "altered": append([]byte(" "), body...)} {
		r, _ := http.NewRequest(http.MethodPost, "/", bytes.NewReader(sent))
		r.Header.Set("X-Signature-Ed25519", id.Sign("1700000000", body))
		r.Header.Set("X-Signature-Timestamp", "1700000000")
		if got := discordgo.VerifyInteraction(r, ed25519.PublicKey(key)); got != (name == "same") {
			t.Errorf("%s body: verified %v", name, got)
		}
	}
}
