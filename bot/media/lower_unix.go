//go:build unix

package media

import "syscall"

// lower gives a process the lowest priority, so that the program goes on answering
// while a video is converted. Where that is not allowed it goes without.
func lower(pid int) { _ = syscall.Setpriority(syscall.PRIO_PROCESS, pid, 19) }
