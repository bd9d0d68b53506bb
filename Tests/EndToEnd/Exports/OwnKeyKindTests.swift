import Testing

/// Kinds of rows that say that a customer's own key paid.
struct OwnKeyKindTests {
  @Test(arguments: ["User API Key", "USAGE_EVENT_KIND_USER_API_KEY", "BYOK", "Customer key"])
  func `such a row has no price until it is mapped as byok`(word: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,kind\n"
        + "a,2026-08-01T10:00:00Z,u,openai,m,1000,Usage-based\n"
        + "b,2026-08-01T10:00:01Z,u,openai,m,1000,\(word)\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("[csv.condition]"), "\(run.errors)")
    // 1,000 tokens at 1 USD for a million.
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == ["0.001", ""], "\(run.errors)")
    let told = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(told.contains("byok"), "\(told)")
  }
}
