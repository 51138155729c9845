package mattermost

import (
	"bytes"
	"context"
	"net/http"
	"path"
	"slices"
	"strings"

	"appealbot/bot/chat"
)

// fileDigest is the name under which a file is remembered.
func fileDigest(f chat.File) string { return digest(f.Name, f.Type, string(f.Data)) }

// digests name the files that the first message itself holds.
func digests(m chat.Message) []string {
	fs := filesOf(m)
	var out []string
	for _, f := range fs[:min(len(fs), maxFiles)] {
		out = append(out, fileDigest(f))
	}
	return out
}

// filesOf are the files of a message and the pictures of its sections, each
// once: an appeal shows the same picture for every account.
func filesOf(m chat.Message) []chat.File {
	all := slices.Clip(m.Files)
	for _, s := range m.Sections {
		all = append(all, s.Images...)
	}
	var out []chat.File
	for _, f := range all {
		if !slices.ContainsFunc(out, func(o chat.File) bool { return o.Name == f.Name && bytes.Equal(o.Data, f.Data) }) {
			out = append(out, f)
		}
	}
	return out
}

// showFiles puts files that a message does not show yet into its thread: those
// of a message cannot be changed once it was posted.
func (p *Platform) showFiles(ctx context.Context, message string, rec posted, files []chat.File) (posted, error) {
	var fresh []chat.File
	for _, f := range files {
		if !slices.Contains(rec.Files, fileDigest(f)) {
			fresh = append(fresh, f)
		}
	}
	for batch := range slices.Chunk(fresh, maxFiles) {
		l := leaf{text: "Shown with the card:", files: batch}
		var t try
		for _, f := range batch {
			t.Files = append(t.Files, fileDigest(f))
			l.text += "\n" + escape(oneLine(f.Name+": "+f.Alt))
		}
		t.Key = rec.Key + "/" + digest(t.Files...)
		var err error
		if rec, err = p.below(ctx, message, t, l); err != nil {
			return rec, err
		}
	}
	return rec, nil
}

// upload puts files on the server and returns their ids. A file that the server
// does not take is named in the notes instead: it must not keep the words from
// being seen.
func (p *Platform) upload(ctx context.Context, channel string, files []chat.File) (ids []string, notes string, err error) {
	for _, f := range files {
		if len(f.Data) == 0 {
			continue
		}
		up, resp, err := p.api.UploadFile(ctx, f.Data, channel, fileName(f.Name))
		err = failed(resp, err)
		switch s := status(err); {
		case err == nil && len(up.FileInfos) > 0:
			ids = append(ids, up.FileInfos[0].Id)
		case err == nil, s == http.StatusRequestEntityTooLarge, s == http.StatusNotImplemented:
			p.o.Log.Warn("file not taken", "channel", channel, "bytes", len(f.Data), "err", err)
			notes += "\n" + escape("The file "+oneLine(f.Name)+" could not be attached: the server takes no such file.")
		default:
			return nil, "", err
		}
	}
	return ids, notes, nil
}

// fileName is a name that a file can have everywhere.
func fileName(s string) string {
	s = path.Base(strings.ReplaceAll("/"+oneLine(s), `\`, "/"))
	if s == "" || s == "/" || s == "." {
		return "file"
	}
	return cutBytes(s, 120)
}
