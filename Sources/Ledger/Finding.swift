/// A place in an input file, in the terms of an editor.
package struct Place: Hashable, Sendable {
  /// The path in the workspace.
  package let file: String
  /// The physical line, from 1; nil when the whole file is meant.
  package let line: Int?
  /// The byte in the line, from 1; nil when the whole line is meant.
  package let column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// Something in the inputs that a person should know, as data: collected, sorted, printed once.
package struct Finding: Hashable, Sendable {
  package let severity: Severity
  package let place: Place
  /// A short fixed word such as `num.sign`, to search for and to count by.
  package let code: String
  /// The fault and the expected content: lower case, no full stop.
  package let message: String
  /// The command or edit that helps, if known.
  package let help: String?

  /// The severity: the input is refused, used with a doubt, or only explained.
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  package init(
    _ severity: Severity, at place: Place, code: String, message: String, help: String? = nil
  ) {
    self.severity = severity
    self.place = place
    self.code = code
    self.message = message
    self.help = help
  }
}

extension Place: Comparable {
  /// By the bytes of the path, then line, then column.
  package static func < (left: Place, right: Place) -> Bool {
    if left.file != right.file { return Name(left.file) < Name(right.file) }
    return (left.line ?? 0, left.column ?? 0) < (right.line ?? 0, right.column ?? 0)
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, as far as it is known.
  package var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }

  /// `file:line`, as rows of books and ledgers are named; the file where the whole of it is meant.
  package var fileAndLine: String { line.map { "\(file):\($0)" } ?? file }
}
