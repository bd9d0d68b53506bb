/// The name, arguments and description of a command.
///
/// Help, parsing and completions all use it.
package struct CommandDeclaration: Sendable {
  package let name: String
  /// A few words, for the list of commands.
  package let purpose: String
  /// One sentence, for the top of the command's help.
  package let summary: String
  /// The text between the name and the options in the usage line.
  ///
  /// Brackets enclose operands that may be omitted; a bar separates alternatives.
  package let operands: String
  package let examples: [String]
  package let options: [Option]
  /// The last lines of the help, such as the files that are written.
  package let closing: String
  /// More operands than are named may follow.
  package let takesMoreOperands: Bool

  /// - Parameters: see the members of these names.
  package init(
    name: String, purpose: String, summary: String, operands: String, examples: [String],
    options: [Option], closing: String, takesMoreOperands: Bool = false
  ) {
    self.name = name
    self.purpose = purpose
    self.summary = summary
    self.operands = operands
    self.examples = examples
    self.options = options
    self.closing = closing
    self.takesMoreOperands = takesMoreOperands
  }

  /// One option, as help, parsing and completions know it.
  package struct Option: Sendable {
    /// With its dashes.
    package let name: String
    /// The word for its value in capitals; nil for a switch.
    package let value: String?
    package let group: Group
    /// One line, with the default in brackets; nil when the line of the option before tells of both.
    package let helpText: String?
    package let takes: Values
    /// It may be given more than once.
    package let repeats: Bool
    /// Only `--help all` shows it: who runs a command by hand needs no such option.
    package let isForMachines: Bool

    /// - Parameters: see the members of these names.
    package init(
      name: String, value: String?, group: Group, help: String?, takes: Values = .anything,
      repeats: Bool = false, isForMachines: Bool = false
    ) {
      self.name = name
      self.value = value
      self.group = group
      self.helpText = help
      self.takes = takes
      self.repeats = repeats
      self.isForMachines = isForMachines
    }
  }

  /// The possible values of an argument, for completions and for suggestions after a misspelt word.
  package enum Values: Hashable, Sendable {
    case anything, file, folder
    /// One of these words.
    case word([String])
    /// Some of these words, with commas between.
    case list([String])

    package var words: [String] {
      switch self {
      case .anything, .file, .folder: []
      case .word(let words), .list(let words): words
      }
    }
  }

  /// The headings of the help, in its order.
  package enum Group: String, CaseIterable, Sendable {
    case request = "Request"
    case changes = "Changes"
    case sample = "Sample"
    case period = "Period"
    case series = "Series"
    case output = "Output"
    case checks = "Checks"
    case work = "Work"
    case help = "Help"
  }

  /// A word without dashes.
  package struct Operand: Hashable {
    package let name: String
    /// The completions offered at this operand.
    ///
    /// If the operand may be omitted, they include those of the next one.
    package let offer: Values
  }

  /// The operands, each with what may be there.
  package var operandList: [Operand] {
    let words = operands.split(separator: " ")
    var list: [Operand] = []
    for word in words.reversed() {
      let name = String(word.drop { $0 == "[" }.prefix { $0 != "]" })
      let takes = CommandDeclaration.values(ofOperand: name)
      // Whoever is offered files is offered the folders on the way.
      let isFile = takes == .folder && word.hasPrefix("[") && list.first?.offer == .file
      list.insert(Operand(name: name, offer: isFile ? .file : takes), at: 0)
    }
    return list
  }

  private static func values(ofOperand name: String) -> Values {
    if name.contains("|") { return .word(name.split(separator: "|").map(String.init)) }
    switch name {
    case "WORKSPACE", "DIR": return .folder
    case "SCENARIO.json", "A", "B": return .file
    default: return .anything
    }
  }
}
