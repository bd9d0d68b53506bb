/// The fault of a text that names something: an id, a model, a tier.
package enum NameFault: Hashable, Sendable {
  case byteOrderMark
  case control(UInt32)
  case hidden(UInt32)
  case blankAtEnd
  case long(bytes: Int)

  /// The most bytes of an id or a name.
  package static let longestName = 256

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .byteOrderMark: "enc.bom"
    case .control: "text.control"
    case .hidden: "id.hidden"
    case .blankAtEnd: "id.space"
    case .long: "id.long"
    }
  }

  /// Returns a message about the text in `column`.
  package func message(column: String) -> String {
    switch self {
    case .byteOrderMark: "byte order mark inside a field"
    case .control(let scalar): "control character U+\(hexadecimal(scalar, width: 4)) in \(column)"
    case .hidden(let scalar): "invisible character U+\(hexadecimal(scalar, width: 4)) in \(column)"
    case .blankAtEnd: "\(column) begins or ends with a blank"
    case .long(let bytes): "\(column) has \(bytes) bytes, expected at most \(NameFault.longestName)"
    }
  }
}

extension NameFault {
  /// Returns everything wrong with the UTF-8 text of a name, each kind once.
  package static func faults(inName bytes: [UInt8]) -> [NameFault] {
    var faults: [NameFault] = []
    if let unreadable = unreadable(in: bytes, isName: true) { faults.append(unreadable) }
    if bytes.count > longestName { faults.append(.long(bytes: bytes.count)) }
    if beginsOrEndsBlank(bytes) { faults.append(.blankAtEnd) }
    return faults
  }

  /// Returns the first character of a UTF-8 text that hides, misleads or breaks lines; nil when none does.
  ///
  /// - Parameters:
  ///   - isName: whether marks without width or of direction count, which make two names look like one.
  ///   - allowed: control characters that may be there.
  package static func unreadable(
    in bytes: [UInt8], isName: Bool, allowing allowed: Set<UInt32> = []
  ) -> NameFault? {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.value == 0xFEFF { return .byteOrderMark }
      if scalar.isControl && !allowed.contains(scalar.value) { return .control(scalar.value) }
      if isName && scalar.isHidden { return .hidden(scalar.value) }
    }
    return nil
  }

  private static func beginsOrEndsBlank(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    if first == 0x20 || last == 0x20 { return true }
    guard first >= 0x80 || last >= 0x80 else { return false }
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return [scalars.first, scalars.last].contains { $0?.isBlank == true }
  }
}

extension Unicode.Scalar {
  /// C0, DEL and C1.
  package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  /// Marks without width or of direction, separators of lines, and tags: two texts that differ in them look
  /// alike, or turn round what is beside them.
  package var isHidden: Bool {
    switch value {
    case 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// A terminal does something else with it than to show it.
  package var isUnsafe: Bool { isControl || isHidden }

  /// A space of any width.
  fileprivate var isBlank: Bool {
    switch value {
    case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
