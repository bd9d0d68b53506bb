/// Reads the next bytes of a file, in order; 0 at its end.
package typealias ReadNext = (UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int

/// The reason why the bytes of a file cannot be read further, whatever they mean.
///
/// It carries the values; `code`, `message` and `help` make the words.
package enum ReadFault: Error, Hashable, Sendable {
  case cannotRead(reason: String)
  case gzipCut(byte: Int64)
  case gzipBroken(byte: Int64)
  case gzipTrailing(byte: Int64)
  case gzipBomb(GzipLimits)

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .cannotRead: "io"
    case .gzipCut, .gzipBroken: "gz.cut"
    case .gzipTrailing: "gz.trailing"
    case .gzipBomb: "gz.bomb"
    }
  }

  /// The message: the fault and the expected value.
  package var message: String {
    switch self {
    case .cannotRead(let reason): reason
    case .gzipCut(let byte): "gzip ends at byte \(byte) before its trailer"
    case .gzipBroken(let byte): "gzip data is damaged at byte \(byte)"
    case .gzipTrailing(let byte): "bytes after the last gzip member, from byte \(byte)"
    case .gzipBomb(let limits):
      "expands more than \(limits.ratio)-fold over \(GzipLimits.unboundedOutput) bytes, or"
        + " over \(limits.bytes) bytes"
    }
  }

  /// The command to type or the change to make.
  package var help: String {
    switch self {
    case .cannotRead: "copy the file again, then run again"
    case .gzipCut, .gzipBroken: "copy or export the file again"
    case .gzipTrailing: "compress it again: gzip -dc < FILE"
    case .gzipBomb(let limits):
      "if you trust the file, raise the limits: --max-ratio 1100 --max-bytes \(limits.bytes * 2)"
    }
  }
}
