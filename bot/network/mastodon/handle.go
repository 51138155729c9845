package mastodon

import "regexp"

// What a server takes for a mention (Account::MENTION_RE of Mastodon 4.5): a
// name, and the domain where it is not the server's own.
var (
	aHandle = regexp.MustCompile(`^@[\p{L}\p{N}_]+([.-]+[\p{L}\p{N}_]+)*(@[\p{L}\p{N}][\p{L}\p{N}.-]*(:\d+)?)?$`)
	handles = regexp.MustCompile(`@[\p{L}\p{N}_]+([.-]+[\p{L}\p{N}_]+)*(@[\p{L}\p{N}]+([.-]+[\p{L}\p{N}]+)*(:\d+)?)?`)
)
