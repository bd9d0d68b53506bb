import Intake
import Ledger
import Overview

/// What the first rows of exports show of how they are read: tokens that nobody counts, and counts that only grow.
struct SampleWarnings {
  private(set) var findings: [Finding] = []
  /// The columns and members that are told here, by file.
  private(set) var told: Set<Told> = []

  /// A column of a file.
  struct Told: Hashable {
    let file: String
    let column: String
  }

  /// So many files of each kind of header are looked at: exports of one tool are alike.
  private static let limit = 20
  private static let bytes = 1 << 18

  init(_ files: [LedgerFile]) {
    var counts: [LedgerStart: Int] = [:]
    for file in files {
      let usage = file.start.layout.usage
      guard usage == .native || usage == .mapping,
        counts[file.start, default: 0] < SampleWarnings.limit
      else { continue }
      counts[file.start, default: 0] += 1
      guard let table = SampleWarnings.table(file) else { continue }
      if usage == .native { addUnread(table, of: file) }
      addGrowth(table, of: file)
    }
  }

  private static func table(_ file: LedgerFile) -> SampleTable? {
    do throws(FileFailure) {
      let start = try LedgerBytes.beginning(of: file.location, limits: file.limits, count: bytes)
      return SampleTable(start.bytes, isEnd: start.bytes.count < bytes)
    } catch {
      // What cannot be read any more is told elsewhere.
      return nil
    }
  }

  private mutating func addUnread(_ table: SampleTable, of file: LedgerFile) {
    for unread in SampleDoubts.unreadTokens(in: table, but: []) {
      let name = unread.name
      told.insert(Told(file: file.path, column: name.trimmedLowercase))
      let root = name.split(separator: ".").first.map(String.init) ?? name
      told.insert(Told(file: file.path, column: root.trimmedLowercase))
      let column = file.start.layout.unknown.first { $0.name == name.trimmedLowercase }?.column
      let rename = "\"mappings\": { \(JSONString.quoted(name)): \"\(unread.column.name)\" }"
      findings.append(
        Finding(
          .warning, at: Place(file: file.path, line: 1, column: column), code: "csv.tokens",
          message: "\"\(name.excerpt)\" looks like \(unread.column.name), and its tokens are not"
            + " counted (\(unread.rows) of the first \(unread.of) rows have some)",
          help: unread.isBesideOurs
            ? "add it to the column \(unread.column.name) in the export, or leave it out if that has"
              + " these tokens"
            : "write in assay.json: \(rename), if no other column counts these tokens"))
    }
  }

  private mutating func addGrowth(_ table: SampleTable, of file: LedgerFile) {
    func name(_ column: LedgerColumn) -> String? {
      guard file.start.layout.usage == .mapping else { return column.name }
      return file.start.layout.mappedName(of: column)
    }
    guard let input = name(.inputTokens), let output = name(.outputTokens),
      let key = SampleDoubts.growth(in: table, input: input, output: output)
    else { return }
    let within = key.isEmpty ? "from row to row" : "within each \(key.excerpt)"
    findings.append(
      Finding(
        .warning, at: Place(file: file.path), code: "qty.running",
        message: "\(input.excerpt) and \(output.excerpt) only grow \(within): these look like"
          + " running totals, which count a request again in every later row",
        help: "export what each request used; nothing to do if each did use more than the one"
          + " before"))
  }
}
