import Testing

/// Revenue and invoices of `assay audit`, end to end: an account buys 100 credits for 10 USD, uses 30 and then loses 70.
struct RevenueCommandTests {
  private func workspace(account: String = "acc", breakage: String = "") throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write(
      "ws/credits/a.csv",
      """
      event_id,at,account_id,kind,credits,request_id,source,expires_at,paid_usd,payment_id
      e1,2026-08-01T00:00:00Z,\(account),grant,100,,topup,2026-09-10T00:00:00Z,10,pay_1
      e2,2026-08-02T00:00:00Z,\(account),deduct,30,r1,,,,
      e3,2026-09-20T00:00:00Z,\(account),grant,1,,bonus,,,

      """)
    try folder.write("ws/assay.json", "{\(breakage)}")
    return folder
  }

  /// 30 credits earned 3 USD in August; the other 7 USD are breakage in September.
  @Test func `a payment is earned by use, and the rest at expiry`() throws {
    let folder = try workspace()
    let audit = try Program.assay(
      "audit", folder.path("ws"), "--event-revenue", folder.path("events.csv"))
    #expect(audit.output.contains("\n  Realised  3.00 USD; breakage 7.00; deferred 0.00\n"))
    #expect(
      try folder.text("events.csv") == """
        event_id,realised_usd,breakage_usd,account_id,request_id,month
        e2,3,0,acc,r1,2026-08
        e1,0,7,acc,,2026-09

        """)
    #expect(
      try folder.text("ws/out/journal.csv").split(separator: "\n").dropFirst().map {
        $0.split(separator: ",").prefix(6).joined(separator: ",")
      } == [
        "2026-08,sale,cash_or_receivable,deferred_revenue,topup,10.00",
        "2026-08,realised,deferred_revenue,revenue,topup,3.00",
        "2026-09,breakage,deferred_revenue,breakage_revenue,topup,7.00",
      ])
  }

  /// Of 50 % that nobody is expected to use, the other half earns: 30 of 50 expected credits are used, so 4 USD stay
  /// deferred of 10: 3 USD realised and 3 USD breakage in August, 4 USD breakage at the end.
  @Test func `with an expected percent, breakage is earned as credits are used`() throws {
    let folder = try workspace(
      breakage: #""credits":{"breakage":{"method":"proportional","percent":{"topup":"50"}}}"#)
    _ = try Program.assay("audit", folder.path("ws"))
    #expect(
      try folder.text("ws/out/deferred-revenue.csv").split(separator: "\n").dropFirst() == [
        "2026-08,topup,0,10,3,3,0,0,4,70,50,", "2026-09,topup,4,0,0,4,0,0,0,0,50,70",
      ])
  }

  @Test
  func `invoices are the same in two runs, are named by their accounts, and go when nobody asks`()
    throws
  {
    let folder = try workspace(account: "a/b")
    let first = try Program.assay("audit", folder.path("ws"), "--invoices")
    #expect(first.output.contains("2 invoices in invoices/"))
    let workbooks = try folder.files(in: "ws/out/invoices")
    #expect(workbooks.keys.sorted() == ["2026-08-a%2Fb.xlsx", "2026-09-a%2Fb.xlsx"])
    _ = try Program.assay("audit", folder.path("ws"), "--invoices", "--threads", "3")
    #expect(try folder.files(in: "ws/out/invoices") == workbooks)
    #expect(
      try folder.text("ws/out/invoices.csv") == """
        invoice,account_id,organisation_id,month,lines,net_usd,tax_usd,total_usd,paid_usd,due_usd,credits_opening,credits_closing
        2026-08-a/b,a/b,,2026-08,5,10.00,0.00,10.00,10.00,0.00,0,70
        2026-09-a/b,a/b,,2026-09,4,0.00,0.00,0.00,0.00,0.00,70,1

        """)
    _ = try Program.assay("audit", folder.path("ws"))
    #expect(throws: (any Error).self) { try folder.files(in: "ws/out/invoices") }
  }

  @Test func `without a payment, the files have only their headers, and the screen says so`() throws
  {
    let folder = try workspace()
    let rows = try folder.text("ws/credits/a.csv").replacing(",10,pay_1", with: ",,")
    try folder.write("ws/credits/a.csv", rows)
    let audit = try Program.assay("audit", folder.path("ws"))
    #expect(audit.output.contains("\nThe ledger has no paid credits.\n"))
    for name in ["deferred-revenue", "journal", "revenue-waterfall", "invoices", "invoice-lines"] {
      #expect(try folder.text("ws/out/\(name).csv").split(separator: "\n").count == 1, "\(name)")
    }
  }

  @Test func `a payment for free credits is a sale, and a note names it`() throws {
    let folder = try workspace()
    let rows = try folder.text("ws/credits/a.csv").replacing(",bonus,,,", with: ",bonus,,0.5,pay_2")
    try folder.write("ws/credits/a.csv", rows)
    let audit = try Program.assay("audit", folder.path("ws"))
    #expect(audit.errors.contains("credits/a.csv:4: note: [credit.sale] "))
    #expect(audit.output.contains("deferred 0.50"))
  }
}
