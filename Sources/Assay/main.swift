import Glibc

StandardStreams.hold()
Interruption.watch()
FreeMemory.returnLargePieces()
exit(Program.run().rawValue)
