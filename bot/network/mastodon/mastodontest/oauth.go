package mastodontest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

type app struct {
	id, secret, name string
	redirects        []string
	scopes           []string
}

// grant is what an account agreed to.
type grant struct {
	*account
	app                 *app
	redirect, challenge string
	scopes              string
}

func (s *Server) metadata(_ *token, r *http.Request) (int, any) {
	base := "http://" + r.Host
	return http.StatusOK, object{
		"issuer": base + "/", "authorization_endpoint": base + "/oauth/authorize", "token_endpoint": base + "/oauth/token",
		"revocation_endpoint": base + "/oauth/revoke", "userinfo_endpoint": base + "/oauth/userinfo", "app_registration_endpoint": base + "/api/v1/apps",
		"service_documentation": "https://docs.joinmastodon.org/", "response_modes_supported": []string{"query", "fragment", "form_post"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"scopes_supported":                      strings.Fields("profile read write " + All), "response_types_supported": []string{"code"},
		"grant_types_supported": []string{"authorization_code", "client_credentials"}, "code_challenge_methods_supported": []string{"S256"},
	}
}

func (s *Server) register(_ *token, r *http.Request) (int, any) {
	var in struct {
		Name      string `json:"client_name"`
		Redirects any    `json:"redirect_uris"`
		Scopes    string `json:"scopes"`
		Website   string `json:"website"`
	}
	if err := decode(r, &in); err != nil {
		return strict("%v", err)
	}
	a := &app{id: "client-" + s.id(), secret: "client-secret-" + s.id(), name: in.Name, scopes: strings.Fields(in.Scopes)}
	switch v := in.Redirects.(type) {
	case string:
		a.redirects = []string{v}
	case []any:
		if s.o.Kind != Mastodon {
			return problem(422, "Validation failed: Redirect URI can't be blank")
		}
		for _, u := range v {
			a.redirects = append(a.redirects, fmt.Sprint(u))
		}
	}
	if a.name == "" || len(a.redirects) == 0 {
		return problem(422, "Validation failed: Application name can't be blank")
	}
	for _, sc := range a.scopes {
		if !slices.Contains(strings.Fields("profile read write "+All), sc) {
			return problem(422, "Validation failed: Scopes doesn't match configured on the server.")
		}
	}
	s.apps[a.id] = a
	return http.StatusOK, object{
		"id": s.id(), "name": a.name, "website": nil, "scopes": a.scopes, "redirect_uri": strings.Join(a.redirects, "\n"),
		"redirect_uris": a.redirects, "client_id": a.id, "client_secret": a.secret, "client_secret_expires_at": 0, "vapid_key": "",
	}
}

// Consent opens a page of /oauth/authorize as the person of an account would,
// who agrees. It returns the address at which the browser ends, or the code
// where the page shows one.
func (s *Server) Consent(name, page string) (string, error) {
	u, err := url.Parse(page)
	if err != nil {
		return "", err
	}
	q := u.Query()
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.apps[q.Get("client_id")]
	switch {
	case u.Path != "/oauth/authorize" || a == nil || q.Get("response_type") != "code":
		return "", fmt.Errorf("client authentication failed due to unknown client")
	case !slices.Contains(a.redirects, q.Get("redirect_uri")):
		return "", fmt.Errorf("the requested redirect URI is malformed or doesn't match client redirect URI")
	case !s.o.Kind.Old && q.Get("code_challenge_method") != "S256":
		return "", fmt.Errorf("this test server insists on PKCE")
	}
	for sc := range strings.FieldsSeq(q.Get("scope")) {
		if !grants(a.scopes, sc) {
			return "", fmt.Errorf("the requested scope is invalid, unknown, or malformed")
		}
	}
	code := "code-" + s.id()
	s.codes[code] = &grant{s.account(name), a, q.Get("redirect_uri"), q.Get("code_challenge"), q.Get("scope")}
	if q.Get("redirect_uri") == "urn:ietf:wg:oauth:2.0:oob" {
		return code, nil
	}
	back := url.Values{"code": {code}}
	if q.Get("state") != "" {
		back.Set("state", q.Get("state"))
	}
	return q.Get("redirect_uri") + "?" + back.Encode(), nil
}

// form reads a form strictly.
func form(r *http.Request, known ...string) (url.Values, error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/x-www-form-urlencoded" {
		return nil, fmt.Errorf("a form of type %q", kind)
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	for k := range r.PostForm {
		if !slices.Contains(known, k) {
			return nil, fmt.Errorf("the field %q", k)
		}
	}
	return r.PostForm, nil
}

func (s *Server) exchange(_ *token, r *http.Request) (int, any) {
	f, err := form(r, "grant_type", "code", "client_id", "client_secret", "redirect_uri", "code_verifier")
	if err != nil {
		return strict("%v", err)
	}
	a := s.apps[f.Get("client_id")]
	if a == nil || a.secret != f.Get("client_secret") {
		return http.StatusUnauthorized, object{"error": "invalid_client", "error_description": "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."}
	}
	g := s.codes[f.Get("code")]
	delete(s.codes, f.Get("code")) // It works once.
	sum := sha256.Sum256([]byte(f.Get("code_verifier")))
	if g == nil || g.app != a || g.redirect != f.Get("redirect_uri") || f.Get("grant_type") != "authorization_code" ||
		g.challenge != "" && g.challenge != base64.RawURLEncoding.EncodeToString(sum[:]) {
		return http.StatusBadRequest, object{"error": "invalid_grant", "error_description": "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."}
	}
	t := s.token(g.account, g.scopes, a)
	return http.StatusOK, object{"access_token": t.value, "token_type": "Bearer", "scope": g.scopes, "created_at": s.o.Now().Unix()}
}

func (s *Server) revoke(_ *token, r *http.Request) (int, any) {
	f, err := form(r, "client_id", "client_secret", "token")
	if err != nil {
		return strict("%v", err)
	}
	if t := s.tokens[f.Get("token")]; t != nil && t.app.id == f.Get("client_id") && t.app.secret == f.Get("client_secret") {
		t.gone = true
		return http.StatusOK, object{}
	}
	return http.StatusForbidden, object{"error": "unauthorized_client", "error_description": "You are not authorized to revoke this token"}
}

func (s *Server) verifyApp(t *token, _ *http.Request) (int, any) {
	return http.StatusOK, object{
		"id": "1", "name": t.app.name, "website": nil, "scopes": t.app.scopes, "redirect_uris": t.app.redirects,
		"redirect_uri": strings.Join(t.app.redirects, "\n"), "vapid_key": "",
	}
}
