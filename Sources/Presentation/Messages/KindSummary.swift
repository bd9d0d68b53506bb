import Ledger
import Overview
import Terminal

/// Findings as a person at a terminal reads them before an answer: one line per kind, errors first, then the largest
/// amount, then the largest count.
package struct KindSummary {
  private let kinds: [FindingKind]
  /// The maximum number of lines.
  package static let limit = 12

  /// - Parameters:
  ///   - findings: in the order of the inputs.
  ///   - unlisted: what there is more of.
  ///   - figures: what is known of a kind, by code.
  package init(
    _ findings: [Finding], unlisted: [OmittedFindings] = [],
    figures: [String: FindingKindFigures] = [:]
  ) {
    struct Key: Hashable {
      let severity: Finding.Severity
      let code: String
    }
    var made: [FindingKind] = []
    var indices: [Key: Int] = [:]
    for finding in findings {
      let key = Key(severity: finding.severity, code: finding.code)
      if let index = indices[key] {
        made[index].findings.append(finding)
      } else {
        indices[key] = made.count
        made.append(FindingKind(findings: [finding], figures: figures[finding.code]))
      }
    }
    for more in unlisted {
      if let index = indices[Key(severity: more.severity, code: more.code)] {
        made[index].unlisted += more.count
      }
    }
    kinds = made.sorted(by: FindingKind.precedes)
  }

  /// Returns at most `limit` lines no wider than `width`; the last says how to list all.
  ///
  /// Where space is short, the last kinds get one line each before any is left out.
  ///
  /// - Parameters:
  ///   - command: what lists all findings.
  ///   - paint: whether severities have colours.
  package func lines(width: Int, command: String, paint: Paint) -> [String] {
    func lines(_ kind: FindingKind, _ most: Int) -> [String] {
      kind.lines(atMost: most, width: width, paint: paint)
    }
    var blocks = kinds.map { lines($0, 3) }
    func answer(_ shown: Int) -> [String] {
      blocks[..<shown].joined() + closing(after: shown, command, width)
    }
    for most in [2, 1] {
      for index in kinds.indices.reversed() where answer(kinds.count).count > KindSummary.limit {
        // In one line, the place of an error would leave no room for what is wrong.
        blocks[index] = lines(kinds[index], kinds[index].isError ? 2 : most)
      }
    }
    // The first kind is shown whatever its length.
    var shown = kinds.count
    while shown > 1, answer(shown).count > KindSummary.limit { shown -= 1 }
    return answer(shown)
  }

  /// Returns the last line, in which the command stays whole.
  private func closing(after shown: Int, _ command: String, _ width: Int) -> [String] {
    let left = kinds[shown...]
    let rest =
      left.isEmpty
      ? ""
      : "\(Figures.count(Int64(left.count), "kind")) with"
        + " \(Figures.count(count(of: left), "finding")) not shown. "
    let all = "All \(Figures.count(count(of: kinds[...]))) with place and remedy:"
    return Wrapping.lines(
      (rest + all).split(separator: " ") + [command[...]], after: "", hanging: 2, width: width)
  }

  private func count(of kinds: ArraySlice<FindingKind>) -> Int64 {
    kinds.reduce(0) { $0 + $1.count }
  }
}
