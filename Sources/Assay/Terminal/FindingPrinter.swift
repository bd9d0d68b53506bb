import Ledger
import Overview

/// Findings of one code and file that were only counted.
struct UnlistedFindings: Hashable {
  let file: String
  let code: String
  let count: Int64
}

/// Prints findings as `file:line:column: severity: [code] message`, at most twenty of a code and file.
struct FindingPrinter {
  private let paint: Paint
  /// How many findings of one code and file are printed.
  static let limit = 20

  init(_ paint: Paint) {
    self.paint = paint
  }

  /// Returns the lines for `findings`, in their order; `list` is the file that has all but warnings.
  func text(
    _ findings: [Finding], unlisted: [UnlistedFindings] = [], list: String? = nil
  ) -> String {
    struct Group: Hashable {
      let file: String
      let code: String
      let isListed: Bool
    }
    var counts: [Group: Int] = [:]
    var text = ""
    for finding in findings {
      let group = Group(
        file: finding.place.file, code: finding.code, isListed: finding.severity != .warning)
      counts[group, default: 0] += 1
      if counts[group, default: 0] <= FindingPrinter.limit { text += line(finding) }
    }
    for more in unlisted {
      let group = Group(file: more.file, code: more.code, isListed: true)
      counts[group, default: FindingPrinter.limit] += Int(more.count)
    }
    let cut = counts.filter { $0.value > FindingPrinter.limit }
      .sorted { (Name($0.key.file), $0.key.code) < (Name($1.key.file), $1.key.code) }
    for (group, count) in cut {
      let isListed = group.isListed && list != nil
      text +=
        "… and \(Figures.count(Int64(count - FindingPrinter.limit))) more [\(group.code)] in \(safe(group.file))"
        + (isListed ? "; all in \(list ?? "")\n" : "\n")
    }
    return text
  }

  private func line(_ finding: Finding) -> String {
    let colour: Paint.Colour =
      switch finding.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    let severity = paint(colour, finding.severity.rawValue + ":")
    let help = finding.help.map { "  help: \(safe($0))\n" } ?? ""
    return "\(safe(finding.place.description)): \(severity) [\(finding.code)]"
      + " \(safe(finding.message))\n" + help
  }

  private func safe(_ text: String) -> String { SafeText.safe(text) }
}
