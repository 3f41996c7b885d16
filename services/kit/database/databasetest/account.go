package databasetest

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// home makes a directory and says who runs a server in it. PostgreSQL refuses
// to run as root, so that root lends it another account.
func home() (string, *syscall.SysProcAttr, error) {
	// Short, because a socket's path may have 107 bytes.
	dir, err := os.MkdirTemp("", "postgres")
	if err != nil {
		return "", nil, err
	}
	// A group of its own keeps Ctrl-C from reaching the guard before its time.
	attributes := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return dir, attributes, nil
	}
	account, err := unprivileged()
	if err == nil {
		err = os.Chown(dir, int(account.Uid), int(account.Gid))
	}
	if err != nil {
		return "", nil, errors.Join(err, os.Remove(dir))
	}
	attributes.Credential = account
	return dir, attributes, nil
}

func unprivileged() (*syscall.Credential, error) {
	account, err := user.Lookup("postgres")
	if err != nil {
		account, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("account %s: %w", account.Username, err)
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("account %s: %w", account.Username, err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
