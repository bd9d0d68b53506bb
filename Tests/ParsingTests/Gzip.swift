import CZlib
import Testing

/// Returns `bytes` as one gzip member, made by zlib.
func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
  var stream = z_stream()
  // 15 bits of window, and 16 for a gzip wrapper (https://zlib.net/manual.html).
  let status = deflateInit2_(
    &stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  try #require(status == Z_OK)
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
  let end = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      return deflate(&stream, Z_FINISH)
    }
  }
  try #require(end == Z_STREAM_END)
  return Array(output.prefix(Int(stream.total_out)))
}
