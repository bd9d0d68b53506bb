import Glibc

Interruption.watch()
exit(Program.run(CommandLine.arguments.dropFirst()).rawValue)
