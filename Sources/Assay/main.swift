import Glibc
import Platform

StandardStreams.hold()
FreeMemory.setUp()
exit(Program.run().rawValue)
