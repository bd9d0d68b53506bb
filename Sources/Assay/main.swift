import Glibc
import Platform

StandardStreams.hold()
MemoryRelease.setUp()
exit(Program.run().rawValue)
