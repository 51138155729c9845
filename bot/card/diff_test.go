package card

import "testing"

func TestWords(t *testing.T) {
	for _, tt := range []struct{ was, is, want string }{
		{"Were you near Lakeshore?", "Were you near Lake Shore?", "Were you near [-Lakeshore-]{+Lake Shore+}?"},
		{"same", "same", "same"},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
		{"a 1 b", "a 2 b", "a [-1-]{+2+} b"},
	} {
		if got := Words(tt.was, tt.is); got != tt.want {
			t.Errorf("%q -> %q: %q, want %q", tt.was, tt.is, got, tt.want)
		}
	}
}
