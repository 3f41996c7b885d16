package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// different is the status of a plan that is not empty.
const different = service.Exit(2)

// registered groups what can be done with the commands Discord has.
type registered struct {
	bot `embed:""`

	Plan   planCommands   `cmd:"" help:"Show what apply would change; the exit status is 2 when that is something."`
	Apply  applyCommands  `cmd:"" help:"Make Discord's commands those of this program, changing only what differs."`
	List   listCommands   `cmd:"" help:"List the commands Discord has."`
	Delete deleteCommands `cmd:"" help:"Delete a command from Discord."`
}

// plan compares and prints the difference.
func (r *registered) plan(ctx context.Context) (*registration.Registry, registration.Plan, error) {
	registry, err := r.registry()
	if err != nil {
		return nil, registration.Plan{}, err
	}
	want, err := wanted()
	if err != nil {
		return nil, registration.Plan{}, err
	}
	plan, err := registry.Plan(ctx, want)
	if err == nil {
		fmt.Print(plan)
	}
	return registry, plan, err
}

type planCommands struct{}

// Run prints the plan.
func (*planCommands) Run(ctx context.Context, group *registered) error {
	_, plan, err := group.plan(ctx)
	if err == nil && !plan.Empty() {
		return different
	}
	return err
}

type applyCommands struct {
	Yes bool `help:"Do not ask."`
}

// Run prints the plan, asks and applies it.
func (c *applyCommands) Run(ctx context.Context, group *registered) error {
	registry, plan, err := group.plan(ctx)
	if err != nil || plan.Empty() {
		return err
	}
	if !c.Yes && !agreed(os.Stdin, os.Stdout) {
		return errors.New("nothing was changed; answer yes, or pass --yes")
	}
	return registry.Apply(ctx, plan, tell)
}

type listCommands struct{}

// Run prints id, name and description of each command.
func (*listCommands) Run(ctx context.Context, group *registered) error {
	registry, err := group.registry()
	if err != nil {
		return err
	}
	list, err := registry.List(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, command := range list {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", command.ID, command.Label(), command.Description)
	}
	return table.Flush()
}

type deleteCommands struct {
	Name string `arg:"" help:"Name of the command, such as check."`
}

// Run deletes the command.
func (c *deleteCommands) Run(ctx context.Context, group *registered) error {
	registry, err := group.registry()
	if err != nil {
		return err
	}
	return registry.Remove(ctx, strings.TrimPrefix(c.Name, "/"), tell)
}

func tell(step registration.Step) { fmt.Printf("%s %s: done\n", step.Action, step.Label) }

// agreed asks whether to go on. No answer is a no.
func agreed(in io.Reader, out io.Writer) bool {
	_, _ = io.WriteString(out, "Apply this? Type yes: ")
	answer, _ := bufio.NewReader(in).ReadString('\n')
	return strings.EqualFold(strings.TrimSpace(answer), "yes")
}
