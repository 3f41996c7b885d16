package main

// commandLine is what the gateway can be asked to do.
type commandLine struct {
	Serve    config     `cmd:"" default:"withargs" help:"Answer interactions; this is done when no command is named."`
	Record   recording  `cmd:"" help:"Answer interactions and record them, for the simulator to replay."`
	Commands registered `cmd:"" help:"Compare and change the commands registered with Discord."`
	Doctor   diagnose   `cmd:"" help:"Look for the commonest trouble and say what to change; the exit status is 1 when there is some."`
}
