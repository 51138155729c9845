package configs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// hidden stands for a secret wherever one would be printed.
const hidden = "<secret>"

// Secret is a value that is never printed. It comes from a file or from the
// environment, never from the configuration itself: a field tagged "token" is
// set with token_file or token_env. The zero value is no secret.
type Secret struct {
	// A pointer, because fmt prints unexported fields without asking their
	// methods.
	value *string
}

// A SecretTaker is a field that is filled in like a Secret. It lets a network's
// own settings have secrets without importing this package.
type SecretTaker interface {
	// TakeSecret receives the value.
	TakeSecret(value string)
}

var _ SecretTaker = (*Secret)(nil)

// TakeSecret implements SecretTaker.
func (s *Secret) TakeSecret(value string) { s.value = &value }

// Reveal returns the value, for the one call that needs it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsSet reports whether there is a value.
func (s Secret) IsSet() bool { return s.value != nil }

// IsZero reports whether there is no value, so that a printed configuration can
// leave the setting out.
func (s Secret) IsZero() bool { return s.value == nil }

// String implements fmt.Stringer without the value.
func (Secret) String() string { return hidden }

// GoString implements fmt.GoStringer without the value.
func (Secret) GoString() string { return hidden }

// Format implements fmt.Formatter, so that no verb prints the value.
func (Secret) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, hidden) } // Formatters cannot report errors.

// MarshalText implements encoding.TextMarshaler without the value.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// MarshalJSON implements json.Marshaler without the value.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// MarshalYAML prints the secret in a configuration without the value.
func (Secret) MarshalYAML() (any, error) { return hidden, nil }

// LogValue implements slog.LogValuer without the value.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// maxSecret is far above every token and key.
const maxSecret = 64 << 10

// readSecret returns a file's content without its last line break. The error is
// a sentence that names the file and never its content.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("there is no file %q; create it with the secret as its only line", path)
	case err != nil:
		return "", fmt.Errorf("the secret file cannot be looked at: %w", err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%q is not a regular file; put the secret into one", path)
	case info.Mode().Perm()&0o007 != 0 && runtime.GOOS != "windows":
		return "", fmt.Errorf("everybody on this machine can read or change %q (mode %04o); close it with: chmod o= %s",
			path, info.Mode().Perm(), path)
	case info.Size() > maxSecret:
		return "", fmt.Errorf("%q has %d bytes; more than %d is not a secret", path, info.Size(), maxSecret)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the secret file cannot be read: %w", err)
	}
	b = bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
	if strings.TrimSpace(string(b)) == "" {
		return "", fmt.Errorf("%q is empty; put the secret into it", path)
	}
	return string(b), nil
}

// envSecret returns the value of an environment variable.
func envSecret(name string) (string, error) {
	v := strings.TrimSuffix(strings.TrimSuffix(os.Getenv(name), "\n"), "\r")
	if strings.TrimSpace(v) == "" {
		return "", fmt.Errorf("the environment variable %q is not set or empty", name)
	}
	return v, nil
}

// secretKey splits the key of a secret into its name and how it is given: by
// "file", by "env", or "" for the secret itself, which is refused.
func secretKey(key string, secrets map[string]SecretTaker) (name, how string, ok bool) {
	for name := range secrets {
		switch key {
		case name:
			return name, "", true
		case name + "_file":
			return name, "file", true
		case name + "_env":
			return name, "env", true
		}
	}
	return "", "", false
}

// secret fills in a secret from the file or the variable that e names. No error
// repeats what e holds unless it is a name.
func (d *decoder) secret(e entry, path, how string, into SecretTaker) {
	d.places[path] = e.under
	if how == "" {
		d.report(e.at, path, fmt.Sprintf("a secret must not stand in the configuration. Put it into a file and write %s_file: PATH, or into an environment variable and write %s_env: NAME. If this one was real, replace it where it was issued.", e.key, e.key))
		return
	}
	n, ok := e.value.(*ast.StringNode)
	if !ok {
		d.report(e.under, path, "expected a name, found "+kindOf(e.value)+".")
		return
	}
	var value string
	var err error
	if how == "file" {
		value, err = readSecret(d.inDir(n.Value))
		if d.drafts != nil {
			d.drafts[path] = d.inDir(n.Value)
			if _, gone := os.Stat(d.inDir(n.Value)); errors.Is(gone, fs.ErrNotExist) {
				return
			}
		}
	} else {
		value, err = envSecret(n.Value)
	}
	if err != nil {
		d.report(e.under, path, err.Error()+".")
		return
	}
	into.TakeSecret(value)
}

// inDir resolves a path that the file names.
func (d *decoder) inDir(p string) string {
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(d.dir, p)
}
