package slacktest

import (
	"encoding/json"
	"fmt"
)

// obj is a JSON object as it came or goes.
type obj = map[string]any

// text is a field that is text, or nothing.
func text(o obj, key string) string {
	s, _ := o[key].(string)
	return s
}

func flag(o obj, key string) bool {
	b, _ := o[key].(bool)
	return b
}

func sub(o obj, key string) obj {
	v, _ := o[key].(obj)
	return v
}

func list(o obj, key string) []any {
	v, _ := o[key].([]any)
	return v
}

// objects are the objects of a list.
func objects(o obj, key string) []obj {
	var out []obj
	for _, v := range list(o, key) {
		if m, ok := v.(obj); ok {
			out = append(out, m)
		}
	}
	return out
}

func number(o obj, key string) (int, bool) {
	f, ok := o[key].(float64)
	return int(f), ok && f == float64(int(f))
}

// clone copies JSON.
func clone[T any](v T) T {
	var out T
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		panic(fmt.Sprintf("slacktest: %v is not JSON: %v", v, err)) // it came from JSON or was written here
	}
	return out
}

func marshal(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("slacktest: %v is not JSON: %v", v, err)) // likewise
	}
	return b
}
