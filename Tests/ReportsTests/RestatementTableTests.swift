import Closing
import Foundation
import Ledger
import Tables
import Testing

@testable import Reports

/// `restatement.csv`: its cells, and its columns in docs/CLOSING.md.
struct RestatementTableTests {
  private func line(
    _ measure: RestatementMeasure, _ key: Name, _ asClosed: Int128?, _ now: Int128,
    _ difference: Int128?, _ evidence: RestatementEvidence
  ) -> RestatementLine {
    RestatementLine(
      month: Month(year: 2026, month: 8), cause: .lateUsage, measure: measure, key: key,
      asClosed: asClosed, now: now, difference: difference, evidence: evidence)
  }

  @Test func `amounts have the unit of their measure, and unknown ones are blank`() {
    let late = RestatementEvidence(rows: 2, file: "ledger/late.csv", line: 2)
    let table = RestatementTable(
      Restatement([
        line(
          .vendorCost, "", 1_500_000_000_000_000_000, 2_000_000_000_000_000_000,
          500_000_000_000_000_000, late),
        line(.credits, "pro", 10_000_000, 12_500_000, 2_500_000, late),
        line(.requests, "acme/m1", nil, 12, nil, RestatementEvidence()),
      ])
    ).table
    #expect(
      (0..<table.rowCount).map { table.cells(at: $0).map(CSVText.string).joined(separator: ",") }
        == [
          "2026-08,late_usage,vendor_cost_usd,,1.5,2,0.5,2,ledger/late.csv,2",
          "2026-08,late_usage,credits,pro,10,12.5,2.5,2,ledger/late.csv,2",
          "2026-08,late_usage,requests,acme/m1,,12,,,,",
        ])
  }

  @Test func `every column has its meaning in the document`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/CLOSING.md"), encoding: .utf8)
    let start = try #require(text.range(of: "\n### restatement.csv\n"))
    let rows = text[start.upperBound...].split(separator: "\n").drop { !$0.hasPrefix("|") }
      .prefix { $0.hasPrefix("|") }.dropFirst(2)
    #expect(
      rows.map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
        == RestatementTable.columns.map { [$0.name, $0.meaning] })
  }
}
