package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// programEnv makes this test binary be the program: its value is the command
// line, one argument a line.
const programEnv = "APPEALBOT_TEST_PROGRAM"

// beProgram runs a command line as main does.
func beProgram(args string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Main(ctx, strings.Split(args, "\n"), System{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
}

// A process is one life of the program.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how it ended
}

// launch starts the program and waits until it says that it serves.
func launch(t *testing.T, log *lockedBuffer, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0], "-test.run=^$"), done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), programEnv+"="+strings.Join(args, "\n"))
	p.cmd.Stderr = log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	serves := make(chan bool, 1)
	go func() {
		s := bufio.NewScanner(out)
		serves <- s.Scan() && strings.Contains(s.Text(), "Serving")
		for s.Scan() { // until it ends
		}
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(p.kill)
	select {
	case ok := <-serves:
		if !ok {
			t.Fatalf("the program does not start:\n%s", log.String())
		}
	case <-time.After(patient):
		t.Fatalf("the program does not start in time:\n%s", log.String())
	}
	return p
}

// kill ends the program as a power cut does. Killing it twice does nothing.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.done
}

// quit asks the program to end and reports how it did.
func (p *process) quit() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-p.done:
		return p.err
	case <-time.After(patient):
		return errors.New("the program does not stop")
	}
}

// hangUp ends a request without an answer.
func hangUp(w http.ResponseWriter) {
	if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = c.Close() // it was only to be ended
	}
}

// A wire is a listener whose connections can all be cut at once.
type wire struct {
	net.Listener

	mu   sync.Mutex
	down bool
	open map[net.Conn]bool
}

// Accept implements net.Listener.
func (w *wire) Accept() (net.Conn, error) {
	for {
		c, err := w.Listener.Accept()
		if err != nil {
			return nil, err
		}
		w.mu.Lock()
		if down := w.down; !down {
			w.open[c] = true
			w.mu.Unlock()
			return &wired{c, w}, nil
		}
		w.mu.Unlock()
		_ = c.Close() // nobody gets through
	}
}

// wired is a connection that its wire forgets when it ends.
type wired struct {
	net.Conn
	w *wire
}

// Close implements net.Conn.
func (c *wired) Close() error {
	c.w.mu.Lock()
	delete(c.w.open, c.Conn)
	c.w.mu.Unlock()
	return c.Conn.Close()
}

// cut ends all connections and lets no new ones through.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = true
	for c := range w.open {
		_ = c.Close() // it is cut
	}
	clear(w.open)
}

// mend lets connections through again.
func (w *wire) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = false
}

// freeAddress is an address that nobody listens on, with a port that no
// connection gets by itself.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		addr := fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(12000))
		if l, err := net.Listen("tcp", addr); err == nil {
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			return addr
		}
	}
	t.Fatal("there is no free port")
	return ""
}
