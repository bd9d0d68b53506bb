import Ledger

/// Findings about bills, in the order in which they were made; a limited number per code and file.
struct BillFindings {
  private(set) var all: [Finding] = []
  private var seen: Set<Key> = []
  private var counts: [CodeKey: Int64] = [:]

  /// More of one code and file are only counted.
  private static let limit: Int64 = 1_000

  /// So many texts are remembered.
  private static let mostTexts = 100_000

  private struct CodeKey: Hashable {
    let file: String
    let code: String
    let severity: Finding.Severity
  }

  private struct Key: Hashable {
    let file: String
    let code: String
    let message: String
  }

  /// Adds a finding of one line.
  mutating func add(_ finding: Finding) {
    let key = CodeKey(file: finding.place.file, code: finding.code, severity: finding.severity)
    counts[key, default: 0] += 1
    if counts[key, default: 0] <= BillFindings.limit { all.append(finding) }
  }

  /// Adds a finding that would be the same for many lines: only the first counts.
  mutating func addOnce(_ finding: Finding) {
    let key = Key(
      file: finding.place.file, code: finding.code, message: finding.message)
    // Beyond this limit a repeated finding may be counted twice, but none is lost.
    if seen.count >= BillFindings.mostTexts || seen.insert(key).inserted { add(finding) }
  }

  /// The findings that were only counted, by file and code.
  var counted: [OmittedFindings] {
    counts.filter { $0.value > BillFindings.limit }
      .map {
        OmittedFindings(
          severity: $0.key.severity, file: $0.key.file, code: $0.key.code,
          count: $0.value - BillFindings.limit)
      }
      .sorted { ($0.file, $0.code) < ($1.file, $1.code) }
  }
}
