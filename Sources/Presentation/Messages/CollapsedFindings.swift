import Ledger
import Overview
import Terminal

/// Findings of a code in more files than are reported, which are only counted.
struct CollapsedFindings {
  /// The maximum number of files reported per code.
  let limit: Int
  private var told: [String: Set<String>] = [:]
  private var counts: [String: (findings: Int64, files: Set<String>)] = [:]
  /// The number of further files per code, of which nothing is listed.
  private var others: [String: Int64] = [:]

  init(limit: Int) { self.limit = limit }

  /// Returns true if `finding` is only counted; if not, its file is reported.
  mutating func takes(_ finding: Finding) -> Bool {
    let (code, file) = (finding.code, finding.place.file)
    if told[code, default: []].contains(file) { return false }
    if told[code, default: []].count < limit {
      told[code, default: []].insert(file)
      return false
    }
    counts[code, default: (0, [])].findings += 1
    counts[code, default: (0, [])].files.insert(file)
    return true
  }

  /// Returns true if the findings are only counted, like the listed ones of their code and file.
  mutating func takes(_ more: OmittedFindings) -> Bool {
    if more.otherFiles == 0 {
      guard let count = counts[more.code], count.files.contains(more.file) else { return false }
    }
    counts[more.code, default: (0, [])].findings += more.count
    others[more.code, default: 0] += more.otherFiles
    return true
  }

  /// The number of findings of each code, by code.
  var lines: [String] {
    counts.sorted { Name($0.key) < Name($1.key) }.map { code, count in
      "\(Terminal.ellipsis) and \(Figures.count(count.findings)) more [\(code)] in"
        + " \(Figures.count(Int64(count.files.count) + others[code, default: 0], "other file"))"
    }
  }
}
