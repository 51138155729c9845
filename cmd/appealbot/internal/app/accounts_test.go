package app

import (
	"testing"

	wall "appealbot/bot/network/practice"
	"appealbot/configs"
)

// Whoever practises meets the rules of the networks that the department is on.
func TestPracticeAccountsHaveTheRulesOfTheirNetwork(t *testing.T) {
	c, err := configs.Parse("test.yaml", []byte(`accounts:
  - {id: metro, network: practice}
  - {id: squad, network: practice}
  - {id: sky, network: practice, practice: {like: bluesky}}
  - {id: bird, network: practice, practice: {like: x}}
`), networks()...)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		like  wall.Likeness
		text  int
		price bool
	}{
		{wall.LikeX, 280, false}, {"", newText, false}, {wall.LikeBluesky, 300, false}, {wall.LikeX, 280, true},
	} {
		p := profiles(c)[i]
		if p.ID != c.Accounts[i].ID || p.Like != want.like || p.Limits.Text != want.text || (p.Price.Post > 0) != want.price {
			t.Errorf("%s is %+v, want like %q with %d", p.ID, p, want.like, want.text)
		}
	}
	if _, err := configs.Parse("test.yaml", []byte(`accounts: [{id: m, network: practice, practice: {like: myspace}}]`), networks()...); err == nil {
		t.Error("an account is like a network that the wall does not know")
	}
}

// Quiet hours are practised, too.
func TestPracticeAccountsHaveQuietHours(t *testing.T) {
	c, err := configs.Parse("test.yaml", []byte(`accounts:
  - {id: metro, network: practice, quiet: [{from: "23:00", to: "07:00"}]}
  - {id: squad, network: practice, quiet: [{from: "23:00", to: "07:00"}]}
  - {id: bird, network: practice, practice: {like: x}, quiet: [{from: "23:00", to: "07:00"}]}
`), networks()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles(c) {
		if len(p.Windows) != 1 || p.Windows[0].From != 23*60 || len(p.Windows[0].Passes) == 0 {
			t.Errorf("%s has the windows %+v", p.ID, p.Windows)
		}
	}
}
