import Glibc

StandardStreams.hold()
FreeMemory.returnLargePieces()
exit(Program.run().rawValue)
