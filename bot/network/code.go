package network

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// AuthorizationCode finds the code (RFC 6749, 4.1.2) in what a person brought back from
// a network's page: the address at which the browser ended, or the code by itself.
// state is that of the invitation, and page how the person knows the page: "X's page".
// The error is a sentence for the person.
func AuthorizationCode(answer, state, page string) (string, error) {
	answer = strings.TrimSpace(answer)
	if !strings.Contains(answer, "code=") && !strings.Contains(answer, "error=") {
		if answer == "" || len(answer) > 2000 || strings.ContainsAny(answer, " \t\r\n?&=") || strings.Contains(answer, "://") {
			return "", errors.New("there is no code in this. Paste the whole address at which the browser ended")
		}
		return answer, nil
	}
	_, query, _ := strings.Cut(answer, "?")
	query, _, _ = strings.Cut(query, "#")
	q, err := url.ParseQuery(query)
	switch {
	case err != nil:
		return "", errors.New("this is not an address. Paste the whole address at which the browser ended")
	case q.Get("error") == "access_denied":
		return "", fmt.Errorf("access was refused on %s. Begin again, and allow it", page)
	case q.Get("error") != "":
		return "", fmt.Errorf("the network's page answered %.60q. Begin again", q.Get("error"))
	case q.Has("state") && q.Get("state") != state:
		return "", errors.New("this address belongs to another attempt to connect. Begin again")
	case q.Get("code") == "":
		return "", errors.New("there is no code in this address. Paste the whole address at which the browser ended")
	default:
		return q.Get("code"), nil
	}
}
