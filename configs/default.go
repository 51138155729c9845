package configs

import (
	"time"

	"appealbot/bot"
)

// Default returns what holds where a file says nothing: complete, valid, and with no
// account anywhere outside the program. Practice adds to it what only exercises have.
// Callers may change what they get.
func Default() Config {
	rules := bot.DefaultRules()
	kinds := make(map[bot.Kind]Rule, len(rules.Kinds))
	for k, r := range rules.Kinds {
		kinds[k] = Rule(r)
	}
	return Config{
		Department: Department{
			Name: "Metro Police", Timezone: "America/Toronto", Languages: languages(),
			DutyChannel: "duty", NewsroomChannel: "newsroom",
		},
		People: []Person{
			officer("ann", "Cst. Ann Okafor", bot.Author),
			officer("bob", "Sgt. Bob Tremblay", bot.Author, bot.Approver),
			officer("carla", "Insp. Carla Singh", bot.Approver, bot.Lead, bot.Admin),
			officer("dev", "Det. Dev Patel", bot.Author, bot.Lead),
		},
		Approval:  Approval{Default: Rule(rules.Default), Kinds: kinds},
		Schedule:  Schedule(bot.DefaultSchedule()),
		Reminders: defaultReminders(),
		Emergency: defaultEmergency(),
		Guard: Guard{
			Policy:        policies()[0],
			Phones:        []string{"9-1-1", "2-1-1", "3-1-1", "9-8-8", "416-808-2222", "416-222-8477", "1-800-222-8477"},
			PhonePrefixes: []string{"416-808-"},
			ShortCodes:    []string{"274637"},
			MailDomains:   []string{"metropolice.example", "torontopolice.on.ca"},
			LinkDomains:   []string{"222tips.com", "tps.ca", "metropolice.example"},
			Handles:       []string{"@MetroPolice"},
			Addresses:     []string{"40 College Street"},
		},
		Contact: map[string]string{
			"en": "Metro Police 416-808-2222 or Crime Stoppers, anonymously, 416-222-TIPS (8477)",
			"fr": "Police Metro 416-808-2222 ou, anonymement, Échec au crime 416-222-TIPS (8477)",
		},
		Mattermost: Mattermost{Command: "appeal", Listen: defaultCallbacks, Callback: "http://" + defaultCallbacks},
		Slack:      Slack{Mode: SocketMode, Listen: defaultSlackListen, Command: "appeal", API: defaultSlackAPI},

		Retention: defaultRetention(),

		Media:  Media{FFmpeg: "ffmpeg", FFprobe: "ffprobe"},
		Digest: Digest{At: "monday 08:00", Theme: "light"},
		Outbox: Outbox{Lease: time.Minute, Retry: Retry{First: 5 * time.Second, Longest: 10 * time.Minute}},
		HTTP:   HTTP{Listen: defaultListen},
		Log:    Log{Level: "info", Format: "text"},
	}
}

func officer(id bot.ID, name string, roles ...bot.Role) Person {
	return Person{ID: id, Name: name, Roles: roles, Logins: map[string]string{practice: string(id)}}
}
