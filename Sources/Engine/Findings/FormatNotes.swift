import Intake
import Ledger
import Reconciliation
import Workspace

/// Notes about the formats of exports.
package enum FormatNotes {
  /// The number of files of one format, and of their rows.
  package struct Group {
    package let format: UsageFormat
    package let files: Int64
    package let rows: Int64

    /// As in `litellm-spendlogs: 3 files, 12 rows`.
    package var words: String {
      "\(format.rawValue): \(GroupedDigits.count(files, "file")), \(GroupedDigits.count(rows, "row"))"
    }
  }

  /// Returns the formats that files were taken for, by the order of their list; none where all files are ours.
  package static func groups(_ map: LedgerMap) -> [Group] {
    let tallies = FileTally.all(map)
    let files = zip(map.job.files, tallies).map { ($0.start.layout.usage, $1.rows) }
    if files.allSatisfy({ $0.0 == .native }) { return [] }
    return UsageFormat.allCases.compactMap { format in
      let rows = files.lazy.filter { $0.0 == format }.map(\.1)
      let count = Int64(rows.count)
      return count == 0 ? nil : Group(format: format, files: count, rows: rows.reduce(0, +))
    }
  }

  /// Returns what to report of one file.
  package static func findings(_ tally: FileTally, of file: LedgerFile, settings: Settings)
    -> [Finding]
  {
    twofold(file) + skipped(tally, of: file) + sums(tally, of: file)
      + unit(of: file, settings: settings)
  }

  /// A header, or keys of objects, that another format has as well.
  private static func twofold(_ file: LedgerFile) -> [Finding] {
    guard let other = file.start.alsoFits?.rawValue else { return [] }
    let taken = file.start.layout.usage.rawValue
    let isCSV = if case .csv = file.start.layout.format { true } else { false }
    let line = isCSV ? 1 : Int(file.start.headerLines) + 1
    return [
      Finding(
        .warning, at: Place(file: file.path, line: line), code: "format.several",
        message:
          "the \(isCSV ? "header fits" : "keys fit") \(taken) and \(other); Assay read"
          + " \(isCSV ? "it" : "them") as \(taken)",
        help: "state which in assay.json: \"formats\": { \"\(file.path.excerpt)\": \"\(taken)\" },"
          + " or \"\(other)\"")
    ]
  }

  /// The records that are no usage.
  private static func skipped(_ tally: FileTally, of file: LedgerFile) -> [Finding] {
    var reasons: [String: FileTally.Seen] = [:]
    for (reason, seen) in tally.skipped {
      switch reason {
      case .otherKind(let words): reasons[words] = reasons[words]?.joined(seen) ?? seen
      case .withUsage(let usage):
        reasons[usage.reason] = reasons[usage.reason]?.joined(seen) ?? seen
      case .sum, .unlikeItsParts, .group: continue
      }
    }
    let isMapped = file.start.layout.usage == .mapping
    // A mapping that was made for another export may know none of its kinds.
    let isAll = isMapped && tally.rows == 0
    let isDoubt = isAll || file.start.layout.listsIDs
    return reasons.sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }.map {
      words, seen in
      Finding(
        isDoubt ? .warning : .note, at: Place(file: file.path, line: Int(seen.line)),
        code: "format.skipped",
        message: "skipped, not usage: \(words.excerpt) (first of"
          + " \(GroupedDigits.count(seen.count, "record")))",
        help: isDoubt
          ? "check \"only\" and \"skip\" of the mapping in assay.json: "
            + (isAll ? "they exclude every record" : "the mapping lists ids of one export")
          : isMapped
            ? "nothing to do: the mapping in assay.json states that these are not requests"
            : "nothing to do: \(file.start.layout.usage.rawValue) logs also contain other records")
    } + ExcludedUsageNotes.findings(tally, of: file, reasons)
  }

  /// The records whose usage is that of others.
  private static func sums(_ tally: FileTally, of file: LedgerFile) -> [Finding] {
    var findings: [Finding] = []
    if let seen = tally.skipped[.sum] {
      findings.append(
        Finding(
          .note, at: Place(file: file.path, line: Int(seen.line)), code: "sum.parts",
          message:
            "skipped: it sums the usage of its child requests, which count instead"
            + " (first of \(GroupedDigits.count(seen.count, "record")))",
          help: "nothing to do: each request counts once"))
    }
    if let seen = tally.skipped[.unlikeItsParts] {
      findings.append(
        Finding(
          .warning, at: Place(file: file.path, line: Int(seen.line)), code: "sum.differs",
          message: "an agent, tool or workflow states usage that differs from the sum of its child"
            + " requests, which count instead (first of"
            + " \(GroupedDigits.count(seen.count, "record")))",
          help:
            "export all of its child requests; no figure includes a request that is missing here"))
    }
    return findings
  }

  /// Credits of gateways count another unit than ours, unless the settings say so.
  private static func unit(of file: LedgerFile, settings: Settings) -> [Finding] {
    guard let quota = file.start.layout.usage.quotaUnit else { return [] }
    let values = [settings.creditValues.fallback] + settings.creditValues.entries.map(\.value)
    guard !values.contains(where: { $0.perCredit == quota }) else { return [] }
    return [
      Finding(
        .warning, at: Place(file: file.path), code: "format.unit",
        message: "one unit of its quota is \(quota) USD, but the credit value is"
          + " \(settings.creditValues.fallback.perCredit) USD: charges will not match",
        help: "write in assay.json: \"credit_value_usd\": \"\(quota)\", \"credit_increment\": \"1\""
      )
    ]
  }
}
