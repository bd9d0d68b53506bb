import Ledger

/// Room for the fields of one record.
final class FieldBuffer {
  private(set) var start: UnsafeMutablePointer<Bytes>
  private var capacity = 64

  init() {
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  func reserve(_ count: Int) {
    guard count > capacity else { return }
    start.deallocate()
    capacity = count
    start = .allocate(capacity: count)
  }
}
