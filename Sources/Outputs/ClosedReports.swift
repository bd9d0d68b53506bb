import Closing
import Ledger
import Overview
import Platform
import Workspace

/// The figures of a closed month in the reports on disk, where these are the closed ones.
struct ClosedReports {
  private let folder: String
  private let outputs: [Name: WrittenFile]
  private let month: Month

  /// - Parameter root: the workspace with the folder `out`.
  init(of manifest: ClosedManifest, in root: String) {
    folder = root + "/out/" + manifest.month.description
    outputs = Dictionary(manifest.outputs.map { ($0.name, $0) }) { first, _ in first }
    month = manifest.month
  }

  /// Returns the figures; nil unless every file that they are in has its closed digest.
  func figures() throws -> MonthFigures? {
    guard let facts = try bytes("facts.csv"), let revenue = try bytes("revenue.csv") else {
      return nil
    }
    let hasCredits = outputs[Name("deferred-revenue.csv")] != nil
    let deferred = try bytes("deferred-revenue.csv")
    if hasCredits && deferred == nil { return nil }
    var figures = MonthFigures()
    figures.know(.vendorCost)
    figures.know(.requests)
    var isSold = false
    if hasCredits { figures.knowRevenue() }
    forEachRow(revenue) { row in
      if !row("credits").isEmpty { isSold = true }
      guard hasCredits, row("month").description == month.description else { return }
      figures.add(
        row.decimal("realised_revenue_usd", Money.decimals),
        to: .init(.realisedRevenue, Name(TierText.name(row("tier")))))
    }
    forEachRow(facts) { row in
      let keys = MonthFigures.keys(row("tier"), row("provider"), row("model"))
      figures.add(
        MonthFigures.MoneyOfFacts(
          requests: row.decimal("requests", 0),
          vendorCost: row.decimal("vendor_cost_usd", Money.decimals),
          microcredits: isSold ? row.decimal("credits", Credits.decimals) : nil,
          revenue: isSold ? row.decimal("revenue_usd", Money.decimals) : nil), to: keys)
      let realised = row.decimal("realised_revenue_usd", Money.decimals)
      if realised != 0 { figures.add(realised, to: .init(.realisedRevenue, keys[2])) }
    }
    forEachRow(deferred ?? []) { row in
      guard row("month").description == month.description else { return }
      for (column, measure) in [
        ("realised_usd", RestatementMeasure.realisedRevenue), ("breakage_usd", .breakage),
        ("closing_usd", .deferredClosing),
      ] {
        figures.add(row.decimal(column, Money.decimals), to: .init(measure))
      }
    }
    return figures
  }

  /// The bytes of a report; nil unless they are the closed ones.
  private func bytes(_ name: String) throws -> [UInt8]? {
    guard let closed = outputs[Name(name)] else { return nil }
    let path = folder + "/" + name
    guard case .file(let size, _)? = try FileSystem.kind(of: path), size == closed.size else {
      return nil
    }
    let bytes = try FileSystem.contents(of: path)
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish() == closed.sha256 ? bytes : nil
  }

  /// A row of a report.
  private struct Row {
    let cells: [Name]
    let columns: [String: Int]

    func callAsFunction(_ column: String) -> Name { columns[column].map { cells[$0] } ?? .empty }

    /// A number at a scale; 0 where it is blank.
    func decimal(_ column: String, _ scale: Int) -> Int128 {
      let text = self(column)
      if text.isEmpty { return 0 }
      let read = Array(text.bytes).withUnsafeBufferPointer {
        NumberText.decimal($0, scale: scale, limit: .max, allowsNegative: true)
      }
      guard case .success(let number) = read else {
        preconditionFailure("a report with its closed digest has numbers: \(text)")
      }
      return number.value
    }
  }

  private func forEachRow(_ bytes: [UInt8], _ body: (Row) -> Void) {
    if bytes.isEmpty { return }
    var faults: [Finding] = []
    _ = BookTable.forEachRow(
      of: bytes, file: "", required: [], known: ["month", "day"], faults: &faults
    ) { body(Row(cells: $0.cells, columns: $1)) }
  }
}
