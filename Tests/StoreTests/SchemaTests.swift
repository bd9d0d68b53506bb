import Reports
import Testing

@testable import Store

/// What must hold of the schema, whatever is added to it.
struct SchemaTests {
  @Test func `no two tables or views share a name, and no table has a column twice`() {
    let names = Schema.tables.map(\.name) + Schema.views.map(\.name)
    #expect(Set(names).count == names.count)
    for table in Schema.tables {
      #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)")
    }
  }

  @Test func `fact has every column of facts.csv, and daily every measure of it`() {
    #expect(StoreTable.factColumns.map(\.name) == FactsFile.columns + ["free_tier_loss_usd"])
    let measures = FactsFile.columns.drop { $0 != "requests" }
    #expect(StoreTable.daily.columns.map(\.name).dropFirst(5).starts(with: measures))
  }

  @Test func `what a fact sums to has a scale and a column each`() {
    #expect(FactMeasures.scales.count == FactMeasures.count)
    #expect(FactsFile.columns.drop { $0 != "requests" }.count == FactMeasures.fileCount)
    // The loss of free plans is behind the measures of facts.csv.
    #expect(StoreTable.factMeasures.count == FactMeasures.fileCount + 1)
    #expect(StoreTable.daily.columns.dropFirst(5).count == FactMeasures.count)
  }

  @Test func `a list has the first columns of its report under the same names`() throws {
    for (name, report) in StoreTable.reportOfTable {
      let table = try #require(Schema.tables.first { $0.name == name })
      #expect(Report.all.contains { $0.name == report }, "\(report)")
      #expect(!table.columns.isEmpty)
    }
  }
}
