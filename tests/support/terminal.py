# terminal.py - a program on a terminal, typed at; for the shell tests that play people.
import fcntl, os, pty, select, struct, termios


class Failed(Exception):
    pass


class Terminal:
    """A program on a terminal of 80 columns; what it showed is in `seen`."""
    def __init__(self, *words, **env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(env)
            os.execvp(words[0], words)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.words, self.seen, self.at = " ".join(words), "", 0

    def more(self):
        if not select.select([self.fd], [], [], 60)[0]:
            raise Failed(f"{self.words} is silent; it showed: {self.seen!r}")
        try:
            got = os.read(self.fd, 65536)
        except OSError:
            got = b""
        self.seen += got.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(got)

    def wait(self, text):
        while text not in self.seen[self.at:]:
            if not self.more():
                raise Failed(f"{self.words}: waited for {text!r}; it showed: {self.seen!r}")
        self.at = self.seen.index(text, self.at) + len(text)
        return self

    def type(self, text):
        os.write(self.fd, text.encode())
        return self

    def end(self, status=0):
        while self.more():
            pass
        got = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.fd)
        if got != status:
            raise Failed(f"{self.words}: exit {got}, not {status}; it showed: {self.seen!r}")
        return self.seen


def has(text, *parts):
    for part in parts:
        if part not in text:
            raise Failed(f"{part!r} is not in: {text!r}")


def has_not(text, *parts):
    for part in parts:
        if part in text:
            raise Failed(f"{part!r} is in: {text!r}")


def run(*checks):
    """Each check is a sentence; one line a check, as tests/run.sh counts them."""
    for check in checks:
        try:
            check()
            print("ok " + check.__name__)
        except Failed as e:
            print("not ok " + check.__name__)
            print("    " + ascii(str(e))[1:-1])
