import Ledger

/// The words after a command, sorted into operands and options.
package struct Arguments {
  package private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]
  private var switches: Set<String> = []
  /// Every option with its value, in the order in which they were given.
  package private(set) var stated: [(option: String, text: String)] = []
  private let declaration: CommandDeclaration

  /// Sorts `words` by what `declaration` allows.
  package init(_ words: some Sequence<String>, for declaration: CommandDeclaration)
    throws(UsageFault)
  {
    self.declaration = declaration
    var rest = Array(words)[...]
    var takesOptions = true
    while let word = rest.popFirst() {
      guard takesOptions, word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      if word == "--" {
        takesOptions = false
        continue
      }
      try take(word, &rest)
    }
    let allowed = declaration.operandList.count
    if operands.count > allowed && !declaration.takesMoreOperands {
      throw .tooManyOperands(command: declaration.name, first: operands[allowed])
    }
    // An empty word is a variable of a shell that nobody set, and no word for the current folder.
    let isVerb = !(declaration.operandList.first?.offer.words.isEmpty ?? true)
    if operands.dropFirst(isVerb ? 1 : 0).contains("") {
      throw .wrongOperand(command: declaration.name, text: "", expected: "a name", near: nil)
    }
  }

  private mutating func take(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(UsageFault) {
    let equals = word.firstIndex(of: "=")
    let name = String(word[..<(equals ?? word.endIndex)])
    guard let option = declaration.options.first(where: { $0.name == name }) else {
      if ["--workspace", "--dir", "--directory", "--path"].contains(name),
        declaration.operandList.contains(where: { $0.name == "WORKSPACE" })
      {
        throw .workspaceOption(name, command: declaration.name)
      }
      throw .unknownOption(name, command: declaration.name, near: option(near: name))
    }
    let inline = equals.map { String(word[word.index(after: $0)...]) }
    guard let value = option.value else {
      if inline != nil { throw .unexpectedValue(option: name) }
      switches.insert(name)
      return
    }
    let next = inline == nil ? rest.popFirst() : nil
    if let next, next.hasPrefix("--") { throw .optionForValue(option: name, text: next) }
    guard let text = inline ?? next, !text.isEmpty else {
      throw .missingValue(option: name, value: value)
    }
    if values[name] != nil && !option.repeats { throw .givenTwice(option: name) }
    values[name, default: []].append(text)
    stated.append((name, text))
  }

  /// The option that was probably meant: the only one that begins so, else the nearest.
  private func option(near name: String) -> String? {
    let names = declaration.options.map(\.name)
    let meant = Arguments.otherNames[name]
    if let meant, let first = meant.split(separator: " ").first, names.contains(String(first)) {
      return meant
    }
    let longer = names.filter { $0.hasPrefix(name) }
    return longer.count == 1 ? longer[0] : nearest(to: name, among: names)
  }

  /// The names that other tools have for some options.
  private static let otherNames = [
    "--since": "--from", "--start": "--from", "--until": "--to", "--end": "--to",
    "--top": "--limit", "-n": "--limit", "--group-by": "--by", "--group": "--by",
    "--csv": "--format csv", "--md": "--format md", "--markdown": "--format md",
    "--days": "--last", "--silent": "--quiet", "--all": "--verbose", "--no-color": "--color",
  ]

  /// Returns true if a switch was given.
  package func has(_ name: String) -> Bool {
    precondition(declares(name), "\(name) is an option of the command")
    return switches.contains(name)
  }

  /// The text of an option; nil when it was not given.
  package func text(_ name: String) -> String? {
    precondition(declares(name), "\(name) is an option of the command")
    return values[name]?.first
  }

  /// The texts of an option that may be repeated, in the order given.
  package func texts(_ name: String) -> [String] {
    precondition(declares(name), "\(name) is an option of the command")
    return values[name] ?? []
  }

  /// The value of an option as `read` understands it; nil when it was not given.
  package func value<Value>(
    _ name: String, expected: String, _ read: (String) -> Value?
  ) throws(UsageFault) -> Value? {
    guard let text = text(name) else { return nil }
    guard let value = read(text) else {
      throw .wrongValue(
        option: name, text: text, expected: expected, near: nearestWord(to: text, option: name))
    }
    return value
  }

  /// The whole number that an option states, of `what` if that is said; nil when it was not given.
  package func whole<Number: FixedWidthInteger>(
    _ name: String, in known: ClosedRange<Number>, of what: String? = nil
  ) throws(UsageFault) -> Number? {
    let kind = what.map { "a number of \($0)" } ?? "a whole number"
    return try value(name, expected: "\(kind) from \(known.lowerBound) to \(known.upperBound)") {
      Number(digits: $0).flatMap { known.contains($0) ? $0 : nil }
    }
  }

  /// The word that an option takes and `text` nearly is; of a list, for its first wrong part.
  private func nearestWord(to text: String, option name: String) -> String? {
    guard let option = declaration.options.first(where: { $0.name == name }) else { return nil }
    let words = option.takes.words
    if case .list = option.takes {
      let wrong = text.split(separator: ",").map(String.init).first { !words.contains($0) }
      return wrong.flatMap { nearest(to: $0, among: words) }
    }
    return nearest(to: text, among: words)
  }

  private func declares(_ name: String) -> Bool {
    declaration.options.contains { $0.name == name }
  }
}

extension FixedWidthInteger {
  /// Reads a whole number of digits alone, without a sign.
  package init?(digits text: String) {
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    self.init(text)
  }
}
