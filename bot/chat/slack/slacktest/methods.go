package slacktest

// methods are what the Web API has, as far as the stand-in goes. Arguments,
// scopes and tiers are those of docs.slack.dev/reference/methods/<name>, 2026-11.
func methods() map[string]method {
	return map[string]method{
		"auth.test":             {serve: authTest},
		"apps.connections.open": {scope: "connections:write", tier: 3, app: true, serve: connectionsOpen},
		"team.info":             {args: "team domain", scope: "team:read", tier: 3, serve: teamInfo},
		"bots.info":             {args: "bot team_id", scope: "users:read", tier: 3, serve: botsInfo},
		"emoji.list":            {args: "include_categories:bool", scope: "emoji:read", tier: 2, serve: emojiList},
		"users.info":            {args: "user! include_locale:bool", scope: "users:read", tier: 4, serve: usersInfo},
		"users.list":            {args: "cursor include_locale:bool limit:int team_id", scope: "users:read", tier: 2, serve: usersList},
		"users.lookupByEmail":   {args: "email!", scope: "users:read.email", tier: 3, serve: lookupByEmail},
		"users.conversations":   {args: "cursor exclude_archived:bool limit:int team_id types user", tier: 3, serve: usersConversations},

		"conversations.list":       {args: "cursor exclude_archived:bool limit:int team_id types", tier: 2, serve: conversationsList},
		"conversations.info":       {args: "channel! include_locale:bool include_num_members:bool", tier: 3, serve: conversationsInfo},
		"conversations.members":    {args: "channel! cursor limit:int", tier: 4, serve: conversationsMembers},
		"conversations.create":     {args: "name! is_private:bool team_id", tier: 2, serve: conversationsCreate},
		"conversations.rename":     {args: "channel! name!", tier: 2, serve: conversationsRename},
		"conversations.setTopic":   {args: "channel! topic", tier: 2, serve: conversationsSetTopic},
		"conversations.setPurpose": {args: "channel! purpose", tier: 2, serve: conversationsSetPurpose},
		"conversations.invite":     {args: "channel! users! force:bool", tier: 3, serve: conversationsInvite},
		"conversations.kick":       {args: "channel! user!", tier: 3, serve: conversationsKick},
		"conversations.archive":    {args: "channel!", tier: 2, serve: conversationsArchive},
		"conversations.unarchive":  {args: "channel!", tier: 2, serve: conversationsUnarchive},
		"conversations.join":       {args: "channel!", scope: "channels:join", tier: 3, serve: conversationsJoin},
		"conversations.leave":      {args: "channel!", tier: 3, serve: conversationsLeave},
		"conversations.open":       {args: "channel users return_im:bool prevent_creation:bool", tier: 3, serve: conversationsOpen},
		"conversations.history":    {args: "channel! cursor include_all_metadata:bool inclusive:bool latest limit:int oldest metadata_keys_to_include:json", tier: 3, serve: conversationsHistory},
		"conversations.replies":    {args: "channel! ts! cursor include_all_metadata:bool inclusive:bool latest limit:int oldest metadata_keys_to_include:json", tier: 3, serve: conversationsReplies},

		"chat.postMessage":   {args: "channel! as_user:bool attachments:json blocks:json icon_emoji icon_url link_names:bool markdown_text metadata:json mrkdwn:bool parse reply_broadcast:bool text thread_ts unfurl_links:bool unfurl_media:bool username", scope: "chat:write", serve: postMessage},
		"chat.postEphemeral": {args: "channel! user! as_user:bool attachments:json blocks:json icon_emoji icon_url link_names:bool markdown_text parse text thread_ts username", scope: "chat:write", tier: 4, serve: postEphemeral},
		"chat.update":        {args: "channel! ts! as_user:bool attachments:json blocks:json file_ids:json link_names:bool markdown_text metadata:json parse reply_broadcast:bool text unfurled_attachments:json", scope: "chat:write", tier: 3, serve: updateMessage},
		"chat.delete":        {args: "channel! ts! as_user:bool", scope: "chat:write", tier: 3, serve: deleteMessage},
		"chat.getPermalink":  {args: "channel! message_ts!", serve: getPermalink},

		"reactions.get":    {args: "channel timestamp file file_comment full:bool", scope: "reactions:read", tier: 3, serve: reactionsGet},
		"reactions.add":    {args: "channel! timestamp! name!", scope: "reactions:write", tier: 3, serve: reactionsAdd},
		"reactions.remove": {args: "name! channel timestamp file file_comment", scope: "reactions:write", tier: 2, serve: reactionsRemove},
		"pins.add":         {args: "channel! timestamp", scope: "pins:write", tier: 2, serve: pinsAdd},
		"pins.remove":      {args: "channel! timestamp", scope: "pins:write", tier: 2, serve: pinsRemove},
		"pins.list":        {args: "channel!", scope: "pins:read", tier: 2, serve: pinsList},
		"bookmarks.add":    {args: "channel_id! title! type! access_level emoji entity_id link parent_id", scope: "bookmarks:write", tier: 2, serve: bookmarksAdd},
		"bookmarks.list":   {args: "channel_id!", scope: "bookmarks:read", tier: 3, serve: bookmarksList},
		"bookmarks.edit":   {args: "channel_id! bookmark_id! emoji link title", scope: "bookmarks:write", tier: 2, serve: bookmarksEdit},
		"bookmarks.remove": {args: "channel_id! bookmark_id! quip_section_id", scope: "bookmarks:write", tier: 2, serve: bookmarksRemove},

		"views.open":   {args: "view!:json trigger_id interactivity_pointer", tier: 4, serve: viewsOpen},
		"views.push":   {args: "view!:json trigger_id interactivity_pointer", tier: 4, serve: viewsPush},
		"views.update": {args: "view!:json view_id external_id hash", tier: 4, serve: viewsUpdate},

		"files.getUploadURLExternal":   {args: "filename! length!:int alt_txt snippet_type", scope: "files:write", tier: 4, serve: getUploadURL},
		"files.completeUploadExternal": {args: "files!:json channel_id channels initial_comment thread_ts blocks:json", scope: "files:write", tier: 4, serve: completeUpload},
		"files.info":                   {args: "file! count:int cursor limit:int page:int", scope: "files:read", tier: 4, serve: filesInfo},
		"files.delete":                 {args: "file!", scope: "files:write", tier: 3, serve: filesDelete},
	}
}
