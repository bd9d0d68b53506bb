"""Runs a command with standard error on a pseudo-terminal, and prints what was drawn there.

    terminal.py COLUMNS [NAME=VALUE …] -- COMMAND …
"""

import fcntl
import os
import struct
import subprocess
import sys
import termios

columns, *rest = sys.argv[1:]
at = rest.index("--")
environment = {"PATH": "/usr/bin:/bin", "TERM": "xterm"} | dict(word.split("=", 1) for word in rest[:at])
ours, theirs = os.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
process = subprocess.Popen(rest[at + 1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs,
                           env=environment)
os.close(theirs)
drawn = b""
while True:
    try:
        block = os.read(ours, 65536)
    except OSError:
        break
    if not block:
        break
    drawn += block
process.wait()
sys.stdout.buffer.write(drawn)
