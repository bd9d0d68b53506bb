import Testing

/// `assay bill`, end to end: a bill of one day of one model beside one request.
struct BillCommandTests {
  /// A million tokens at 1 USD, and the bill of that day.
  private func workspace(billed: String?) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "r,2026-08-01T10:00:00Z,u,openai,m-1,1000000\n")
    if let billed {
      try folder.write(
        "ws/bills/costs.json",
        """
        {"object": "page", "has_more": false, "next_page": null, "data": [
          {"object": "bucket", "start_time": 1785542400, "end_time": 1785628800, "results": [
            {"object": "organization.costs.result", "amount": {"value": "\(billed)", "currency": "usd"},
             "line_item": "m-1, input", "project_id": null}]}]}
        """)
    }
    return folder
  }

  @Test func `a bill that is the ledger's agrees, and its files say so`() throws {
    let folder = try workspace(billed: "1.00")
    let run = try Program.assay("bill", folder.path("ws"))
    #expect(run.status == 0)
    #expect(run.output.contains("agrees with the ledger"))
    #expect(
      try folder.text("ws/out/bill-reconciliation.csv").hasSuffix(
        "\nopenai-costs,openai,2026-08-01,m-1,input,1,,1000000,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,"
          + "0,,bills/costs.json,3,0\n"))
  }

  /// 1.25 USD is no price of the book, and the bill states no quantity.
  @Test func `what no rule explains meets --fail-on, unless it is small enough`() throws {
    let folder = try workspace(billed: "1.25")
    let words = ["bill", folder.path("ws"), "--fail-on", "bill-unexplained"]
    #expect(try Program.assay(words).status == 3)
    #expect(try Program.assay(words + ["--bill-tolerance", "0.25"]).status == 0)
    #expect(try Program.assay("run", folder.path("ws"), "--fail-on", "bill").status == 3)
    #expect(
      try folder.text("ws/out/bill-summary.csv").contains(
        "\nopenai-costs,openai,2026-08,unexplained,1,0.25,\n"))
  }

  @Test func `without a bill the command says where one belongs`() throws {
    let folder = try workspace(billed: nil)
    let run = try Program.assay("bill", folder.path("ws"))
    #expect(run.status == 1)
    #expect(run.errors.contains("[bill.none] no vendor bill"))
  }
}
