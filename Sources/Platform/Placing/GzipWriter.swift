import CZlib

/// Compresses bytes as they come into one gzip member, by zlib; no clock and no name in it.
package final class GzipWriter {
  private var stream = z_stream()

  /// Begins a member.
  package init() {
    // 15 bits of window, and 16 for a gzip wrapper (https://zlib.net/manual.html).
    let status = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib needs a quarter of a megabyte")
  }

  deinit { deflateEnd(&stream) }

  /// Returns the compressed bytes that are ready after taking `bytes`, all of them if `isLast`.
  package func deflate(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var output: [UInt8] = []
    var input = bytes
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      var status = Z_OK
      repeat {
        let written = chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(chunk.count)
          status = CZlib.deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          return chunk.count - Int(stream.avail_out)
        }
        output += chunk[..<written]
      } while isLast ? status != Z_STREAM_END : stream.avail_in > 0
    }
    return output
  }
}
