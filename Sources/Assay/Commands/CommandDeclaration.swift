/// What a command is called, takes and says of itself: help and parsing both come from this.
struct CommandDeclaration {
  let name: String
  /// One sentence, for the list of commands and the top of the help.
  let summary: String
  /// What stands between the name and the options in the usage line.
  let operands: String
  let maximumOperands: Int
  let examples: [String]
  let options: [Option]
  /// The last lines of the help, such as the files that are written.
  let closing: String

  struct Option {
    /// With its dashes.
    let name: String
    /// The word for its value in capitals; nil for a switch.
    let value: String?
    let group: Group
    /// One line, with the default in brackets.
    let help: String
  }

  enum Group: String, CaseIterable {
    case request = "Request"
    case period = "Period"
    case output = "Output"
    case checks = "Checks"
    case work = "Work"
  }
}

extension CommandDeclaration {
  /// The text of `assay COMMAND --help`: at most 40 lines of at most 80 columns.
  var help: String {
    var lines = [summary, ""]
    lines.append("usage: assay \(name)\(operands.isEmpty ? "" : " " + operands) [OPTIONS]")
    lines += examples.map { "  example: \($0)" }
    for group in Group.allCases {
      let members = options.filter { $0.group == group }
      if members.isEmpty { continue }
      lines += ["", group.rawValue + ":"]
      for option in members {
        let left = option.name + (option.value.map { " " + $0 } ?? "")
        lines.append("  " + left.padded(to: 24) + option.help)
      }
    }
    if !closing.isEmpty { lines += ["", closing] }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text with blanks after it up to `width` columns, and at least one.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }

  /// The text with blanks before it up to `width` columns.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
