import Support
import Testing

/// Counts that no request has.
struct LargeCountTests {
  private static let header = "request_id,request_started_at,user_id,tier,provider,model"

  private static func check(_ columns: String, _ cells: [String]) throws -> String {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\np,m,output,10\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let rows = cells.enumerated().map { number, cells in
      "r\(number),2026-08-03T09:0\(number):00Z,u,pro,p,m,\(cells)\n"
    }
    try folder.write("ws/ledger/a.csv", "\(header),\(columns)\n" + rows.joined())
    return try InProcessRun.told(folder)
  }

  /// A million tokens cost 1 USD in and 10 out: 4,294.967295 + 0.001, 0.001 + 21,474.83647, 999,999.999999 + 0.001 + 20.000001.
  private static let large: [(rows: [String], line: Int, words: String)] = [
    (
      ["1000,100", "4294967295,100"], 3,
      "1 row has more than 20,000,000 tokens of one class, more than any single request can have: 4294.968295 USD;"
        + " the highest count is 4,294,967,295 input_tokens"
    ),
    (
      ["1000,2147483647", "1000,100"], 2,
      "1 row has more than 20,000,000 tokens of one class, more than any single request can have: 21474.83747 USD;"
        + " the highest count is 2,147,483,647 output_tokens"
    ),
    (
      ["999999999999,100", "20000001,0"], 2,
      "2 rows have more than 20,000,000 tokens of one class, more than any single request can have: 1000020.001 USD;"
        + " the highest count is 999,999,999,999 input_tokens"
    ),
  ]

  @Test(arguments: large.indices)
  func `a count that no request has is reported with its cost`(index: Int) throws {
    let large = Self.large[index]
    let told = try Self.check("input_tokens,output_tokens", large.rows)
    #expect(
      told.contains("ledger/a.csv:\(large.line): warning: [qty.large] \(large.words)"), "\(told)")
  }

  @Test func `a long context, and a day of many requests, are not reported`() throws {
    let told = try Self.check(
      "input_tokens,output_tokens", ["20000000,100"] + [String](repeating: "2000000,1", count: 9))
    #expect(!told.contains("qty.large"), "\(told)")
  }
}
