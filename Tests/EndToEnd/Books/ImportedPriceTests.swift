import Testing

/// The cost of requests where a catalog leaves something unstated.
struct ImportedPriceTests {
  /// Imports catalogs, each under the name of its day, and rates `requests`: model, service tier, start, and tokens of
  /// output, reasoning and input.
  private func costs(
    _ catalogs: [(day: String, json: String)], requests: [String], own: String? = nil
  ) throws -> [String] {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    if let own { try folder.write("ws/prices/own.csv", own) }
    for catalog in catalogs {
      try folder.write("\(catalog.day).json", catalog.json)
      let run = try Program.assay(
        "prices", "import", folder.path("ws"), folder.path("\(catalog.day).json"))
      #expect(run.status == 0, "\(run.errors)")
    }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,user_id,provider,model,service_tier,request_started_at,output_tokens,reasoning_tokens,"
        + "input_tokens\n"
        + requests.enumerated().map { "r\($0),u,openai,\($1)\n" }.joined())
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    return rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] ?? "" }
  }

  /// A million of output and one of reasoning, at what output costs at flex and priority.
  ///
  /// A tier without a price for output has none for reasoning. In batch reasoning is half of what it costs at standard service, even where it has a price of
  /// the workspace's own there: 0.6 / 2 + 3.5 / 2.
  @Test func `reasoning costs as output at flex and priority, and half of itself in batch`() throws
  {
    let catalog = """
      {"m": {"litellm_provider": "openai", "output_cost_per_token": 10e-6,
        "output_cost_per_token_priority": 20e-6, "output_cost_per_token_flex": 5e-6,
        "output_cost_per_token_batches": 4e-6},
       "n": {"litellm_provider": "openai", "output_cost_per_token": 10e-6}}
      """
    let tiers = ["standard", "priority", "flex", "batch"]
    let found = try costs(
      [("2026-08-01", catalog)],
      requests: ["m", "n", "g"].flatMap { model in
        tiers.map { "\(model),\($0),2026-08-05T00:00:00Z,1000000,1000000," }
      },
      own: "provider,model,unit_class,price_usd\nopenai,g,output,0.6\nopenai,g,reasoning,3.5\n")
    #expect(
      found == ["20", "40", "10", "9", "20", "", "", "10", "4.1", "", "", "2.05"])
  }

  /// Of a million of output: 2 by the catalog, for requests of any size; 9 by the workspace's own book from 5 August, for any
  /// size too, as the catalog states a price for large requests of input alone.
  @Test func `an own price counts for large requests that the catalog prices alike`() throws {
    let catalog = """
      {"m": {"litellm_provider": "openai", "input_cost_per_token": 1e-6,
        "input_cost_per_token_above_200k_tokens": 3e-6, "output_cost_per_token": 2e-6}}
      """
    let own =
      "provider,model,unit_class,price_usd,effective_from\nopenai,m,output,9,2026-08-05\n"
    let found = try costs(
      [("2026-08-01", catalog)],
      requests: [
        "m,,2026-08-04T00:00:00Z,1000000,0,1000000", "m,,2026-08-05T00:00:00Z,1000000,0,1000000",
        "m,,2026-08-05T00:00:00Z,1000000,0,0",
      ], own: own)
    #expect(found == ["5", "12", "9"])
  }

  /// The workspace's own price is 9 for requests above 128,000 of input, and 8 below.
  @Test func `an own price of a band counts for what is larger still`() throws {
    let catalog = """
      {"m": {"litellm_provider": "openai", "input_cost_per_token": 1e-6,
        "input_cost_per_token_above_200k_tokens": 3e-6, "output_cost_per_token": 2e-6}}
      """
    let own =
      "provider,model,unit_class,price_usd,context_over\nopenai,m,output,8,\nopenai,m,output,9,128000\n"
    let found = try costs(
      [("2026-08-01", catalog)],
      requests: [
        "m,,2026-08-05T00:00:00Z,1000000,0,1000000", "m,,2026-08-05T00:00:00Z,1000000,0,100000",
      ], own: own)
    #expect(found == ["12", "8.1"])
  }
}
