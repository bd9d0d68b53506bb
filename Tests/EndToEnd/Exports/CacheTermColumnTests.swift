import Testing

/// Columns that say how long a cache keeps what was written, and in which band of context a request is.
///
/// A million tokens of m cost 1 USD in, 1.25 written for five minutes, 2 for an hour and 10 out; 2 and 20 above 200,000.
struct CacheTermColumnTests {
  private static let header = "request_id,request_started_at,user_id,tier,provider,model"

  /// The cost by request of rows with these cells, blank without a price, and what is said.
  private static func run(
    _ columns: String, _ cells: [String], isJSON: Bool = false
  ) throws -> (costs: [String], errors: String) {
    let folder = try Scratch()
    let prices = [
      "input,1,", "output,10,", "cache_write_5m,1.25,", "cache_write_1h,2,", "input,2,200000",
      "output,20,200000",
    ].map { "p,m,\($0)\n" }.joined()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,context_over\n" + prices)
    try folder.write("ws/plans.csv", "tier\npro\n")
    let names = (header + "," + columns).split(separator: ",")
    let lines = cells.enumerated().map { number, cells in
      "r\(number),2026-08-03T09:0\(number):00Z,u,pro,p,m,\(cells)"
    }
    let objects = lines.map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let members = zip(names, cells).map { name, cell in
        name.hasSuffix("tokens") ? "\"\(name)\":\(cell)" : "\"\(name)\":\"\(cell)\""
      }
      return "{" + members.joined(separator: ",") + "}\n"
    }
    if isJSON {
      try folder.write("ws/ledger/a.jsonl", objects.joined())
    } else {
      try folder.write(
        "ws/ledger/a.csv",
        ([header + "," + columns] + lines).joined(separator: "\n") + "\n")
    }
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    return (
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] ?? "" }, run.errors
    )
  }

  /// 8,000 written for five minutes cost 0.01, and 1,000 in and 100 out 0.002.
  @Test(arguments: [false, true])
  func `what is written for an hour has no price while it is read as five minutes`(
    isJSON: Bool
  ) throws {
    let (costs, errors) = try Self.run(
      "input_tokens,output_tokens,cache_write_5m_tokens,cache_ttl",
      ["1000,100,8000,5m", "1000,100,8000,1h", "1000,100,0,1h"], isJSON: isJSON)
    #expect(costs == ["0.012", "", "0.002"], "\(errors)")
    #expect(errors.contains("[csv.condition]") && errors.contains("cache_write_1h_tokens"))
    #expect(!errors.contains("\"ignored\""))
  }

  /// 300,000 in cost 0.6 and 100 out 0.002 above 200,000, which the tokens say themselves.
  @Test(arguments: [false, true])
  func `a long context that the tokens do not show has no price`(isJSON: Bool) throws {
    let (costs, errors) = try Self.run(
      "input_tokens,output_tokens,context_window",
      ["1000,100,0-200k", "1000,100,200k-1M", "300000,100,200k-1M"], isJSON: isJSON)
    #expect(costs == ["0.002", "", "0.602"], "\(errors)")
    #expect(errors.contains("[csv.condition]"))
  }
}
