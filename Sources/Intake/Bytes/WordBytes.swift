/// Scanners may look at this many bytes after the end.
let wordSlack = 64

/// Marks the high bit of each byte of a word that is zero, and of no other.
@inline(__always)
func zeroBytes(_ word: UInt64) -> UInt64 {
  let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  return ~(((word & lows) &+ lows) | word | lows)
}

/// The number that four hexadecimal digits spell; nil where one is none.
func hexadecimalCode(_ base: UnsafePointer<UInt8>, at start: Int) -> UInt32? {
  var code: UInt32 = 0
  for index in start..<start + 4 {
    let byte = base[index]
    let digit: UInt8
    switch byte {
    case 0x30...0x39: digit = byte &- 0x30
    case 0x41...0x46: digit = byte &- 0x37
    case 0x61...0x66: digit = byte &- 0x57
    default: return nil
    }
    code = code << 4 | UInt32(digit)
  }
  return code
}
