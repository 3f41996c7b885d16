package database

import (
	"database/sql/driver"

	"github.com/pressly/goose/v3"
)

// engine is what the databases differ in.
type engine struct {
	// system is the name OpenTelemetry has for the engine.
	system    string
	connector driver.Connector
	// connections bounds the pool.
	connections int
	// oneWriter makes writers of this process wait in a line, because the
	// engine lets one in at a time and has no line of its own.
	oneWriter bool
	// collided reports whether a transaction failed only because of others.
	collided func(error) bool

	dialect goose.Dialect
	options []goose.ProviderOption
	// schema is made before the tables. Empty for engines without any.
	schema string
}
