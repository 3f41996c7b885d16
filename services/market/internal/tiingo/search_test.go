package tiingo

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
)

const searchAnswer = `[
{"name":"New &amp; Young\nCompany","ticker":"NEWCO","permaTicker":"US000000000001","openFIGIComposite":"BBG000000001","assetType":"Stock","isActive":true,"countryCode":"US"},
{"name":"New Young Company, Class B","ticker":"newc-b","assetType":"Stock","isActive":true,"countryCode":"US"},
{"name":"The same again","ticker":"NEWCO","assetType":"Stock","isActive":true,"countryCode":"US"},
{"name":"Gone","ticker":"GONE","assetType":"Stock","isActive":false,"countryCode":"US"},
{"name":"Far away","ticker":"600519","assetType":"Stock","isActive":true,"countryCode":"CN"},
{"name":"A fund of once a day","ticker":"NEWCX","assetType":"Mutual Fund","isActive":true,"countryCode":"US"},
{"name":"","ticker":"NONAME","assetType":"Stock","isActive":true,"countryCode":"US"},
{"name":"No symbol","ticker":"?","assetType":"Stock","isActive":true,"countryCode":"US"},
{"name":null,"ticker":null}]`

func TestSearch(t *testing.T) {
	feed := New(remotetest.Serve(t, map[string]string{"/tiingo/utilities/search": searchAnswer}).URL, "key", clock)
	found, err := feed.Search(t.Context(), "newc")
	want := []directory.Listing{{Symbol: "NEWCO", Name: "New & Young Company"}, {Symbol: "NEWC.B", Name: "New Young Company, Class B"}}
	if err != nil || !reflect.DeepEqual(found, want) {
		t.Errorf("%+v, %v", found, err)
	}
	empty := New(remotetest.Serve(t, map[string]string{"/tiingo/utilities/search": `[]`}).URL, "key", clock)
	if found, err := empty.Search(t.Context(), "newc"); err != nil || len(found) != 0 {
		t.Errorf("nothing: %+v, %v", found, err)
	}
}

func TestFaultsOfSearch(t *testing.T) {
	for _, fault := range remotetest.Faults() {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		if _, err := New(fault.Serve(t).URL, "key", clock).Search(ctx, "newc"); !fault.Is(err) {
			t.Errorf("%s: %v", fault.Name, err)
		}
		cancel()
	}
}

func FuzzSearch(f *testing.F) {
	f.Add(searchAnswer)
	f.Fuzz(func(t *testing.T, text string) {
		var rows []asset
		if json.Unmarshal([]byte(text), &rows) != nil {
			return
		}
		for _, row := range rows {
			if l, ok := row.listing(); ok && (l.Symbol == "" || l.Name == "") {
				t.Fatalf("%+v", l)
			}
		}
	})
}
