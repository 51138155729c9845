package mattermosttest

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/chattest"
)

// A file is what was uploaded.
type file struct {
	info *model.FileInfo
	data []byte

	length int64  // of a film, which has no data
	path   string // of a file that lies on the disk
}

func fileRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/files", uploadFiles, false},
		{http.MethodGet, "/api/v4/files/{file_id}", getFile, false},
		{http.MethodGet, "/api/v4/files/{file_id}/info", getFileInfo, false},
		{http.MethodGet, "/api/v4/posts/{post_id}/files/info", filesOfPost, false},
	}
}

// uploadFiles takes a form with a channel_id and files, or one file as the whole
// body. Its order matters to the real server: the fields come before the files.
func uploadFiles(c *call) (any, *model.AppError) {
	kind, params, bad := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if bad != nil {
		kind = "application/octet-stream"
	}
	if kind != "multipart/form-data" {
		return c.uploadOne(c.query("channel_id"), c.query("filename"), c.body)
	}
	channel := c.query("channel_id")
	out := &model.FileUploadResponse{FileInfos: []*model.FileInfo{}, ClientIds: []string{}}
	for r := multipart.NewReader(bytes.NewReader(c.body), params["boundary"]); ; {
		part, bad := r.NextPart()
		if errors.Is(bad, io.EOF) {
			break
		}
		if bad != nil {
			return nil, fail(http.StatusBadRequest, "api.file.upload_file.read_request.app_error", "Unable to upload file(s). Error reading or parsing request data.")
		}
		data, bad := io.ReadAll(part)
		if bad != nil {
			return nil, fail(http.StatusBadRequest, "api.file.upload_file.read_request.app_error", "Unable to upload file(s). Error reading or parsing request data.")
		}
		switch part.FormName() {
		case "channel_id":
			channel = string(data)
		case "client_ids":
			out.ClientIds = append(out.ClientIds, string(data))
		case "files":
			info, err := c.upload(channel, part.FileName(), data)
			if err != nil {
				return nil, err
			}
			out.FileInfos = append(out.FileInfos, info)
		default:
			c.strange("upload has the field %q", part.FormName())
		}
	}
	if len(out.FileInfos) == 0 {
		return nil, fail(http.StatusBadRequest, "api.file.upload_file.multiple_channel_ids.app_error", "Unable to upload file(s). No files.")
	}
	return c.created(out)
}

func (c *call) uploadOne(channel, name string, data []byte) (any, *model.AppError) {
	if name == "" {
		return nil, invalidURL("filename")
	}
	info, err := c.upload(channel, name, data)
	if err != nil {
		return nil, err
	}
	return c.created(&model.FileUploadResponse{FileInfos: []*model.FileInfo{info}, ClientIds: []string{}})
}

func (c *call) upload(channel, name string, data []byte) (*model.FileInfo, *model.AppError) {
	if !model.IsValidId(channel) {
		return nil, invalid("channel_id")
	}
	if !c.mayChannel(c.me, channel, "upload_file") {
		return nil, forbidden("upload_file")
	}
	if int64(len(data)) > *c.config.FileSettings.MaxFileSize {
		return nil, fail(http.StatusRequestEntityTooLarge, "api.file.upload_file.too_large_detailed.app_error", "Unable to upload file. File is too large.")
	}
	if hasNUL(name) {
		return nil, fail(http.StatusInternalServerError, "app.file_info.save.app_error", "Unable to save the file info.")
	}
	name = filepath.Base(name)
	ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), ".")
	info := &model.FileInfo{
		Id: model.NewId(), CreatorId: c.me.Id, ChannelId: channel, CreateAt: c.now(), Name: name, Extension: ext,
		Size: int64(len(data)), MimeType: mime.TypeByExtension("." + ext),
	}
	info.UpdateAt = info.CreateAt
	if info.MimeType == "" {
		info.MimeType = "application/octet-stream"
	}
	f := &file{info: info, data: data}
	if c.swell > 0 {
		f.data, f.length, info.Size = nil, c.swell, c.swell+c.lie
	}
	if c.lies != "" {
		st, err := os.Stat(c.lies)
		if err != nil {
			return nil, fail(http.StatusInternalServerError, "api.file.upload_file.open.app_error", err.Error())
		}
		f.data, f.path, info.Size = nil, c.lies, st.Size()
	}
	c.files[info.Id] = f
	return info, nil
}

// attach gives files to a post. A file that has a post already, that somebody
// else uploaded or that went to another channel is left out without a word.
func (s *Server) attach(p *model.Post, ids []string) []string {
	var out []string
	for _, id := range ids {
		f := s.files[id]
		if f == nil || f.info.PostId != "" || f.info.CreatorId != p.UserId {
			continue
		}
		f.info.PostId, f.info.ChannelId = p.Id, p.ChannelId
		out = append(out, id)
	}
	return out
}

// file is the file that the path names, if the caller may see it.
func (c *call) file() (*file, *model.AppError) {
	if !model.IsValidId(c.path["file_id"]) {
		return nil, invalidURL("file_id")
	}
	f := c.files[c.path["file_id"]]
	if f == nil {
		return nil, fail(http.StatusNotFound, "app.file_info.get.app_error", "Unable to get the file info.")
	}
	if p := c.posts[f.info.PostId]; p != nil && p.DeleteAt != 0 {
		return nil, fail(http.StatusNotFound, "app.file_info.get.app_error", "Unable to get the file info.")
	}
	if ch := c.channels[f.info.ChannelId]; f.info.CreatorId != c.me.Id && (ch == nil || !c.mayRead(c.me, ch)) {
		return nil, forbidden("read_channel_content")
	}
	return f, nil
}

// content is what the file holds.
func (f *file) content() io.ReadSeeker {
	if f.data == nil {
		return chattest.Film(f.length)
	}
	return bytes.NewReader(f.data)
}

// Swell makes a film of so many bytes of every file that is uploaded from now on;
// the server says that it has as many, and lie more.
func (s *Server) Swell(size, lie int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.swell, s.lie = size, lie
}

// Lay makes every file that is uploaded from now on the one at path, which is too
// large for this server's memory; empty ends it.
func (s *Server) Lay(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lies = path
}

func getFile(c *call) (any, *model.AppError) {
	f, err := c.file()
	if err != nil {
		return nil, err
	}
	if f.path != "" {
		path := f.path
		c.w.file = func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) }
		return nil, nil
	}
	kind, name, content := f.info.MimeType, f.info.Name, f.content()
	c.w.file = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", `attachment;filename="`+name+`"`)
		c.Files.Serve(w, r, content)
	}
	return nil, nil
}

func getFileInfo(c *call) (any, *model.AppError) {
	f, err := c.file()
	if err != nil {
		return nil, err
	}
	return f.info, nil
}

func filesOfPost(c *call) (any, *model.AppError) {
	p, ch, err := c.post()
	if err != nil {
		return nil, err
	}
	if !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	return c.filesOf(p), nil
}

// filesOf are the files of a post in the order in which they were uploaded. Its
// ids are in another.
func (s *Server) filesOf(p *model.Post) []*model.FileInfo {
	out := []*model.FileInfo{}
	for _, id := range p.FileIds {
		if f := s.files[id]; f != nil {
			out = append(out, f.info)
		}
	}
	slices.SortFunc(out, func(a, b *model.FileInfo) int { return cmp.Compare(a.CreateAt, b.CreateAt) })
	return out
}
