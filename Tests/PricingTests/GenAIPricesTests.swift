import Ledger
import Parsing
import Pricing
import Support
import Testing

/// The catalog genai-prices: dates, bands, and rules for names in their order.
@Suite struct GenAIPricesTests {
  @Test func `an entry counts from its day, the first before every other`() throws {
    let catalog = try catalog(
      """
      [{"prices": {"input_mtok": 10, "web_searches_kcount": 10}},
       {"constraint": {"start_date": "2025-06-10"}, "prices": {"input_mtok": 2}}]
      """)
    let day = Instant(startOf: try #require(Day("2025-06-10")))
    #expect(
      catalog.quotes == [
        quote(.input, "0.00001", to: day), quote(.search, "0.01", to: day),
        quote(.input, "0.000002", from: day),
      ])
  }

  @Test func `a first entry counts before its day too, and of two of one day the last`() throws {
    let catalog = try catalog(
      """
      [{"constraint": {"start_date": "2025-01-01"}, "prices": {"input_mtok": 10}},
       {"constraint": {"start_date": "2025-06-10"}, "prices": {"input_mtok": 3}},
       {"constraint": {"start_date": "2025-06-10"}, "prices": {"input_mtok": 2}}]
      """)
    let day = Instant(startOf: try #require(Day("2025-06-10")))
    #expect(
      catalog.quotes == [
        quote(.input, "0.00001", to: day), quote(.input, "0.000002", from: day),
      ])
  }

  @Test(arguments: [
    #""cache_write_mtok": 4, "cache_write_5m_mtok": 3"#,
    #""cache_write_5m_mtok": 3, "cache_write_mtok": 4"#,
  ])
  func `a price of cache writes that names five minutes goes before one that does not`(
    members: String
  ) throws {
    let catalog = try catalog("{\(members)}")
    #expect(catalog.quotes == [quote(.cacheWrite5m, "0.000003")])
  }

  @Test func `a price with tiers is one of bands, and every other class has a price in each`()
    throws
  {
    let catalog = try catalog(
      """
      {"input_mtok": {"base": 3, "tiers": [{"start": 200000, "price": 6}]}, "output_mtok": 15,
       "requests_kcount": 5, "input_image_mtok": 1, "input_video_mtok": 1}
      """)
    #expect(
      catalog.quotes == [
        quote(.input, "0.000003"), quote(.input, "0.000006", over: 200_000),
        quote(.output, "0.000015"), quote(.output, "0.000015", over: 200_000),
        quote(.imageInput, "0.000001"), quote(.imageInput, "0.000001", over: 200_000),
        quote(.request, "0.005"),
      ])
    #expect(catalog.notes.map(\.field) == ["input_video_mtok"])
  }

  @Test func `prices by the hour are listed, and none is taken for the day's`() throws {
    let catalog = try catalog(
      """
      [{"prices": {"input_mtok": 1}},
       {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 2}}]
      """)
    #expect(catalog.quotes.isEmpty)
    #expect(catalog.notes.map(\.reason) == [.hours])
  }

  @Test func `a model without prices is free`() throws {
    let catalog = try catalog("{}")
    #expect(catalog.quotes == [quote(.input, "0"), quote(.output, "0")])
  }

  /// The first model of the list that fits has a name; longest first would give these to others.
  @Test(
    arguments: [
      ("gpt-5-mini", "mini"), ("gpt-5", "five"), ("GPT-5", "five"), ("my-gpt-5", "any"),
      ("gpt-5-mini-x", "mini"), ("gpt-5-mini-pro", "mini"), ("o3-2026-01-31", "o3"),
      ("o3-20260131", "o3"), ("both-a-and-b", "both-a-and-b"), ("borrowed", "borrowed"),
    ] as [(Name, Name)])
  func `a name has the model that the catalog finds for it`(name: Name, model: Name) throws {
    let catalog = try read(
      """
      [{"id": "p", "fallback_model_providers": ["q"], "models": [
        {"id": "mini", "match": {"or": [{"starts_with": "gpt-5-mini"}, {"equals": "GPT-5-MINI-PRO"}]}, "prices": {}},
        {"id": "five", "match": {"equals": "gpt-5"}, "prices": {}},
        {"id": "o3", "match": {"or": [{"equals": "o3-2026-01-31"}, {"regex": "^o3$"}]}, "prices": {}},
        {"id": "pair", "match": {"and": [{"contains": "a"}, {"contains": "b"}]}, "prices": {}},
        {"id": "long", "match": {"starts_with": "gpt-5-mini-pro"}, "prices": {}},
        {"id": "any", "match": {"contains": "gpt-"}, "prices": {}}]},
       {"id": "q", "models": [{"id": "lent", "match": {"equals": "borrowed"}, "prices": {}}]}]
      """)
    var faults: Faults = []
    let rows = catalog.aliases.map { row($0, from: 0) }
    let book = AliasBook(rows, knownAt: nil, faults: &faults)
    let expected = name == "borrowed" ? "lent" : model
    #expect(book.meanings(of: name, provider: "p").meaning(at: at(1)) == .model(expected))
    #expect(catalog.notes.map(\.reason) == [.rule])
  }

  private func quote(
    _ unitClass: UnitClass, _ perUnit: String, over: Int64? = nil, from: Instant? = nil,
    to: Instant? = nil
  ) -> CatalogQuote {
    let digits = Int128(perUnit.filter(\.isNumber)) ?? -1
    let decimals = perUnit.contains(".") ? perUnit.count - 2 : 0
    let key = Price.Key(
      provider: "p", model: "m", unitClass: unitClass, serviceTier: "standard", region: "",
      contextOver: over)
    return CatalogQuote(
      key: key, perUnit: usd(digits, per: powerOfTen(decimals)), from: from, to: to)
  }

  private func catalog(_ prices: String) throws -> Catalog {
    try read(
      "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"match\": {\"equals\": \"m\"}, \"prices\": \(prices)}]}]"
    )
  }

  private func read(_ text: String) throws -> Catalog {
    let json = try JSONReader.read(Array(text.utf8), allowsComments: false)
    #expect(CatalogSource.detect(json) == .genaiPrices)
    return try CatalogSource.genaiPrices.read(json)
  }
}
