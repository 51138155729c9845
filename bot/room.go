package bot

import "time"

// Room is a case's channel on one platform, and how far it has been set up.
// The steps are data so that setting up resumes after a crash (DESIGN 7.5).
type Room struct {
	Platform string
	Channel  string // the platform's id; empty until created
	Name     string // what it is called; people may rename it
	Step     RoomStep
	Members  []ID   // who has been invited so far
	Topic    string // the topic that was last set
	Card     string // the message that the topic was last set to link to
	Pinned   string // the message that was pinned
	Links    string // digest of the links that were last set
	// Outside are members of the case whom the platform does not let into
	// the channel yet.
	Outside []Outsider
	// Lost says why the channel takes nothing from the bot, since LostAt.
	Lost   RoomFate
	LostAt time.Time
	// Before counts the channels that the case had here and that were
	// deleted.
	Before int
}

// RoomStep is the last finished step of setting up a room.
type RoomStep string

// Steps of setting up a room, in order.
const (
	RoomNone     RoomStep = ""
	RoomCreated  RoomStep = "created"
	RoomArchived RoomStep = "archived"
)

// RoomFate is what people on the platform did to a room.
type RoomFate string

// Fates of a room. Expelled and archived rooms are lost until the bot is
// admitted, or the room restored, again.
const (
	RoomExpelled RoomFate = "expelled" // the bot was removed from it
	RoomAdmitted RoomFate = "admitted" // the bot is in it again
	RoomRenamed  RoomFate = "renamed"
	RoomClosed   RoomFate = "archived" // not by the bot
	RoomRestored RoomFate = "restored" // it is not archived any more
	RoomDeleted  RoomFate = "deleted"  // it is gone for good
)

// An Outsider is a member of a case who does not belong to the part of the
// platform (the team, the workspace) that the case's room is in.
type Outsider struct {
	Person ID
	Tries  int       // how often the invitation was refused
	Next   time.Time // when it is tried again
}

// Usable reports whether the room exists and, as far as is known, takes
// messages.
func (r Room) Usable() bool { return r.Step == RoomCreated && r.Lost == "" }

// Room returns the case's room on a platform, or an empty one.
func (c Case) Room(platform string) Room {
	for _, r := range c.Rooms {
		if r.Platform == platform {
			return r
		}
	}
	return Room{Platform: platform}
}

// SetRoom replaces or adds the room of r's platform.
func (c *Case) SetRoom(r Room) {
	rooms := make([]Room, 0, len(c.Rooms)+1)
	found := false
	for _, old := range c.Rooms {
		if old.Platform == r.Platform {
			old, found = r, true
		}
		rooms = append(rooms, old)
	}
	if !found {
		rooms = append(rooms, r)
	}
	c.Rooms = rooms
}
