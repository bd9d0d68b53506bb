import Support
import Testing

/// Rows under ids of their own that state what other rows state.
///
/// A million tokens of m cost 1 USD in and 10 out.
struct RowsExportedTwiceTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"

  /// A row of 1,000 + `n` and 100 + `n` tokens, 0.002 + 0.000011 `n` USD, at the minute `n`.
  private static func row(_ id: String, _ n: Int, second: String = "00", user: String = "u")
    -> String
  {
    let minute = n < 10 ? "0\(n)" : "\(n)"
    return "\(id)\(n),2026-08-03T09:\(minute):\(second)Z,\(user),pro,p,m,\(1000 + n),\(100 + n)\n"
  }

  private static func rows(_ id: String, _ count: Int = 30, user: String = "u") -> String {
    (0..<count).map { row(id, $0, user: user) }.joined()
  }

  private static func check(_ files: [String]) throws -> String {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\np,m,output,10\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    for (number, rows) in files.enumerated() {
      try folder.write("ws/ledger/\(number).csv", header + rows)
    }
    return try InProcessRun.told(folder)
  }

  /// 30 rows cost 30 × 0.002 + 0.000011 × 435 = 0.064785 USD.
  private static let again: [(files: [String], words: String)] = [
    (
      [rows("a"), rows("b")],
      "ledger/1.csv:2: warning: [dup.response] 30 rows have the time, user, model and all counts of"
        + " rows in ledger/0.csv under another id: Assay counts 30 requests and 0.064785 USD twice"
    ),
    (
      [rows("a") + rows("b")],
      "ledger/0.csv:32: warning: [dup.response] 30 rows have the time, user, model and all counts of"
        + " rows above under another id: Assay counts 30 requests and 0.064785 USD twice"
    ),
    // One day of a month was exported again: 5 × 0.002 + 0.000011 × 10.
    (
      [
        rows("a", 5)
          + (10..<28).map { "d\($0),2026-08-\($0)T09:00:00Z,u,pro,p,m,\($0),1\n" }.joined(),
        rows("b", 5),
      ],
      "ledger/1.csv:2: warning: [dup.response] 5 rows have the time, user, model and all counts of"
        + " rows in ledger/0.csv under another id: Assay counts 5 requests and 0.01011 USD twice"
    ),
  ]

  @Test(arguments: again.indices)
  func `an export that was made again with new ids is reported with its requests and cost`(
    index: Int
  ) throws {
    let told = try Self.check(Self.again[index].files)
    #expect(told.contains(Self.again[index].words), "\(told)")
  }

  private static let others: [[String]] = [
    // Other users, other instants, other counts.
    [rows("a"), rows("b", user: "v")],
    [rows("a"), (0..<30).map { row("b", $0, second: "00.001") }.joined()],
    // A few alike among many.
    [rows("a"), (0..<30).map { row("b", $0, second: $0 < 8 ? "00" : "07") }.joined()],
    // A batch job: many requests of one second, of which many count the same.
    [
      (0..<60).map {
        "a\($0),2026-08-03T09:00:0\($0 % 4)Z,u,pro,p,m,\(1000 + $0 % 6),1\n"
      }.joined()
    ],
    // Everything at one instant, with the same counts.
    [(0..<40).map { "a\($0),2026-08-03T09:00:00Z,u,pro,p,m,512,0\n" }.joined()],
    // Nothing but calls that used nothing.
    [(0..<8).map { "a\($0),2026-08-03T09:00:00Z,u,pro,p,m,0,0\n" }.joined()],
    // Fewer than five.
    [rows("a", 4), rows("b", 4)],
  ]

  @Test(arguments: others.indices)
  func `requests that are alike by chance are not reported`(index: Int) throws {
    let told = try Self.check(Self.others[index])
    #expect(!told.contains("dup.response"), "\(told)")
  }
}
