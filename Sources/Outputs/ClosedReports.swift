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

  /// A cell of a report is not the number that a run writes.
  private struct NotANumber: Error {}

  /// Returns the figures; nil unless every file that they are in has its closed digest, and the numbers of a run.
  func figures() throws -> MonthFigures? {
    do { return try read() } catch is NotANumber { return nil }
  }

  private func read() throws -> MonthFigures? {
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
    try forEachRow(revenue) { row in
      if !row("credits").isEmpty { isSold = true }
      guard hasCredits, row("month").description == month.description else { return }
      let tier = Name(TierText.name(row("tier")))
      for (column, measure) in [
        ("realised_revenue_usd", RestatementMeasure.realisedRevenue), ("breakage_usd", .breakage),
      ] {
        figures.add(try row.decimal(column, Money.decimals), to: .init(measure, tier))
      }
    }
    try forEachRow(facts) { row in
      let keys = MonthFigures.keys(row("tier"), row("provider"), row("model"))
      figures.add(
        MonthFigures.MoneyOfFacts(
          requests: try row.decimal("requests", 0),
          vendorCost: try row.decimal("vendor_cost_usd", Money.decimals),
          microcredits: isSold ? try row.decimal("credits", Credits.decimals) : nil,
          revenue: isSold ? try row.decimal("revenue_usd", Money.decimals) : nil), to: keys)
      let realised = try row.decimal("realised_revenue_usd", Money.decimals)
      if realised != 0 { figures.add(realised, to: .init(.realisedRevenue, keys[2])) }
    }
    try forEachRow(deferred ?? []) { row in
      guard row("month").description == month.description else { return }
      for (column, measure) in [
        ("realised_usd", RestatementMeasure.realisedRevenue), ("breakage_usd", .breakage),
        ("closing_usd", .deferredClosing),
      ] {
        figures.add(try row.decimal(column, Money.decimals), to: .init(measure))
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
    return SHA256.text(of: bytes) == closed.sha256 ? bytes : nil
  }

  /// A row of a report.
  private struct Row {
    let cells: [Name]
    let columns: [String: Int]

    func callAsFunction(_ column: String) -> Name { columns[column].map { cells[$0] } ?? .empty }

    /// A number at a scale; 0 where it is blank.
    func decimal(_ column: String, _ scale: Int) throws -> Int128 {
      let text = self(column)
      if text.isEmpty { return 0 }
      let read = Array(text.bytes).withUnsafeBufferPointer {
        NumberText.decimal($0, scale: scale, limit: .max, allowsNegative: true)
      }
      guard case .success(let number) = read else { throw NotANumber() }
      return number.value
    }
  }

  private func forEachRow(_ bytes: [UInt8], _ body: (Row) throws -> Void) throws {
    if bytes.isEmpty { return }
    var faults: [Finding] = []
    var failure: (any Error)?
    _ = BookTable.forEachRow(
      of: bytes, file: "", required: [], known: ["month", "day"], faults: &faults
    ) { row, columns in
      if failure != nil { return }
      do { try body(Row(cells: row.cells, columns: columns)) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
