import Reports
import Testing

@testable import Store

/// The laws of the schema, whatever is added to it.
struct SchemaTests {
  @Test func `no two tables or views share a name, and no table has a column twice`() {
    let names = Schema.tables.map(\.name) + Schema.views.map(\.name)
    #expect(Set(names).count == names.count)
    for table in Schema.tables {
      #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)")
    }
  }

  @Test func `fact has every column of facts.csv, and daily every measure of it`() {
    #expect(
      StoreTable.factColumns.map(\.name) == FactsFile.columns.dropLast() + [
        "free_tier_loss_usd", "realised_revenue_usd",
      ])
    // Realised revenue stands in a table of its own.
    let measures = FactsFile.columns.drop { $0 != "requests" }.dropLast()
    #expect(StoreTable.daily.columns.map(\.name).dropFirst(5).starts(with: measures))
  }

  @Test func `what a fact sums to has a scale and a column each`() {
    #expect(FactMeasures.scales.count == FactMeasures.count)
    #expect(FactsFile.columns.drop { $0 != "requests" }.count == FactMeasures.fileCount + 1)
    // The loss of free plans is behind the measures of facts.csv.
    #expect(StoreTable.factMeasures.count == FactMeasures.fileCount + 1)
    #expect(StoreTable.daily.columns.dropFirst(5).count == FactMeasures.count)
  }

  @Test func `a list has the columns of its report`() {
    for table in StoreTable.lists {
      let report = Report.all.first { $0.name == table.report }
      let names = report?.columns.map(\.name) ?? []
      #expect(!names.isEmpty && table.columns.map(\.name).starts(with: names), "\(table.name)")
    }
  }

  @Test func `a column of a list means what its report says, unless a note says more`() {
    let report = Report.anomalies
    let table = StoreTable(
      "t", of: report, grain: "", optional: ["kind"], notes: ["day": "day; NULL none"])
    #expect(
      table.columns.map { "\($0.name) \($0.kind.words): \($0.note)" }.prefix(5) == [
        "series TEXT NOT NULL: total, or one model, provider or tier",
        "measure TEXT NOT NULL: measure with the anomaly: vendor cost in USD",
        "day TEXT NOT NULL: day; NULL none",
        "kind TEXT: spike, drop, level_shift (from that day on), missing_day or new_model",
        "value TEXT: value of the day",
      ])
  }
}
