package mattermost

import (
	"testing"

	"appealbot/bot/chat"
)

// An appeal shows the same picture for every account; it is uploaded once.
func TestFilesOnce(t *testing.T) {
	car := chat.File{Name: "car.png", Type: "image/png", Alt: "A car", Data: []byte("1")}
	m := chat.Message{Text: "t", Files: []chat.File{{Name: "a.csv", Data: []byte("2")}}, Sections: []chat.Section{
		{Text: "one", Images: []chat.File{car}}, {Text: "two", Images: []chat.File{car, {Name: "car.png", Data: []byte("another")}}},
	}}
	var names []string
	for _, f := range leaves(m, nil)[0].files {
		names = append(names, f.Name+" "+string(f.Data))
	}
	if len(names) != 3 {
		t.Errorf("uploaded: %q, want each file once", names)
	}
}
