import Foundation
import Ledger
import Tables
import Testing

@testable import Sampling

/// docs/SAMPLE.md lists every stratum and every column, as the code has them.
struct SampleDocumentTests {
  private func rows(below start: String) throws -> [[String]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/SAMPLE.md"), encoding: .utf8)
    let place = try #require(text.range(of: "\n\(start)\n"))
    return text[place.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.dropFirst(2).map {
        $0.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      }
  }

  @Test func `every column has its meaning in the document`() throws {
    let classes = UnitClass.allCases.map(\.name)
    let columns = AuditSampleTable.columns.map { column in
      // The columns of the first class stand for those of all.
      column.name.hasPrefix("input_")
        ? [
          column.name.replacing("input_", with: "CLASS_"),
          column.meaning.replacing(" of 1,000,000 units", with: "")
            .replacing(" of class input", with: ""),
        ] : [column.name, column.meaning]
    }.filter { row in
      !classes.contains { name in
        ["quantity", "price_usd", "cost_usd"].contains { row[0] == name + "_" + $0 }
      }
    }
    #expect(
      try rows(below: "## audit-sample.csv").map { [$0[0].replacing("`", with: ""), $0[1]] }
        == columns)
  }

  @Test func `every stratum has its meaning in the document`() throws {
    #expect(
      try rows(below: "## Population and strata").map { $0[0] }
        == SampleKind.allCases.map { "`\($0.rawValue)`" })
  }
}
