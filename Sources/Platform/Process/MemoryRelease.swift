import CSystem

/// Decides which freed memory returns to the system and which stays with the program.
package enum MemoryRelease {
  /// Gives pieces of half a mebibyte and more back when they are freed, and keeps shorter ones; call it before there are any.
  ///
  /// The groups of a worker are such pieces. Shorter ones come and go with blocks and are kept for whatever thread asks next:
  /// memory that was touched before is at hand, while new pages are cleared. More threads than processors never work at the
  /// same time, for any requested number; two are the least, as one heap for all takes a tenth longer.
  package static func setUp() {
    assay_set_up_memory(1 << 19, Int32(clamping: max(2, Processors.count)))
  }

  /// Returns what small pieces left behind; a few milliseconds, so only where much was let go.
  package static func returnPages() { assay_return_free_pages() }

  /// Leaves a value to the system, which takes all memory back at once when the program ends: to take it apart piece by
  /// piece before would be for nothing.
  package static func leave<Value>(_ value: Value) { _ = Unmanaged.passRetained(Left(value)) }

  private final class Left<Value> {
    private let value: Value

    init(_ value: Value) { self.value = value }
  }
}
