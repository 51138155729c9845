package store

import (
	"time"

	"appealbot/bot"
)

func noticeEntries(n bot.Notice) []entry {
	var es []entry
	if !n.Due.IsZero() {
		es = append(es, entry{table: tableNoticeDue, key: under(n.Platform).int(int64(n.Lane)).time(n.Due).id(n.ID)})
	}
	if n.Message != "" {
		es = append(es, entry{table: tableNoticeAt, key: under(n.Platform).name(n.Posted).name(n.Message).id(n.ID)})
	}
	return es
}

// Notice implements bot.NoticeTx.
func (t *tx) Notice(id bot.ID) (bot.Notice, error) {
	return load[bot.Notice](t, tableNotice, name(id), "notice", string(id))
}

// PutNotice implements bot.NoticeTx.
func (t *tx) PutNotice(n bot.Notice) error {
	return save(t, tableNotice, n.ID, utcNotice(n), noticeEntries)
}

// DueNotices implements bot.NoticeTx.
func (t *tx) DueNotices(platform string, when time.Time, n int) ([]bot.Notice, error) {
	return due[bot.Notice](t, tableNoticeDue, under(platform), tableNotice, when, n)
}

// NextNotice implements bot.NoticeTx.
func (t *tx) NextNotice(platform string) (time.Time, bool, error) {
	return t.next(tableNoticeDue, under(platform))
}

// NoticeAt implements bot.NoticeTx.
func (t *tx) NoticeAt(platform, channel, message string) (bot.Notice, error) {
	p := under(platform).name(channel).name(message)
	ps, err := t.scan(tableNoticeAt, p, end(p), 1)
	if err != nil {
		return bot.Notice{}, err
	}
	if len(ps) == 0 {
		return bot.Notice{}, missing("notice at", platform+"/"+channel+"/"+message)
	}
	return follow[bot.Notice](t, tableNotice, ps[0].Value)
}
