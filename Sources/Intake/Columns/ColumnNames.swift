/// A column name without blanks around it and in lower case.
func folded(_ bytes: [UInt8]) -> String {
  let lower = trimmed(bytes).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
  return String(decoding: lower, as: UTF8.self)
}

/// A column name without blanks around it.
func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
  let start = bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.endIndex
  let end = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? start
  return bytes[start..<end]
}
