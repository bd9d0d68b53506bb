import Parsing

/// Gives `bytes` from `start` on, at most `chunk` of them at once.
package func reading(_ bytes: [UInt8], from start: Int = 0, chunk: Int = .max) -> ReadNext {
  var at = start
  return { buffer throws(ReadFault) in
    let count = min(buffer.count, chunk, bytes.count - at)
    bytes.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + count]))
    }
    at += count
    return count
  }
}
