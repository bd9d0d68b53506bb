import Glibc

Interruption.watch()
FreeMemory.returnLargePieces()
exit(Program.run(CommandLine.arguments.dropFirst()).rawValue)
