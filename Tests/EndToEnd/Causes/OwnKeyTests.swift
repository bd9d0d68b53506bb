import Testing

/// Fees of requests with a customer's own key, whose cost nobody records.
struct OwnKeyTests {
  /// The price fell from 2 to 1.9, and two requests of our own still took the old one.
  ///
  /// So did fees of 15 % of what the customer's own key paid: 2.85 credits are right, 2.9 with the step; 3 of 0.2 USD was
  /// charged, which a step of 1 gives as well. Likewise 1.8525 and 1.95, and 0.8835 and 0.93, which is too little to tell.
  /// On the next day four of seven rows have another mistake.
  @Test func `a fee follows the wrong price of other requests if it is large enough to tell`()
    throws
  {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/models.csv", "provider,model,class\nopenai,gpt,premium\n")
    try folder.write(
      "ws/prices/p.csv",
      """
      provider,model,unit_class,price_usd,effective_from
      openai,gpt,input,2,2026-01-01
      openai,gpt,input,1.9,2026-08-01

      """)
    let lines = [
      "false,100000,0.2,30", "false,100000,0.2,30", "true,100000,0,3", "true,65000,0,2",
      "true,31000,0,1",
    ]
    let nextDay =
      ["false,100000,0.2,30", "false,100000,0.2,30", "true,100000,0,3"]
      + Array(repeating: "false,100000,190,28.5", count: 4)
    let requests = [(2, lines), (3, nextDay)].flatMap { day, lines in
      lines.enumerated().map { "r\(day)\($0),2026-08-0\(day)T10:00:00Z,u1,pro,openai,gpt,\($1)\n" }
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,byok,input_tokens,vendor_cost_usd,credits_deducted\n"
        + requests.joined())
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(
      found.prefix(8).map { $0["diagnosis"] } == [
        "previous_price follows_cost", "previous_price follows_cost", "previous_price",
        "previous_price", "other_increment", "previous_price follows_cost",
        "previous_price follows_cost", "other_increment",
      ])
    #expect(found[2]["evidence"]?.hasSuffix(", other_increment") == true)
  }
}
