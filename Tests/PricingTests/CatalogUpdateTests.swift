import Ledger
import Parsing
import Pricing
import Testing

/// The rows that a catalog adds to a book that has one of another day already.
@Suite struct CatalogUpdateTests {
  @Test
  func `without dates, a price counts from the first day that has it to the first that has not`()
    throws
  {
    var update = CatalogUpdate([])
    try apply(&update, 10, #"{"m": {"input_cost_per_token": 1e-6, "litellm_provider": "p"}}"#)
    try apply(&update, 20, #"{"m": {"input_cost_per_token": 2e-6, "litellm_provider": "p"}}"#)
    try apply(&update, 30, #"{"m": {"litellm_provider": "p"}}"#)
    try apply(&update, 40, #"{"m": {"input_cost_per_token": 2e-6, "litellm_provider": "p"}}"#)
    try apply(&update, 50, #"{"n": {"litellm_provider": "p"}}"#)
    #expect(
      update.additions.map(words) == [
        "new 0.000001 10-", "change 0.000002 20-", "end 0.000002 20-30", "new 0.000002 40-",
      ])
    #expect(update.missing == [ModelKey(provider: "p", model: "m")])
  }

  @Test func `an earlier catalog is refused where it says something else`() throws {
    var update = CatalogUpdate([])
    try apply(&update, 20, #"{"m": {"input_cost_per_token": 2e-6, "litellm_provider": "p"}}"#)
    try apply(&update, 20, #"{"m": {"input_cost_per_token": 2e-6, "litellm_provider": "p"}}"#)
    #expect(throws: CatalogUpdate.OlderCatalog.self) {
      try apply(&update, 20, #"{"m": {"input_cost_per_token": 3e-6, "litellm_provider": "p"}}"#)
    }
    #expect(throws: CatalogUpdate.OlderCatalog.self) {
      try apply(&update, 10, #"{"m": {"input_cost_per_token": 2e-6, "litellm_provider": "p"}}"#)
    }
  }

  /// As Claude Sonnet 5: a rise announced for 1 September was called off on 10 August.
  @Test func `with dates, what differs corrects the row of that start`() throws {
    var update = CatalogUpdate([])
    let announced = genai(
      #"[{"prices": {"input_mtok": 2}}, {"constraint": {"start_date": "1970-02-10"}, "prices": {"input_mtok": 3}}]"#
    )
    try apply(&update, 10, announced, .genaiPrices)
    try apply(&update, 20, genai(#"{"input_mtok": 2}"#), .genaiPrices)
    try apply(&update, 30, genai(#"{"input_mtok": 4}"#), .genaiPrices)
    try apply(&update, 50, genai(#"{"output_mtok": 9}"#), .genaiPrices)
    #expect(
      update.additions.map(words) == [
        // Day 40 is 10 February 1970.
        "new 0.000002 ever-", "change 0.000003 40-", "correction 0.000002 40-",
        "correction 0.000004 ever-", "correction 0.000004 40-", "end 0.000004 40-50",
        "new 0.000009 ever-",
      ])
  }

  @Test func `with dates, a price that ended before it is left out keeps its end`() throws {
    var update = CatalogUpdate([])
    // Day 1 is 2 January 1970.
    try apply(
      &update, 10,
      #"{"prices": [{"vendor": "p", "id": "m", "input": 2, "from_date": "1970-01-02", "to_date": "1970-01-06"}]}"#,
      .llmPrices)
    try apply(
      &update, 20, #"{"prices": [{"vendor": "p", "id": "m", "output": 9}]}"#, .llmPrices)
    #expect(update.additions.map(words) == ["new 0.000002 1-5", "new 0.000009 ever-"])
  }

  /// No row may end as it begins; the catalog of the next day ends it.
  @Test func `with dates, a price that is left out on the day it begins ends a day later`() throws {
    var update = CatalogUpdate([])
    let announced = genai(
      #"[{"prices": {"input_mtok": 2}}, {"constraint": {"start_date": "1970-01-21"}, "prices": {"input_mtok": 3}}]"#
    )
    try apply(&update, 10, announced, .genaiPrices)
    try apply(&update, 20, genai(#"{"output_mtok": 9}"#), .genaiPrices)
    let first = ["new 0.000002 ever-", "change 0.000003 20-", "new 0.000009 ever-"]
    #expect(update.additions.map(words) == first)
    try apply(&update, 21, genai(#"{"output_mtok": 9}"#), .genaiPrices)
    #expect(update.additions.map(words) == first + ["end 0.000003 20-21"])
  }

  private func genai(_ prices: String) -> String {
    "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"match\": {\"equals\": \"m\"}, \"prices\": \(prices)}]}]"
  }

  private func words(_ addition: CatalogUpdate.Addition) -> String {
    func day(_ instant: Instant?) -> String? { instant.map { "\($0.utcDay.number)" } }
    return "\(addition.kind.rawValue) \(said(addition.perUnit)) \(day(addition.from) ?? "ever")-"
      + (day(addition.to) ?? "")
  }

  private func apply(
    _ update: inout CatalogUpdate, _ day: Int32, _ text: String, _ source: CatalogSource = .litellm
  ) throws {
    let json = try JSONReader.read(Array(text.utf8), allowsComments: false)
    try update.apply(try source.read(json), day: Day(number: day), isDated: source.isDated)
  }
}
