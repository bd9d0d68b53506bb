import Testing

/// The price of requests that used nothing.
struct RequestPriceTests {
  private static let prices = "provider,model,unit_class,price_usd,effective_from\n"
  private static let ledger =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"

  /// A price of model m of acme from 12 February on, and the rows of a ledger.
  private static func workspace(_ rows: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\n")
    try folder.write("ws/prices/p.csv", prices + "acme,m,input,3,2026-02-12\n")
    try folder.write("ws/ledger/a.csv", ledger + rows)
    return folder
  }

  /// Counts of input of requests for a model without a price, and the row that is advised.
  @Test(arguments: [
    // One that used nothing is paid for by the request, if at all; beside another any price is enough.
    (["0"], "acme,pic,request,PRICE,2026-02-11"), (["5"], "acme,pic,input,PRICE,2026-02-12"),
    (["0", "5"], "acme,pic,input,PRICE,2026-02-11"),
  ])
  func `a model whose requests used nothing needs a price per request`(
    counts: [String], row: String
  ) throws {
    let rows = counts.enumerated().map { index, count in
      "r\(index),2026-02-1\(count == "0" ? 1 : 2)T00:00:00Z,u,free,acme,pic,\(count)\n"
    }
    let folder = try Self.workspace(rows.joined())
    let check = try Program.assay("check", folder.path("ws")).errors
      .replacing(#/\n +/#, with: " ")
    #expect(check.contains("prices/p.csv: \(row)\n"), "\(check)")
    try folder.write(
      "ws/prices/q.csv", Self.prices + row.replacing("PRICE", with: "0.04") + "\n")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Usage paid by the token costs no fee per request before its price begins.
  @Test func `a request that used nothing asks for input where the model has prices`() throws {
    let folder = try Self.workspace("r1,2026-02-11T00:00:00Z,u,free,acme,m,0\n")
    let check = try Program.assay("check", folder.path("ws")).errors
    #expect(check.contains("prices/p.csv: acme,m,input,PRICE,2026-02-11"), "\(check)")
  }
}
