import Ledger

/// Room for the fields of one record, and for what `FastScanner` splits too many into.
final class FieldBuffer {
  private(set) var start: UnsafeMutablePointer<Bytes>
  private var capacity = 64 + FastScanner.slack

  init() {
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  func reserve(_ count: Int) {
    guard count + FastScanner.slack > capacity else { return }
    start.deallocate()
    capacity = count + FastScanner.slack
    start = .allocate(capacity: capacity)
  }
}
