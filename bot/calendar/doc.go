// Package calendar makes happen what has its time: reminders, the next appeal of
// a series, the end of what an appeal rests on, the weekly digest, purging.
//
// Model. What has to happen is a job (bot.Job) in the store, found by when it is
// due. A [Loop] takes the oldest due one and has the desk run it: one transaction
// that does everything and puts the job off or deletes it. So nothing needs a lease
// and nothing happens twice; whatever has to reach the outside is a post or a notice
// that the transaction queues. What was due while the program was down is due at its
// start, once. A job that fails is tried again later and keeps none of the others
// waiting.
//
// It also works out when something recurs ([Slots]). A time such as "daily 02:30" is
// one of clocks on a wall, and twice a year those skip an hour or show it twice. So
// recurring times are computed on civil time, where neither happens, and each becomes
// one instant, exactly once: what the clocks skip the first instant after it, what they
// show twice the first of the two. The library for cron expressions is only asked for
// civil times; what it cannot read without harm is refused before it sees it.
package calendar
