/// Parts of a text by the direction of their letters, so that a name in Hebrew or Arabic cannot pull the
/// figures around it to its other side.
enum BidirectionalText {
  /// A part of a text, which is isolated from the others where it runs from right to left.
  struct Run: Hashable {
    let text: String
    let isFromRight: Bool
  }

  /// Returns the text cut so that each run from the right begins and ends with a letter of such a script.
  static func runs(_ text: String) -> [Run] {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: isFromRight) else { return [Run(text: text, isFromRight: false)] }
    var runs: [Run] = []
    var start = 0
    while start < scalars.count {
      let isRight = isFromRight(scalars[start])
      let end = isRight ? endOfRun(scalars, from: start) : endOfOthers(scalars, from: start)
      runs.append(
        Run(text: String(String.UnicodeScalarView(scalars[start..<end])), isFromRight: isRight))
      start = end
    }
    return runs
  }

  /// Behind the last letter from the right before one from the left or a digit.
  private static func endOfRun(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var end = start + 1
    for index in start..<scalars.count {
      if isFromRight(scalars[index]) {
        end = index + 1
      } else if scalars[index].properties.isAlphabetic
        || scalars[index].properties.numericType != nil
      {
        break
      }
    }
    return end
  }

  private static func endOfOthers(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    scalars[start...].firstIndex(where: isFromRight) ?? scalars.count
  }

  /// The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and the other scripts that run from right to left.
  private static func isFromRight(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
