import Glibc
import Ledger

extension Instant {
  /// The time by the clock, in whole seconds: for decisions and fetches now, and for nothing derived.
  package static var now: Instant {
    Instant(nanoseconds: Int64(time(nil)) * nanosecondsPerSecond)
  }
}
