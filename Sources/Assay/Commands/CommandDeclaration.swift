/// What a command is called, takes, does and says of itself: help, parsing and completions all come from
/// this.
struct CommandDeclaration: Sendable {
  let name: String
  /// A few words, for the list of commands.
  let purpose: String
  /// One sentence, for the top of the command's help.
  let summary: String
  /// What stands between the name and the options in the usage line: brackets for what may be left out,
  /// a bar between words of which one is meant.
  let operands: String
  let examples: [String]
  let options: [Option]
  /// The last lines of the help, such as the files that are written.
  let closing: String
  let action: @Sendable (Arguments) throws -> ExitStatus
  /// More operands than are named may follow.
  var takesMoreOperands = false

  struct Option: Sendable {
    /// With its dashes.
    let name: String
    /// The word for its value in capitals; nil for a switch.
    let value: String?
    let group: Group
    /// One line, with the default in brackets; nil when the line of the option before tells of both.
    let help: String?
    var takes = Values.anything
    /// It may be given more than once.
    var repeats = false
  }

  /// What may stand as a value: what completions offer, and what a misspelt word is held against.
  enum Values: Hashable, Sendable {
    case anything, file, folder
    /// One of these words.
    case word([String])
    /// Some of these words, with commas between.
    case list([String])

    var words: [String] {
      switch self {
      case .anything, .file, .folder: []
      case .word(let words), .list(let words): words
      }
    }
  }

  enum Group: String, CaseIterable, Sendable {
    case request = "Request"
    case changes = "Changes"
    case period = "Period"
    case series = "Series"
    case output = "Output"
    case checks = "Checks"
    case work = "Work"
  }

  struct Operand: Hashable {
    let name: String
    /// What completions offer in its place: where it may be left out, what the next one takes as well.
    let offer: Values
  }

  /// The operands, each with what may stand there.
  var operandList: [Operand] {
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
