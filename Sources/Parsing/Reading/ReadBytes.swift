/// Reads bytes that are already in memory.
package enum ReadBytes {
  /// Gives the bytes in order, as often as it is called, until none are left.
  package static func once(_ bytes: [UInt8]) -> ReadNext {
    var rest = bytes[...]
    return { buffer throws(ReadFault) in
      let count = min(buffer.count, rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }
}
