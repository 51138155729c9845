package network

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// hidden stands where a secret stood.
const hidden = "<secret>"

// minSecret is the length below which a string is too common to be a secret.
const minSecret = 4

var (
	schemes = regexp.MustCompile(`(?i)\b(bearer|basic|dpop|oauth)\s+[A-Za-z0-9._~+/=-]{8,}`)
	params  = regexp.MustCompile(`(?i)\b((?:access|refresh|id|auth|oauth|session)[_-]?token|token|client[_-]?secret|appsecret_proof|app[_-]?password|password|secret|api[_-]?key|signature|sig|jwt|oauth_verifier|code_verifier)(["']?\s*[=:]\s*["']?)[^\s&"',;}]{4,}`)
	userAt  = regexp.MustCompile(`(://)[^/\s@"]+@`)
)

// Redact returns s without the given secrets in any of their usual spellings,
// and without what looks like a credential.
func Redact(s string, secrets ...string) string {
	for _, sec := range longestFirst(secrets) {
		for _, form := range spellings(sec) {
			s = strings.ReplaceAll(s, form, hidden)
		}
	}
	s = schemes.ReplaceAllString(s, "$1 "+hidden)
	s = params.ReplaceAllString(s, "$1$2"+hidden)
	return userAt.ReplaceAllString(s, "$1"+hidden+"@")
}

func longestFirst(secrets []string) []string {
	return slices.SortedFunc(slices.Values(secrets), func(a, b string) int { return len(b) - len(a) })
}

// spellings are the ways in which a secret turns up in other people's texts.
func spellings(s string) []string {
	if len(s) < minSecret {
		return nil
	}
	all := []string{
		s, url.QueryEscape(s), url.PathEscape(s),
		base64.StdEncoding.EncodeToString([]byte(s)), base64.URLEncoding.EncodeToString([]byte(s)),
		base64.RawURLEncoding.EncodeToString([]byte(s)),
		inJSON(s),
	}
	return longestFirst(all)
}

// inJSON is s as it stands between the quotation marks of a JSON string.
func inJSON(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return s
	}
	return string(b[1 : len(b)-1])
}

// secretParams are the names of query parameters that carry secrets.
var secretParams = regexp.MustCompile(`(?i)(token|secret|password|passwd|apikey|api_key|^key$|^code$|signature|^sig$|proof|verifier|jwt)`)

// secretsOf collects what must not leave a request.
func (c *Client) secretsOf(r Request) []string {
	out := slices.Clone(c.o.Secrets)
	for k, vs := range r.Header {
		switch http.CanonicalHeaderKey(k) {
		case "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "Dpop":
			for _, v := range vs {
				out = append(out, credentials(v)...)
			}
		}
	}
	u, err := url.Parse(r.URL)
	if err != nil {
		return append(out, r.URL)
	}
	if u.User != nil {
		p, _ := u.User.Password()
		out = append(out, u.User.Username(), p)
	}
	for k, vs := range u.Query() {
		if secretParams.MatchString(k) {
			out = append(out, vs...)
		}
	}
	return out
}

// credentials returns the secrets in the value of a header.
func credentials(v string) []string {
	out := []string{v}
	scheme, rest, ok := strings.Cut(v, " ")
	if !ok {
		return out
	}
	out = append(out, strings.TrimSpace(rest))
	if strings.EqualFold(scheme, "Basic") {
		if b, err := base64.StdEncoding.DecodeString(rest); err == nil {
			user, pass, _ := strings.Cut(string(b), ":")
			out = append(out, string(b), user, pass)
		}
	}
	return out
}

// line makes one line of at most n bytes of s that cannot forge another.
func line(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, "\ufffd"))
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
