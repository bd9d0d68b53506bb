import Outputs
import Terminal

/// The manual page assay(1) in the language of man(7), made from the same declarations as the help.
enum ManPage {
  private static let exitStatuses = [
    (0, "Assay used all rows."), (1, "Assay refused the command, or skipped files."),
    (2, "Assay did not use some rows."), (3, "A condition of --fail-on matched."),
    (4, "Tasks of a planned run are open."), (64, "The arguments are wrong."),
  ]

  static var text: String {
    var lines = [
      ".TH ASSAY 1 \"\" \"assay \(Version.number)\" \"User Commands\"",
      ".SH NAME",
      "assay \\- " + plain(Help.purpose),
      ".SH SYNOPSIS",
      ".B assay",
      plain("COMMAND [WORKSPACE] [OPTIONS]"),
      ".SH COMMANDS",
    ]
    for command in CommandDeclaration.all { lines += section(on: command) }
    lines += [
      ".SS help",
      plain("Print the help of a command: assay help COMMAND. With --man, print this page."),
      ".SH EXIT STATUS",
    ]
    for (status, meaning) in exitStatuses { lines += [".TP", ".B \(status)", plain(meaning)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(on command: CommandDeclaration) -> [String] {
    var lines = [".SS " + plain(command.name), plain(command.summary), ".PP", ".nf"]
    lines += (["usage: " + Help.usage(of: command)] + command.examples).map(plain)
    lines.append(".fi")
    for group in CommandDeclaration.Group.allCases {
      let options = Help.options(of: command, in: group, isWhole: true)
      if options.isEmpty { continue }
      lines += [".PP", ".I " + plain(group.rawValue)]
      for option in options { lines += [".TP", ".B " + plain(option.left), plain(option.help)] }
    }
    if !command.closing.isEmpty {
      lines.append(".PP")
      lines += command.closing.split(separator: "\n").map { plain(String($0)) }
    }
    return lines
  }

  /// Returns the text with what man(7) would read as a request escaped.
  static func plain(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
