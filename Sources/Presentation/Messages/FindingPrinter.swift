import Engine
import Ledger
import Overview
import Terminal
import Workspace

/// Prints findings as `file:line:column: severity: [code] message` and `  help: what to type`, wrapped at
/// the width; at most twenty of a code and file, and of a code in at most twenty files.
package struct FindingPrinter {
  private let paint: Paint
  private let width = Terminal.standardError.width
  /// The maximum number of findings printed per code and file, and of files.
  static let limit = OmittedFindings.limit

  /// - Parameter choice: whether what it prints has colours.
  package init(_ choice: Paint.Choice) { paint = Paint(choice, for: .standardError) }

  /// Returns the lines for `findings`, in their order.
  ///
  /// - Parameters:
  ///   - unlisted: what there is more of.
  ///   - limit: how many of a code and file are printed, and of a code in how many files.
  ///   - list: the file that has all findings of a code in a file but warnings; nil where none has them.
  package func text(
    _ findings: [Finding], unlisted: [OmittedFindings] = [],
    limit: Int = FindingPrinter.limit,
    list: ((_ code: String, _ file: String) -> String?)? = nil
  ) -> String {
    struct Group: Hashable {
      let file: String
      let code: String
      let isListed: Bool
    }
    var counts: [Group: Int] = [:]
    var shown: [Finding] = []
    var elsewhere = CollapsedFindings(limit: limit)
    for finding in findings {
      if elsewhere.takes(finding) { continue }
      let group = Group(
        file: finding.place.file, code: finding.code, isListed: finding.severity != .warning)
      counts[group, default: 0] += 1
      if counts[group, default: 0] <= limit { shown.append(finding) }
    }
    var hidden = counts.mapValues { Int64(max(0, $0 - limit)) }
    for more in unlisted {
      if elsewhere.takes(more) { continue }
      let isListed = more.severity != .warning || FindingPrinter.areRepeats(more.code)
      hidden[Group(file: more.file, code: more.code, isListed: isListed), default: 0] += more.count
    }
    let cut = hidden.filter { $0.value > 0 }
      .sorted { (Name($0.key.file), $0.key.code) < (Name($1.key.file), $1.key.code) }
      .map { group, count in
        let more = Figures.count(count)
        return "\(Terminal.ellipsis) and \(more) more [\(group.code)] in \(group.file)"
          + (group.isListed ? list?(group.code, group.file).map { "; all in \($0)" } ?? "" : "")
      }
    return messages(shown) + (cut + elsewhere.lines).map(line).joined()
  }

  /// Returns the lines for a terminal: one line per kind, or each finding with its remedy where every kind has one and all
  /// fit in twelve lines.
  ///
  /// - Parameters:
  ///   - unlisted: what there is more of.
  ///   - figures: what is known of a kind, by code.
  ///   - command: what lists all of them.
  package func brief(
    _ findings: [Finding], unlisted: [OmittedFindings] = [],
    figures: @autoclosure () -> [String: FindingKindFigures] = [:], all command: String
  ) -> String {
    if findings.isEmpty { return "" }
    let codes = findings.map(\.code).filter { $0 != NoUsage.code }
    if unlisted.isEmpty, Set(codes).count == codes.count {
      let whole = text(findings.errorsFirst)
      if whole.count(where: { $0 == "\n" }) <= KindSummary.limit { return whole }
    }
    return KindSummary(findings, unlisted: unlisted, figures: figures())
      .lines(width: width, command: command, paint: paint).text
  }

  /// A line of its own, such as the last one, that counts and says how it ended.
  package func line(_ text: String) -> String {
    Wrapping.lines(SafeText.brief(text), hanging: 2, width: width).text
  }

  /// A fault of what was typed, with where to look.
  package func usage(_ message: String, help: String) -> String {
    block(start: "assay: ", severity: .error, code: nil, message: message, help: help)
  }

  /// The findings; help that is the same for neighbours of one code and file is given once.
  private func messages(_ findings: [Finding]) -> String {
    var text = ""
    for (index, finding) in findings.enumerated() {
      let next = index + 1 < findings.count ? findings[index + 1] : nil
      let isSaidNext =
        next?.help == finding.help && next?.code == finding.code
        && next?.place.file == finding.place.file
      // That there is no usage is said of what was asked for, of no file.
      let isOfFile = finding.code != NoUsage.code
      text += block(
        start: isOfFile ? finding.place.description + ": " : "assay: ",
        severity: finding.severity, code: isOfFile ? finding.code : nil,
        message: finding.message, help: isSaidNext ? nil : finding.help)
    }
    return text
  }

  private func block(
    start: String, severity: Finding.Severity, code: String?, message: String, help: String?
  ) -> String {
    let colour: Paint.Colour =
      switch severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    let start = SafeText.brief(start)
    let word = severity.rawValue + ":"
    let head = start + word + (code.map { " [\($0)]" } ?? "") + " "
    var lines = Wrapping.lines(
      SafeText.brief(message), after: head, hanging: 2, width: width)
    lines[0] = start + paint(colour, word) + lines[0].dropFirst(start.count + word.count)
    if let help { lines += helpLines(help) }
    return lines.text
  }

  /// The lines of a help; one of several lines ends in what is to be typed, line by line.
  private func helpLines(_ help: String) -> [String] {
    let parts = help.split(separator: "\n").map { SafeText.safe(String($0)) }
    guard parts.count > 1, let colon = parts[0].ranges(of: ": ").last else {
      return helpLine(SafeText.safe(help))
    }
    let told = parts[0][..<colon.lowerBound] + ":"
    let typed = [String(parts[0][colon.upperBound...])] + parts.dropFirst()
    return helpLine(String(told)) + typed.map { FindingPrinter.indent + $0 }
  }

  private static let indent = String(repeating: " ", count: "  help: ".count)

  /// Returns a help line, of which the command after the last colon stays in one piece.
  ///
  /// It does so only if the width allows.
  private func helpLine(_ help: String) -> [String] {
    let head = "  help: "
    var lines = Wrapping.lines(help, after: head, hanging: head.count, width: width)
    if let colon = help.ranges(of: ": ").last {
      let typed = help[colon.upperBound...]
      // A row of a book is never broken, as a name in it may have blanks.
      let isRow = typed.contains(",") && !typed.contains(", ")
      let fits = isRow || typed.displayWidth <= width - head.count
      if !typed.isEmpty, fits, !typed.hasSuffix("?") {
        let told = String(help[..<colon.lowerBound]) + ":"
        lines = Wrapping.lines(told, after: head, hanging: head.count, width: width)
        let last = lines[lines.count - 1]
        if last.displayWidth + 1 + typed.displayWidth <= width {
          lines[lines.count - 1] += " " + typed
        } else {
          lines.append(FindingPrinter.indent + typed)
        }
      }
    }
    lines[0] = "  " + paint(.cyan, "help:") + lines[0].dropFirst("  help:".count)
    return lines
  }

  /// The file of a run that has all rows of a code: repeated rows are exceptions, the others rejects.
  package static func list(of code: String) -> String {
    areRepeats(code) ? "exceptions.csv" : "rejects.csv"
  }

  private static func areRepeats(_ code: String) -> Bool { code.hasPrefix("dup.") }
}

extension [Finding] {
  /// With the price books that were not read at the head, as they explain what is said of other files; then errors, what
  /// is in doubt, the rest, and the lack of usage, which decides.
  package var errorsFirst: [Finding] {
    func rank(_ finding: Finding) -> Int {
      if finding.explainsOthers { return 0 }
      if finding.code == NoUsage.code { return 4 }
      if finding.severity == .error { return 1 }
      return DoubtCodes.decidesStatus(finding) ? 2 : 3
    }
    return (0...4).flatMap { wanted in filter { rank($0) == wanted } }
  }
}
