package install

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	api "github.com/slack-go/slack"
)

// connected looks at the way from Slack to the program.
func (e *examination) connected(ctx context.Context) bool {
	if e.in.URL != "" {
		e.called(ctx)
	} else {
		e.socket(ctx)
	}
	return true
}

// aboutSocket names the findings about Socket Mode.
const aboutSocket = "socket mode"

// makeToken is how an app-level token is made.
const makeToken = appPage + " > Basic Information > App-Level Tokens > Generate Token and Scopes, with the scope connections:write; put it into app_token_file."

// socket looks whether the program can connect to Slack.
func (e *examination) socket(ctx context.Context) {
	e.sameApp(ctx)
	_, address, err := e.api.StartSocketModeContext(ctx)
	switch code := said(err); {
	case code == "invalid_auth" || code == "not_authed" || code == "token_revoked" || code == "account_inactive":
		e.Bad(aboutSocket, "Make a new one: "+makeToken, "Slack does not take the app-level token (%s): it was revoked, or the app deleted.", code)
	case code == "missing_scope" || code == "no_permission":
		e.Bad(aboutSocket, "Make another one: "+makeToken, "The app-level token lacks the scope connections:write.")
	case code == "not_allowed_token_type":
		e.Bad(aboutSocket, "Use the one that begins with xapp-: "+makeToken, "What the configuration calls the app-level token is a token of another kind.")
	case err != nil:
		e.Bad(aboutSocket, "Look at "+appPage+" > Socket Mode: it must be on. Then do it again.", "No connection can be asked for: %s.", because(err))
	case e.in.Running:
		e.OK(aboutSocket, "Slack gives connections; whether the program has one is said above under program.")
	default:
		e.hello(ctx, address)
	}
}

// sameApp looks whether both tokens are of one app. Otherwise what Slack sends
// goes elsewhere. An app-level token names its app.
func (e *examination) sameApp(ctx context.Context) {
	parts := strings.Split(e.in.AppToken, "-")
	if len(parts) < 3 || !strings.HasPrefix(parts[2], "A") {
		return
	}
	b, err := e.api.GetBotInfoContext(ctx, api.GetBotInfoParameters{Bot: e.me.BotID, TeamID: e.in.Workspace})
	if err != nil || b.AppID == "" || b.AppID == parts[2] {
		return
	}
	e.Bad(aboutSocket, "Take both from one app: "+appPage+" > OAuth & Permissions, and > Basic Information > App-Level Tokens.",
		"The bot's token is of the app %s, and the app-level token of another, %s, so nothing that officers do arrives.", b.AppID, parts[2])
}

// helloTime bounds the wait for the first word on a connection.
const helloTime = 20 * time.Second

// hello opens a connection and waits for Slack's first word on it. It is closed
// at once: what Slack would send on it would be lost.
func (e *examination) hello(ctx context.Context, address string) {
	const firewall = "Let this machine reach wss-primary.slack.com, wss-backup.slack.com and what else is below slack.com, on port 443, and let websockets through the proxy."
	ctx, stop := context.WithTimeout(ctx, helloTime)
	defer stop()
	d := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: helloTime}
	if t, ok := e.in.Transport.(*http.Transport); ok {
		d.Proxy, d.NetDialContext, d.TLSClientConfig = t.Proxy, t.DialContext, t.TLSClientConfig
	}
	conn, resp, err := d.DialContext(ctx, address, nil)
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
	if err != nil {
		e.Bad(aboutSocket, firewall, "Slack gives connections, but none can be opened: %s.", cannot(err, "Slack's websocket"))
		return
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	defer func() { _ = conn.Close() }()
	var first struct {
		Type           string `json:"type"`
		Reason         string `json:"reason"`
		NumConnections int    `json:"num_connections"`
	}
	if err := conn.ReadJSON(&first); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		e.Bad(aboutSocket, firewall, "A connection was opened, but Slack says nothing on it: %s.", cannot(err, "Slack's websocket"))
		return
	}
	_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Time{}) // Out of politeness.
	switch {
	case first.Type == "disconnect" && first.Reason == "link_disabled":
		e.Bad(aboutSocket, appPage+" > Socket Mode > Enable Socket Mode; or write mode: http.", "Socket Mode is switched off in the app.")
	case first.Type != "hello":
		e.Bad(aboutSocket, again, "A connection was opened, and Slack began it with %q instead of hello.", first.Type)
	case first.NumConnections > 1:
		e.Warn(aboutSocket, "End the other program, or make an app for each: Slack gives each event to one connection only.", "Slack says hello, and that %d other programs are connected with this app.", first.NumConnections-1)
	default:
		e.OK(aboutSocket, "A connection was opened, and Slack says hello.")
	}
}

// called looks whether the program answers at the public address. It is told in
// Slack's own way, signed with the same secret.
func (e *examination) called(ctx context.Context) {
	const about = "calls"
	status, answer, challenge, err := e.call(ctx)
	where := e.in.URL + pathEvents
	switch {
	case !e.in.Running && (err != nil || status >= http.StatusInternalServerError || status == http.StatusNotFound):
		e.Warn(about, "Start it, and do this again.", "Nothing answers at %s, since the program does not run.", where)
	case err != nil:
		e.Bad(about, "Look at the name, the certificate and the proxy that stand for slack.url, from outside, too.", "The program is not reached at %s: %s.", e.in.URL, cannot(err, e.in.URL))
	case status == http.StatusOK && strings.Contains(answer, challenge):
		e.OK(about, "The program answers at %s, and takes what is signed with the signing secret. Whether Slack gets there says %s > Event Subscriptions.", e.in.URL, appPage)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		e.Bad(about, "Restart the program if the secret was changed. Otherwise let the proxy pass the headers X-Slack-Signature and X-Slack-Request-Timestamp and the body on as they are, and ask for no password.",
			"What answers at %s refuses what is signed with the signing secret (status %d).", where, status)
	case status >= http.StatusInternalServerError:
		e.Bad(about, "Let the proxy pass /slack/ on to slack.listen, and look at its log.", "The proxy at %s does not get to the program (status %d).", e.in.URL, status)
	default:
		e.Bad(about, "Let the proxy pass /slack/ on to slack.listen, with POST and bodies of up to 1 MB.", "What answers at %s is not the program (status %d).", where, status)
	}
}

// call asks the program to repeat a word, as Slack does before it sends anything.
func (e *examination) call(ctx context.Context) (status int, answer, challenge string, err error) {
	challenge = rand.Text()
	body, err := json.Marshal(map[string]string{"type": "url_verification", "challenge": challenge})
	if err != nil {
		return 0, "", "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.in.URL+pathEvents, bytes.NewReader(body))
	if err != nil {
		return 0, "", "", err
	}
	at := strconv.FormatInt(e.in.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(e.in.SigningSecret))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", at, body) // never fails (hash.Hash)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Slack-Request-Timestamp", at)
	req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	c := e.client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := c.Do(req)
	if err != nil {
		return 0, "", "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return resp.StatusCode, string(b), challenge, err
}
