package mastodontest

import "net/http"

func (s *Server) configuration(r *http.Request) object {
	types := []string{"image/jpeg", "image/png", "image/gif", "image/webp"}
	if !s.o.Videoless {
		types = append(types, "video/mp4")
	}
	c := object{
		"statuses": object{
			"max_characters": s.o.Characters, "max_media_attachments": s.o.Media, "characters_reserved_per_url": s.o.PerURL,
		},
		"media_attachments": object{
			"supported_mime_types": types,
			"description_limit":    1500, "image_size_limit": 16777216, "image_matrix_limit": 33177600,
			"video_size_limit": 103809024, "video_frame_rate_limit": 120, "video_matrix_limit": 8294400,
		},
		"polls":    object{"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2629746},
		"accounts": object{"max_featured_tags": 10, "max_pinned_statuses": 5}, "translation": object{"enabled": false},
		"limited_federation": false,
	}
	if !s.o.Kind.Streamless {
		c["urls"] = object{"streaming": "ws://" + r.Host}
	}
	return c
}

func (s *Server) instance(_ *token, r *http.Request) (int, any) {
	return http.StatusOK, object{
		"domain": "mastodon.example", "title": "Example", "version": s.o.Kind.Version, "source_url": s.o.Kind.Source,
		"description": "A server for tests.", "languages": []string{"en"}, "configuration": s.configuration(r),
		"rules": []any{}, "icon": []any{}, "api_versions": object{"mastodon": 7}, "usage": object{"users": object{"active_month": 1}},
		"thumbnail":     object{"url": "https://mastodon.example/t.png"},
		"registrations": object{"enabled": false, "approval_required": false, "message": nil, "url": nil},
		"contact":       object{"email": "admin@mastodon.example", "account": nil},
	}
}

func (s *Server) instance1(_ *token, r *http.Request) (int, any) {
	return http.StatusOK, object{
		"uri": "mastodon.example", "title": "Example", "version": s.o.Kind.Version, "configuration": s.configuration(r),
		"urls": object{"streaming_api": "ws://" + r.Host}, "rules": []any{},
	}
}
