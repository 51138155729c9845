package app

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"appealbot/bot"
	"appealbot/bot/media"
	"appealbot/bot/prepare"
)

// Times of the preparation of videos.
const (
	prepLease   = 30 * time.Second // without a sign of life
	prepLongest = 3 * time.Hour    // an hour of video on a slow machine
)

// prepare runs what makes videos ready. Without an ffmpeg that works only those are
// taken that can be published as they are.
func (k *core) prepare() {
	ctx, stop := context.WithCancel(context.Background())
	tool, err := media.FindTool(ctx, k.config.Media.FFmpeg, k.config.Media.FFprobe)
	switch {
	case errors.Is(err, media.ErrNoTool):
		k.log.Warn("ffmpeg is not installed: only MP4 and MOV videos are taken that need no conversion", "why", err)
	case err != nil: // the text of an appeal must not wait for a program that makes videos
		k.log.Error("ffmpeg does not work: only MP4 and MOV videos are taken that need no conversion. Install it anew, and start this program again", "err", err)
	default:
		k.log.Info("videos are prepared by ffmpeg", "version", tool.Version())
	}
	l := &prepare.Loop{
		Desk: k.desk, Files: k.files, Dir: filepath.Join(k.files.Temp(), "videos"), Now: now, Log: k.log, Lease: prepLease, Longest: prepLongest, Worker: k.worker,
		Make: func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
			// The plain file, what is made of it, and that again, sealed.
			if err := k.files.Room(3 * j.In.Size()); err != nil {
				return bot.MediaUse{}, err
			}
			return media.Prepare(ctx, tool, media.Job(j))
		},
		Observe: k.metrics.prepared,
	}
	ls := k.newLoops()
	wake := k.bell.listen()
	ls.run(ctx, "videos", func(ctx context.Context) error { return l.Run(ctx, wake) })
	k.stack.onStop("videos", func(c context.Context) error { stop(); return ls.wait(c) })
}
