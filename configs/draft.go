package configs

// A Draft is a configuration that a tool is about to complete: secrets that it
// names may be missing still.
type Draft struct {
	Config
	// Files are the files that secrets are to be in, by their setting:
	// "mattermost.token_file".
	Files map[string]string
}

// LoadDraft is Load for a file whose secrets may be missing. A secret that is
// there and cannot be used is an error all the same.
func LoadDraft(path string, networks ...Network) (Draft, error) {
	data, err := readFile(path)
	if err != nil {
		return Draft{}, err
	}
	return ParseDraft(path, data, networks...)
}

// ReadSecret reads a secret from a file as the configuration does: one that
// everybody on the machine can read or change is refused.
func ReadSecret(path string) (Secret, error) {
	v, err := readSecret(path)
	if err != nil {
		return Secret{}, err
	}
	return Secret{&v}, nil
}

// ParseDraft is LoadDraft for a file that has been read already.
func ParseDraft(name string, data []byte, networks ...Network) (Draft, error) {
	files := map[string]string{}
	c, err := read(name, data, files, networks)
	return Draft{c, files}, err
}
