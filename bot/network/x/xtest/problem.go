package xtest

import (
	"encoding/json"
	"net/http"
)

// problems is where the types of X's problems are described.
const problems = "https://api.x.com/2/problems/"

type object map[string]any

func write(w http.ResponseWriter, status int, kind string, v any) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// data answers with what was asked for.
func (q *request) data(status int, v any) { write(q.w, status, "application/json", v) }

// blank is a problem that says no more than its status.
func blank(w http.ResponseWriter, status int, title, detail string) {
	write(w, status, "application/problem+json", object{"title": title, "detail": detail, "type": "about:blank", "status": status})
}

// invalid is the answer to a request that the API does not understand.
func (q *request) invalid(detail string) {
	write(q.w, http.StatusBadRequest, "application/problem+json", object{
		"title": "Invalid Request", "detail": detail, "type": problems + "invalid-request", "status": http.StatusBadRequest,
	})
}

// forbidden is the answer to what X does not want.
func (q *request) forbidden(detail string) { blank(q.w, http.StatusForbidden, "Forbidden", detail) }

// missing is the problem of a post that is not there.
func missing(parameter, id string) object {
	return object{
		"title": "Not Found Error", "detail": "Could not find tweet with " + parameter + ": [" + id + "].", "type": problems + "resource-not-found",
		"resource_type": "tweet", "resource_id": id, "parameter": parameter, "value": id,
	}
}
