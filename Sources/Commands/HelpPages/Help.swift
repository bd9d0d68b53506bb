import Terminal

/// The words of `assay --help` and `assay COMMAND --help`, made from the declarations.
package enum Help {
  /// A few words on the whole program.
  static let purpose = "recompute the vendor cost and charge of LLM usage"

  /// The help of the whole program, and where to find every option.
  static var everything: String { text + "Every option of a command: assay COMMAND --help all\n" }

  /// The help of the whole program.
  package static var text: String {
    var text = """
      \(wrapped(purpose, after: "assay: "))
      usage: assay COMMAND [WORKSPACE] [OPTIONS]

      """
    for command in CommandDeclaration.all {
      text += wrapped(command.purpose, after: "  " + command.name.padded(to: 13)) + "\n"
    }
    guard Terminal.width >= 80 else {
      return text + """
        Start:   assay init demo && assay run demo
        Month:   assay run --period 2026-09
        Ask:     assay show cost --by day --last 7
        Help:    assay COMMAND --help
        Version: assay --version
        Exit status: 0 all rows used,
                     1 refused or files skipped,
                     2 some rows not used,
                     3 --fail-on met, 4 tasks open,
                     64 wrong arguments

        """
    }
    return text + """
      Start:   assay init demo && assay run demo
      Month:   assay run --period 2026-09
      Ask:     assay show cost --by day --last 7
      Help:    assay COMMAND --help     Exit status: 0 all rows used, 1 refused or
      Version: assay --version          files skipped, 2 some rows not used,
                                        3 --fail-on met, 4 tasks open,
                                        64 wrong arguments

      """
  }

  private static func wrapped(_ text: String, after first: String = "") -> String {
    Wrapping.lines(text, after: first, width: Terminal.width).joined(separator: "\n")
  }

  /// The word after `--help` that requests every option.
  static let all = "all"

  /// The help of one command: at most 40 lines at 80 columns.
  ///
  /// - Parameter isWhole: with the options that are for machines, and then perhaps longer.
  static func text(of command: CommandDeclaration, isWhole: Bool = false) -> String {
    var lines = [wrapped(command.summary), "", "usage: " + usage(of: command), ""]
    lines += command.examples.map { "  " + $0 }
    lines.append("")
    for group in CommandDeclaration.Group.allCases {
      let options = options(of: command, in: group, isWhole: isWhole)
      if options.isEmpty { continue }
      lines.append(group.rawValue)
      lines += options.map { wrapped($0.help, after: "  " + $0.left.padded(to: 24)) }
    }
    if !command.closing.isEmpty {
      lines.append("")
      lines += command.closing.split(separator: "\n").map { wrapped(String($0)) }
    }
    // Wrapped texts are several lines already, and nothing in them is anybody else's.
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns the command with its operands, as it is typed.
  static func usage(of command: CommandDeclaration) -> String {
    ["assay", command.name, command.operands, "[OPTIONS]"].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// Returns the options of a group with their help; options that share a help are one.
  ///
  /// - Parameter isWhole: with those that are for machines.
  static func options(
    of command: CommandDeclaration, in group: CommandDeclaration.Group, isWhole: Bool
  ) -> [(left: String, help: String)] {
    var lines: [(left: String, help: String)] = []
    for option in command.options
    where option.group == group && (isWhole || !option.isForMachines) {
      let left = option.name + (option.value.map { " " + $0 } ?? "")
      if let help = option.helpText {
        lines.append((left, help))
      } else {
        precondition(!lines.isEmpty, "\(option.name) shares the help of the option before it")
        lines[lines.count - 1].left += " " + left
      }
    }
    return lines
  }
}
