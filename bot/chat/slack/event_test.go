package slack

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

func TestTimesAsSlackWritesThem(t *testing.T) {
	for s, want := range map[string]int64{
		"1732560000.000123": 1732560000000, "1732560000.999999": 1732560000999, "1732560000.5": 1732560000500, "0.000": 0,
		"": 0, "1732560000": 0, "1732560000.": 0, ".5": 0, "-1.5": 0, "1.-5": 0, "1e9.0": 0, "1.5.6": 0, " 1.5": 0, "9999999999999.000000": 0, "1.0000000000000": 0,
	} {
		if got := millis(s); got != want {
			t.Errorf("%q is %d, want %d", s, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.Int64Range(0, 999_999_999_999_000).Draw(t, "ms")
		if s := stamp(ms); millis(s) != ms || !isStamp(s) {
			t.Fatalf("%d is %q, which is %d", ms, s, millis(s))
		}
	})
}

func TestDroppedFiles(t *testing.T) {
	const file = `"files":[{"id":"F1"},{"id":"F2"}]`
	const thread = `"channel":"C1","user":"U1","ts":"2.1","thread_ts":"1.1"`
	tests := map[string]struct {
		event string
		want  bool
	}{
		"in a thread":                  {`{` + thread + `,"subtype":"file_share",` + file + `}`, true},
		"without a subtype":            {`{` + thread + `,` + file + `}`, true},
		"also sent to the channel":     {`{` + thread + `,"subtype":"thread_broadcast",` + file + `}`, true},
		"no files":                     {`{` + thread + `,"subtype":"file_share"}`, false},
		"not in a thread":              {`{"channel":"C1","user":"U1","ts":"2.1","subtype":"file_share",` + file + `}`, false},
		"the message of the thread":    {`{"channel":"C1","user":"U1","ts":"1.1","thread_ts":"1.1",` + file + `}`, false},
		"of a bot":                     {`{` + thread + `,"bot_id":"B1",` + file + `}`, false},
		"of nobody":                    {`{"channel":"C1","ts":"2.1","thread_ts":"1.1",` + file + `}`, false},
		"hidden":                       {`{` + thread + `,"hidden":true,` + file + `}`, false},
		"changed":                      {`{` + thread + `,"subtype":"message_changed",` + file + `}`, false},
		"deleted":                      {`{` + thread + `,"subtype":"message_deleted",` + file + `}`, false},
		"by an app in somebody's name": {`{` + thread + `,"subtype":"bot_message",` + file + `}`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var e told
			if err := json.Unmarshal([]byte(tt.event), &e); err != nil {
				t.Fatal(err)
			}
			d, ok := dropped(e)
			if ok != tt.want {
				t.Fatalf("got %v", ok)
			}
			at := chat.Ref{Platform: Name, Channel: "C1", Message: "2.1", Thread: "1.1"}
			if ok && (d.At != at || d.User != "U1" || !slices.Equal(d.Files, []string{"F1", "F2"})) {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestChannelOfAnEvent(t *testing.T) {
	for event, want := range map[string]string{
		`{"channel":"C1"}`: "C1", `{"channel":{"id":"C1","name":"x"}}`: "C1", `{"channel":{"name":"x"}}`: "", `{"channel":{"id":7}}`: "",
		`{"channel":null}`: "", `{"channel":7}`: "", `{"channel":["C1"]}`: "", `{}`: "",
	} {
		var e told
		if err := json.Unmarshal([]byte(event), &e); err != nil {
			t.Fatal(err)
		}
		if got := e.channel(); got != want {
			t.Errorf("%s: %q, want %q", event, got, want)
		}
	}
}

func TestEmoji(t *testing.T) {
	a := &aliases{of: map[string]string{"approve": "white_check_mark", "ok": "approve", "x2": "x", "ring": "gnir", "gnir": "ring", "party": "tada"}}
	for name, want := range map[string]chat.Emoji{
		"white_check_mark": chat.Check, "heavy_check_mark::skin-tone-3": chat.Check, "approve": chat.Check, "ok": chat.Check, "ok::skin-tone-2": chat.Check, "x2": chat.Cross,
		"ring": "", "party": "", "tada": "", "": "", "+1": "",
	} {
		if got, ok := a.meaning(name); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v", name, got, ok)
		}
	}
}

func FuzzEvent(f *testing.F) {
	f.Add([]byte(`{"type":"event_callback","event":{"type":"message","channel":{"id":"C1"},"files":[{"id":"F1"}],"thread_ts":"1.1","ts":"1.2","user":"U1"}}`))
	f.Add([]byte(`{"event":{"type":"reaction_added","item":null,"event_ts":1}}`))
	for _, s := range chattest.Nasty() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var o outer
		var e told
		if json.Unmarshal(b, &o) != nil || json.Unmarshal(o.Event, &e) != nil {
			return
		}
		_ = e.channel()
		if millis(e.EventTS) < 0 {
			t.Fatalf("%q is before all times", e.EventTS)
		}
		if d, ok := dropped(e); ok && (d.User == "" || len(d.Files) == 0 || d.At.Thread == "") {
			t.Fatalf("%s drops %+v", b, d)
		}
	})
}
