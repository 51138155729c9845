package facebooktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
)

// Message is what Facebook sends to a webhook when something happened below the
// posts of a Page.
func Message(page, item, verb string) []byte {
	b, err := json.Marshal(object{"object": "page", "entry": []object{{
		"id": page, "time": 1793642400, "changes": []object{{"field": "feed", "value": object{
			"item": item, "verb": verb, "post_id": page + "_5001", "comment_id": "5001_5002", "parent_id": page + "_5001",
			"created_time": 1793642399, "message": "I saw it.", "from": object{"id": "771", "name": "Eve"},
		}}},
	}}})
	if err != nil {
		panic(err)
	}
	return b
}

// Sign is the signature of a message by the app's secret.
func Sign(secret string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}

// Request is a request to the webhook at an address, signed as Facebook does.
func Request(ctx context.Context, address, signature string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Hub-Signature-256", signature)
	r.Header.Set("User-Agent", "Webhooks/1.0 (https://fb.me/webhooks)")
	return r, nil
}
