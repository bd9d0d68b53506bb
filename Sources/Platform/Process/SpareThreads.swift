import Glibc
import Synchronization

/// The threads that the system leaves the program beside those that it has.
package enum SpareThreads {
  /// More than one per processor, what runs at once at most: three outputs, a workbook, digests, a clock, and room.
  private static let beside = 8
  private static let gate = Mutex(())

  /// Refuses a system that does not give as many as may be needed at once: Dispatch waits for ever for one that it
  /// does not get.
  package static func require() throws(NoThread) {
    var threads: [pthread_t] = []
    var number: Int32 = 0
    gate.withLock { _ in
      while threads.count < Processors.count + beside {
        var thread = pthread_t()
        number = pthread_create(&thread, nil, { _ in SpareThreads.pass() }, nil)
        if number != 0 { return }
        threads.append(thread)
      }
    }
    for thread in threads { pthread_join(thread, nil) }
    if number != 0 { throw NoThread(number: number) }
  }

  /// Ends a thread once all have started.
  private static func pass() -> UnsafeMutableRawPointer? {
    gate.withLock { _ in nil }
  }
}
