/// A row of a CSV file as its fields.
enum CSVRecord {
  /// Returns the fields without quotes; nil where quotes do not close.
  ///
  /// - Parameter bytes: the row with its line end, if it has one.
  static func fields(_ bytes: [UInt8]) -> [String]? {
    var end = bytes.count
    if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
    if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var at = 0
    while at < end {
      let byte = bytes[at]
      if byte == quote {
        if isQuoted, at + 1 < end, bytes[at + 1] == quote {
          field.append(quote)
          at += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == comma && !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
      } else {
        field.append(byte)
      }
      at += 1
    }
    fields.append(String(decoding: field, as: UTF8.self))
    return isQuoted ? nil : fields
  }
}
