/// How much of the hash of a request id is kept for a row.
package enum HashWidth: Sendable {
  /// 40 bits: among a hundred million rows of one process, some 4,500 pairs are read again in vain.
  case ofOneProcess
  /// All 64 bits: among ten billion rows, some three pairs.
  case whole
  /// 12 bits, as tests keep them: then most rows have the hash of another.
  case short

  /// Keys have the bits of the hash besides those that a process needs for its own rows.
  var keepsRests: Bool { self != .ofOneProcess }

  /// The bits of a hash that are not taken for 0.
  var mask: UInt64 { self == .short ? 0xFF00_0000_0000_000F : .max }
}
