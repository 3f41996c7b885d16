// Package rules says what Discord would refuse. It knows Discord's documented
// limits and shapes and nothing about the mesh: it is a check of the gateway
// from outside.
package rules

import "fmt"

// Violation is one thing Discord would not take as it is.
type Violation struct {
	// Path leads to the value, such as "embeds[0].title"; empty for the whole.
	Path string `json:"path"`
	// Code is Discord's name of the fault, such as BASE_TYPE_MAX_LENGTH.
	Code string `json:"code"`
	// Text says it in plain words.
	Text string `json:"text"`
	// Note marks what Discord takes, but what should not be sent.
	Note bool `json:"note"`
}

// The codes of violations, in Discord's spelling where it has one.
const (
	CodeRequired      = "BASE_TYPE_REQUIRED"
	CodeMaxLength     = "BASE_TYPE_MAX_LENGTH"
	CodeLength        = "BASE_TYPE_BAD_LENGTH"
	CodeType          = "BASE_TYPE_BAD_TYPE"
	CodeChoices       = "BASE_TYPE_CHOICES"
	CodeInteger       = "NUMBER_TYPE_COERCE"
	CodeRange         = "NUMBER_TYPE_RANGE"
	CodeSnowflake     = "NUMBER_TYPE_COERCE"
	CodeURL           = "URL_TYPE_INVALID_URL"
	CodeUnknown       = "UNKNOWN_KEY"
	CodeDuplicate     = "COMPONENT_CUSTOM_ID_DUPLICATED"
	CodeLayout        = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
	CodeCallback      = "INTERACTION_CALLBACK_TYPE_INVALID"
	CodeEmpty         = "MESSAGE_EMPTY"
	CodeFile          = "ATTACHMENT_NOT_FOUND"
	CodeJSON          = "INVALID_JSON"
	CodeMentions      = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
	CodeFlags         = "MESSAGE_FLAGS_INVALID"
	CodeHTTP          = "HTTP_RESPONSE_INVALID"
	CodeV2            = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
	CodeEndpoint      = "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID"
	CodeName          = "APPLICATION_COMMAND_INVALID_NAME"
	CodeCommandName   = "APPLICATION_COMMANDS_DUPLICATE_NAME"
	CodeCommandSize   = "APPLICATION_COMMAND_TOO_LARGE"
	CodeRequiredOrder = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
	CodeOptionMix     = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
	CodeOptionValue   = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
	CodeFiles         = "MESSAGE_TOO_MANY_ATTACHMENTS"
	// CodeMentionsMissing is the mesh's own rule: every message says who is
	// pinged.
	CodeMentionsMissing = "no_allowed_mentions"
	CodeDeprecated      = "FOLLOW_UP_BEFORE_EDIT"
)

// Refused reports whether any violation is more than a note.
func Refused(found []Violation) bool {
	for _, v := range found {
		if !v.Note {
			return true
		}
	}
	return false
}

// checker gathers violations while a body is walked.
type checker struct{ found []Violation }

func (c *checker) refuse(path, code, format string, args ...any) {
	c.found = append(c.found, Violation{Path: path, Code: code, Text: fmt.Sprintf(format, args...)})
}

func (c *checker) note(path, code, text string) {
	c.found = append(c.found, Violation{Path: path, Code: code, Text: text, Note: true})
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func at(path string, index int) string { return fmt.Sprintf("%s[%d]", path, index) }
