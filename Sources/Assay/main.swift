import Glibc

StandardStreams.hold()
Interruption.watch()
FreeMemory.returnLargePieces()
exit(Program.run(Program.typed).rawValue)
