/// Returns the number of bytes of the UTF-8 character at `at`, whose first byte is not ASCII.
///
/// It is 0 if the bytes are not a character and -1 if they end within one. Overlong forms,
/// surrogates and code points above U+10FFFF are not characters (Unicode 16, table 3-7).
package func utf8Length(_ base: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
  let first = base[at]
  let width: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch first {
  case 0xC2...0xDF: width = 2
  case 0xE0: (width, second) = (3, 0xA0...0xBF)
  case 0xED: (width, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: width = 3
  case 0xF0: (width, second) = (4, 0x90...0xBF)
  case 0xF4: (width, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: width = 4
  default: return 0
  }
  for index in 1..<width {
    guard at &+ index < end else { return -1 }
    let range = index == 1 ? second : 0x80...0xBF
    guard range ~= base[at &+ index] else { return 0 }
  }
  return width
}
