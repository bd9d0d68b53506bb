import Testing

/// Which rows any two mistakes are tried on where nothing alone explains more rows than all can be tried on.
struct PairSampleTests {
  /// A million tokens of input cost 3 USD, 2 before August, and those read from a cache 0.3; other models cost 5.
  private static let prices =
    "provider,model,unit_class,price_usd,effective_from\n"
    + "o,gpt,input,2,2026-01-01\no,gpt,input,3,2026-08-01\no,gpt,cache_read,0.3,\n"
    + "a,claude,input,5,\n"

  /// 100,000 of input at the price before August are 0.2 USD, without what was read from a cache; in all it is 0.33.
  private static let stale = "o,gpt,100000,100000,0.2"
  /// 100,001 of input cost 0.500005 USD, 0.46500465 of them were recorded: 7 % less, which no two mistakes give.
  private static let discounted = "a,claude,100001,0,0.46500465"
  /// The same of the model with a price before: 0.300003 less 7 % is 0.27900279.
  private static let alike = "o,gpt,100001,0,0.27900279"

  /// Any two are tried on 3,000 rows: these come after so many others, or between them, in steps that a sample may have.
  @Test(arguments: [
    Array(repeating: discounted, count: 3_000) + [stale, stale, stale],
    Array(repeating: alike, count: 3_600) + Array(repeating: stale, count: 50),
    (0..<6_000).map { $0 % 100 == 7 ? stale : alike },
  ])
  func `two mistakes are found wherever they stand among others`(requests: [String]) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,cache_read_tokens,"
        + "vendor_cost_usd\n"
        + requests.enumerated().map { "r\($0),2026-08-02T10:00:00Z,u,pro,\($1)\n" }.joined())
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    let causes = rows(ofCSV: try folder.text("ws/out/exceptions.csv")).map { $0["diagnosis"] }
    #expect(
      causes
        == requests.map { $0 == Self.stale ? "previous_price+cache_read_dropped" : "unexplained" },
      "\(run.errors)")
  }
}
