package edgar

import (
	"strings"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// items are those of Form 8-K, the weightiest first:
// https://www.sec.gov/files/form8-k.pdf
var items = []struct {
	number string
	kind   provider.Kind
	what   string
}{
	{"4.02", provider.Restatement, "earlier statements are not to be relied on"},
	{"1.03", provider.Filing, "bankruptcy or receivership"},
	{"3.01", provider.Filing, "notice of delisting"},
	{"2.02", provider.Results, "results of operations"},
	{"2.01", provider.Agreement, "acquisition or sale completed"},
	{"1.01", provider.Agreement, "material agreement"},
	{"1.02", provider.Agreement, "material agreement ended"},
	{"2.05", provider.Restructuring, "restructuring"},
	{"2.06", provider.Restructuring, "material impairment"},
	{"3.02", provider.Offering, "unregistered sale of shares"},
	{"5.01", provider.Stake, "change in control"},
	{"5.02", provider.Officers, "directors or officers change"},
	{"1.05", provider.Disclosure, "cybersecurity incident"},
	{"2.03", provider.Filing, "new financial obligation"},
	{"4.01", provider.Filing, "change of auditor"},
	{"7.01", provider.Disclosure, "disclosure"},
	{"8.01", provider.Disclosure, "other events"},
	{"5.07", provider.Filing, "votes of shareholders"},
}

// forms are the other ones that move prices, by the beginning of their names.
var forms = []struct {
	prefix string
	kind   provider.Kind
	what   string
}{
	{"10-K", provider.Report, "annual report"},
	{"10-Q", provider.Report, "quarterly report"},
	{"20-F", provider.Report, "annual report"},
	{"40-F", provider.Report, "annual report"},
	{"NT 10-", provider.Filing, "report will be late"},
	{"6-K", provider.Filing, "report of a foreign company"},
	{"424B", provider.Offering, "prospectus of an offering"},
	{"S-1", provider.Offering, "registration of shares"},
	{"S-3", provider.Offering, "registration of shares"},
	{"F-1", provider.Offering, "registration of shares"},
	{"F-3", provider.Offering, "registration of shares"},
	{"SC 13D", provider.Stake, "stake of more than 5 percent"},
	{"SC 13G", provider.Stake, "passive stake of more than 5 percent"},
	{"SCHEDULE 13D", provider.Stake, "stake of more than 5 percent"},
	{"SCHEDULE 13G", provider.Stake, "passive stake of more than 5 percent"},
}

// meaning is what a filing says, and whether that moves prices.
func (f filing) meaning() (kind provider.Kind, what string, ok bool) {
	form := strings.TrimSuffix(f.form, "/A") // an amendment
	switch form {
	case "8-K":
		kind, what = meaningOfItems(f.items)
		return kind, what, true
	case "4":
		return provider.Insider, "an insider bought or sold", true
	}
	for _, known := range forms {
		if strings.HasPrefix(form, known.prefix) {
			return known.kind, known.what, true
		}
	}
	return 0, "", false
}

// meaningOfItems is the kind of the weightiest item, and all that are known.
func meaningOfItems(list string) (provider.Kind, string) {
	kind := provider.Filing
	var whats []string
	for _, item := range items {
		for number := range strings.SplitSeq(list, ",") {
			if strings.TrimSpace(number) == item.number {
				if len(whats) == 0 {
					kind = item.kind
				}
				whats = append(whats, item.what)
			}
		}
	}
	if len(whats) == 0 {
		return kind, "current report"
	}
	return kind, strings.Join(whats, ", ")
}
