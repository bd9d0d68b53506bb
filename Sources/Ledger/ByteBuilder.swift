/// Bytes of a text being put together, for loops that put millions of small pieces: an array would ask at
/// each of them who else holds it.
package struct ByteBuilder: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The number of bytes.
  package private(set) var count = 0

  /// Makes an empty room, to begin with for `capacity` bytes.
  package init(capacity: Int = 1024) {
    precondition(capacity > 0, "a room has room")
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// The bytes, until something is put to them or removed.
  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// Forgets the bytes and keeps the memory.
  package mutating func removeAll() { count = 0 }

  /// Puts one byte.
  @inline(__always)
  package mutating func put(byte: UInt8) {
    if count == capacity { grow(by: 1) }
    start[count] = byte
    count &+= 1
  }

  /// Puts bytes from elsewhere.
  @inline(__always)
  package mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    if capacity &- count < text.count { grow(by: text.count) }
    (start + count).update(from: base, count: text.count)
    count &+= text.count
  }

  /// Puts bytes.
  package mutating func put(_ text: [UInt8]) { text.withUnsafeBufferPointer { put($0) } }

  /// Puts a text as UTF-8.
  package mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { put($0) }
  }

  /// Puts `value` × 10⁻ˢᶜᵃˡᵉ as a canonical decimal.
  @inline(__always)
  package mutating func put(_ value: Int128, scale: Int) {
    if capacity &- count < DecimalText.room { grow(by: DecimalText.room) }
    count &+= DecimalText.write(value, scale: scale, at: start + count)
  }

  /// Puts `value` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ with all its decimals, at most 18.
  package mutating func put(_ value: UInt64, decimals: Int) {
    // A number has a digit before its point.
    var length = decimals + 1
    var limit: UInt64 = 10
    for _ in 0..<decimals { limit &*= 10 }
    while limit != 0, value >= limit, length < 20 {
      length += 1
      limit = limit.multipliedReportingOverflow(by: 10).overflow ? 0 : limit &* 10
    }
    let total = length + (decimals > 0 ? 1 : 0)
    let start = room(for: total)
    var rest = value
    var place = total - 1
    for digit in 0..<length {
      if digit == decimals && decimals > 0 {
        start[place] = 0x2E
        place -= 1
      }
      start[place] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
      place -= 1
    }
    count += total
  }

  /// Returns the address for the next bytes; up to `most` may be written before `end(at:)`.
  @inline(__always)
  package mutating func room(for most: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity &- count < most { grow(by: most) }
    return start + count
  }

  /// Makes what was written up to `end`, in the reserved room, part of the text.
  @inline(__always)
  package mutating func end(at end: UnsafeMutablePointer<UInt8>) { count = end - start }

  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
