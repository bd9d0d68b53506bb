import Ledger

/// The reported findings of references, and the number of others: to make any other, and to look for its help, takes
/// memory and time for nothing.
struct MissingBookEntryLimit {
  /// The number of findings of a file and code that are reported, and of files of a code.
  private let limit: Int
  private var codes: [String: Code] = [:]

  private struct Code {
    /// Of each file that is reported: the numbers of findings that are reported and that are not.
    var told: [Name: Int] = [:]
    var left: [Name: Int64] = [:]
    /// The number of findings in other files, of those files, and the last such file.
    var elsewhere: Int64 = 0
    var otherFiles: Int64 = 0
    var last: Name?
  }

  init(limit: Int) { self.limit = limit }

  /// Returns true if the next finding of a code in a file is reported; else counts it.
  ///
  /// Those of a file come one after another.
  mutating func tells(_ code: String, _ file: Name) -> Bool {
    let told = codes[code]?.told[file]
    if told == nil && codes[code]?.told.count ?? 0 >= limit {
      if codes[code]?.last != file { codes[code]?.otherFiles += 1 }
      codes[code]?.last = file
      codes[code]?.elsewhere += 1
      return false
    }
    if told ?? 0 >= limit {
      codes[code]?.left[file, default: 0] += 1
      return false
    }
    codes[code, default: Code()].told[file, default: 0] += 1
    return true
  }

  /// The number of unreported findings by code and file, and by code over the other files.
  var unlisted: [OmittedFindings] {
    codes.sorted { $0.key < $1.key }.flatMap { code, counts in
      let left = counts.left.sorted { $0.key < $1.key }.map { file, count in
        OmittedFindings(
          severity: .warning, file: file.description, code: code, count: count)
      }
      guard counts.otherFiles > 0 else { return left }
      return left + [
        OmittedFindings(
          severity: .warning, file: "", code: code, count: counts.elsewhere,
          otherFiles: counts.otherFiles)
      ]
    }
  }
}
