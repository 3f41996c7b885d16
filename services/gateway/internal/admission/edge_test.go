package admission

import (
	"bytes"
	"encoding/hex"
	"math/big"
	"net/http"
	"slices"
	"testing"
	"time"

	"filippo.io/edwards25519"
)

// smallOrder are encodings of points whose order divides 8, as listed by
// Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs" (2020), table 6:
// the eight points and the spellings of some that are not canonical.
var smallOrder = []string{
	"0100000000000000000000000000000000000000000000000000000000000000",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"0000000000000000000000000000000000000000000000000000000000000080",
	"0000000000000000000000000000000000000000000000000000000000000000",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
	"0100000000000000000000000000000000000000000000000000000000000080",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
}

func TestWeakKeysAreRefused(t *testing.T) {
	for _, key := range append(smallOrder, "0200000000000000000000000000000000000000000000000000000000000000") {
		if _, err := ParseKeys(key); err == nil {
			t.Errorf("%s is taken as a key", key)
		}
	}
}

// order is that of the base point, in little-endian bytes.
func order() []byte {
	l, _ := new(big.Int).SetString("7237005577332262213973186563042994240857116359379907606001950938285454250989", 10)
	b := l.FillBytes(make([]byte, 32))
	slices.Reverse(b)
	return b
}

// TestMalleatedSignatures changes a true signature in the ways that lenient
// verifiers take for true as well.
func TestMalleatedSignatures(t *testing.T) {
	s, body := newSigner(t, 1), []byte("{}")
	header := s.headers(time.Now(), body)
	raw, _ := hex.DecodeString(header.Get(SignatureHeader))
	r, scalar := raw[:32], raw[32:]
	changed := map[string][]byte{
		"S plus the order":  append(slices.Clone(r), plus(scalar, order())...),
		"S with a high bit": append(slices.Clone(r), plus(scalar, append(make([]byte, 31), 0x20))...),
		"S is zero":         append(slices.Clone(r), make([]byte, 32)...),
		"S is the order":    append(slices.Clone(r), order()...),
		"R negated":         append(negated(t, r), scalar...),
		"all zero":          make([]byte, 64),
		"swapped halves":    append(slices.Clone(scalar), r...),
		"63 bytes":          raw[:63],
		"65 bytes":          append(slices.Clone(raw), 0),
		"128 bytes":         append(slices.Clone(raw), raw...),
	}
	for _, point := range smallOrder {
		p, _ := hex.DecodeString(point)
		changed["small R "+point] = append(slices.Clone(p), scalar...)
		changed["small R, no S "+point] = append(slices.Clone(p), make([]byte, 32)...)
	}
	for name, signature := range changed {
		header.Set(SignatureHeader, hex.EncodeToString(signature))
		if verdictOf(s, header, body).why == admitted {
			t.Errorf("%s is admitted", name)
		}
	}
	header.Set(SignatureHeader, hex.EncodeToString(raw))
	if v := verdictOf(s, header, body); v.why != admitted {
		t.Errorf("the true signature: %s", v.why)
	}
}

func verdictOf(s signer, header http.Header, body []byte) verdict {
	claim, why := readHeaders(header)
	if why != admitted {
		return verdict{why: why}
	}
	return judge(s.ring(), claim, body, time.Now(), 0)
}

// plus adds two little-endian numbers of 32 bytes.
func plus(a, b []byte) []byte {
	sum, carry := make([]byte, 32), 0
	for i := range sum {
		n := int(a[i]) + int(b[i]) + carry
		sum[i], carry = byte(n), n>>8
	}
	return sum
}

func negated(t *testing.T, point []byte) []byte {
	t.Helper()
	p, err := new(edwards25519.Point).SetBytes(point)
	if err != nil {
		t.Fatal(err)
	}
	return new(edwards25519.Point).Negate(p).Bytes()
}

func FuzzJudge(f *testing.F) {
	s := newSigner(f, 1)
	good := s.headers(time.Now(), []byte("{}"))
	f.Add(good.Get(SignatureHeader), good.Get(TimestampHeader), []byte("{ }"))
	f.Add("00", "1", []byte("{}"))
	f.Fuzz(func(t *testing.T, signature, timestamp string, body []byte) {
		if bytes.Equal(body, []byte("{}")) {
			t.Skip("the one body that was signed")
		}
		header := http.Header{SignatureHeader: {signature}, TimestampHeader: {timestamp}}
		if verdictOf(s, header, body).why == admitted {
			t.Fatal("a made-up signature was admitted")
		}
	})
}
