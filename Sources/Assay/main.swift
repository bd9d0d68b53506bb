import Glibc

// A reader that goes away ends the program at its next write, not by a signal.
signal(SIGPIPE, SIG_IGN)
exit(Program.run(CommandLine.arguments.dropFirst()).rawValue)
