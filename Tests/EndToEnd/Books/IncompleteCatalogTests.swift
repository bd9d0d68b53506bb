import Foundation
import Testing

/// Catalogs that list prices which price books cannot hold, and prices that cannot be right.
struct IncompleteCatalogTests {
  /// Audio is priced by the second, searches by how much they bring, and `odd` by the hour; `us` and `fast` are factors.
  private static let catalog = """
    {"m": {"litellm_provider": "acme", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
        "input_cost_per_audio_per_second": 1e-5,
        "search_context_cost_per_query": {"search_context_size_low": 0.03, "search_context_size_high": 0.05},
        "cache_creation_input_token_cost": 24e-6},
     "odd": {"litellm_provider": "acme", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
        "off_peak_pricing": {"hours_utc": "16-0", "rates": {"input_cost_per_token": 5e-7}}},
     "geo": {"litellm_provider": "acme", "input_cost_per_token": 1e-6, "input_cost_per_query": 0.01,
        "provider_specific_entry": {"us": 1.1, "fast": 6.0}}}
    """

  private func imported() throws -> (folder: Scratch, said: String) {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("2026-07-01.json", Self.catalog)
    let run = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-07-01.json"))
    #expect(run.status == 0, "\(run.errors)")
    return (folder, run.output.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  @Test func `a price that cannot be used is a row without one, and is named`() throws {
    let (folder, said) = try imported()
    let book = rows(ofCSV: try folder.text("ws/prices/litellm.csv"))
    #expect(
      book.filter { $0["price_usd"] == "" }.map { "\($0["model"] ?? "") \($0["unit_class"] ?? "")" }
        == ["m audio_input", "m search", "odd input"])
    #expect(
      said.contains("Classes with an unknown price; their usage is unpriced: 3"),
      "\(said)")
    #expect(said.contains("acme m audio_input acme m search acme odd input"), "\(said)")
    #expect(
      said.contains(
        "acme m cache_write_5m: 24, a cache write at more than 3 times the input price of 1"),
      "\(said)")
    let again = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-07-01.json"))
    #expect(again.output.hasPrefix("Nothing new"), "\(again.output)")
  }

  /// 1,000 × 1.1 and × 6, in millionths of a USD, and a search in the US at 0.01.
  @Test func `factors of a region and of a mode are prices of both`() throws {
    let (folder, _) = try imported()
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,region,service_tier,input_tokens,searches\n"
        + "r1,2026-08-01T10:00:00Z,u,pro,acme,geo,us,,1000,1\n"
        + "r2,2026-08-01T10:00:00Z,u,pro,acme,geo,,fast,1000,0\n"
        + "r3,2026-08-01T10:00:00Z,u,pro,acme,geo,us,fast,1000,0\n"
        + "r4,2026-08-01T10:00:00Z,u,pro,acme,geo,eu,,1000,0\n")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
        == ["0.0111", "0.006", "0.0066", ""])
  }

  /// Audio is not derived from input, though a derivation says so; what else a request used has its price.
  @Test func `usage of the class is unpriced until a row has its price`() throws {
    let (folder, _) = try imported()
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,audio_input_tokens\n"
        + "r1,2026-08-01T10:00:00Z,u,pro,acme,m,1000,10\n"
        + "r2,2026-08-01T10:00:00Z,u,pro,acme,m,1000,0\n")
    let check = try Program.assay("check", folder.path("ws"))
    let said = check.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("has no price for audio_input"), "\(said)")
    #expect(said.contains("acme,m,audio_input,PRICE,1000000,2026-08-01"), "\(said)")
    try folder.write(
      "ws/prices/own.csv",
      "provider,model,unit_class,price_usd,per,effective_from\nacme,m,audio_input,7,1000000,2026-08-01\n"
    )
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] } == [
        "0.00107", "0.001",
      ])
    let checks = try Program.assay("prices", "check", folder.path("ws"))
    #expect(
      checks.status == 2 && checks.errors.contains("[book.contradiction]"), "\(checks.errors)")
    #expect(
      rows(ofCSV: try folder.text("ws/out/price-checks.csv")).contains {
        $0["check"] == "contradiction" && $0["class"] == "cache_write_5m"
      })
  }

  /// The catalog takes n for another name of m, at 2; the own book has n at 5: 1,000 × 5 per million.
  @Test func `a name with prices of its own keeps them beside a catalog's rule for it`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/own.csv",
      "provider,model,unit_class,price_usd,effective_from\nacme,n,input,5,2026-01-01\n")
    try folder.write(
      "data.json",
      """
      [{"id": "acme", "models": [{"id": "m", "match": {"or": [{"equals": "m"}, {"equals": "n"}]},
        "prices": {"input_mtok": 2}}]}]
      """)
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("data.json"), "--as-of", "2026-08-01")
    #expect(done.status == 0, "\(done.errors)")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-02T00:00:00Z,u,pro,acme,n,1000\n")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] } == ["0.005"])
  }

  /// The shipped price of gpt-5 stays, whatever the catalog says; its other model is added.
  @Test func `an import into a new workspace adds models and hides none of the shipped prices`()
    throws
  {
    let folder = try Scratch()
    try #require(try Program.assay("init", folder.path("ws")).status == 0)
    func prices() throws -> [String: String] {
      let list = try Program.assay(
        "prices", "list", folder.path("ws"), "--at", "2026-08-10", "--json")
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
      return try #require(document["prices"] as? [[String: Any]]).reduce(into: [:]) { all, price in
        let key = ["provider", "model", "unit_class", "context_over"].map { "\(price[$0] ?? "")" }
        all[key.joined(separator: " ")] = price["price_usd"] as? String
      }
    }
    let before = try prices()
    try folder.write(
      "2026-07-01.json",
      """
      {"gpt-5": {"litellm_provider": "openai", "input_cost_per_token": 9e-6, "input_cost_per_token_above_200k_tokens": 1e-5},
       "brand-new": {"litellm_provider": "openai", "input_cost_per_token": 9e-6}}
      """)
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-07-01.json"))
    #expect(done.status == 0, "\(done.errors)")
    let after = try prices()
    #expect(after.filter { before[$0.key] != nil } == before)
    #expect(Set(after.keys).subtracting(before.keys).count == 1)
  }
}
