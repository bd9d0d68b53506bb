import Glibc

StandardStreams.hold()
FreeMemory.setUp()
exit(Program.run().rawValue)
