import Testing

/// Rows under ids of their own that state what other rows state.
///
/// A million tokens of m cost 1 USD in and 10 out.
struct ReissuedUsageTests {
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

  private static func check(_ files: [String]) throws -> Program {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\np,m,output,10\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    for (number, rows) in files.enumerated() {
      try folder.write("ws/ledger/\(number).csv", header + rows)
    }
    return try Program.assay("check", folder.path("ws"))
  }

  /// 30 rows cost 30 × 0.002 + 0.000011 × 435 = 0.064785 USD.
  private static let again: [(files: [String], words: String)] = [
    (
      [rows("a"), rows("b")],
      "ledger/1.csv:2: warning: [dup.response] 30 rows have the time, user, model and all counts of"
        + " rows in ledger/0.csv under another id: Assay counts 30 requests and 0.064785 USD twice"
    )
  ]

  @Test(arguments: again.indices)
  func `an export that was made again with new ids is reported with its requests and cost`(
    index: Int
  ) throws {
    let check = try Self.check(Self.again[index].files)
    #expect(check.status == 2)
    let flat = check.errors.replacing(#/\n +/#, with: " ")
    #expect(flat.contains(Self.again[index].words), "\(flat)")
  }
}
