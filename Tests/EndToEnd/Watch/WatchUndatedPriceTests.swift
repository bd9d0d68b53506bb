import Testing

/// Alerts of `watch` on prices without dates, as catalogs without dates state them.
struct WatchUndatedPriceTests {
  /// A request of a million of input on 1 August 2026 and one of two million on the 20th: what `price-watch.csv` says.
  private func watched(
    _ book: [String]
  ) throws -> (rows: [String], ids: [String], screen: String) {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,service_tier,context_over,effective_from,recorded_at\n"
        + book.map { "p,m,\($0)\n" }.joined())
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "a,2026-08-01T12:00:00Z,u,p,m,1000000\nb,2026-08-20T12:00:00Z,u,p,m,2000000\n")
    let run = try Program.assay("watch", folder.path("ws"), "--json")
    #expect(run.status != 1, "\(run.errors)")
    #expect(!run.output.contains("1677"))
    let found = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    let names = ["effective_from", "kind", "class", "context_over", "old", "new"]
    return (
      found.map { row in
        (names + ["exposure_usd_per_month"]).map { row[$0] ?? "?" }.joined(separator: ",")
      }, found.map { $0["id"] ?? "" },
      try Program.assay("watch", folder.path("ws")).output
    )
  }

  @Test func `a first price that always was changes and corrects nothing`() throws {
    let found = try watched(["input,1,,,,2026-08-10", "output,10,,,,2026-08-10"])
    #expect(found.rows.isEmpty)
    #expect(found.screen.contains("No price change from 2026-08-01 to 2026-08-20."))
  }

  /// A million of input before it was recorded, times the difference: above 200,000 tokens of input requests paid the
  /// base price, of whatever start, and cached ones are none.
  @Test(arguments: [
    (base: "input,1,,,,", price: "input,3,,200000,,2026-08-10", over: "200000", old: "1"),
    (base: "input,1,,,2026-01-01,", price: "input,3,,200000,,2026-08-10", over: "200000", old: "1"),
    (base: "input,1,,,,", price: "input,3,,,,2026-08-10", over: "", old: "1"),
  ])
  func `one that takes the place of another corrects that`(
    base: String, price: String, over: String, old: String
  ) throws {
    let found = try watched([base, price])
    #expect(found.rows == [",correction,input,\(over),\(old),3,2"])
    #expect(found.ids == ["p/m/correction/@2026-08-10"])
    #expect(found.screen.contains("  always "))
    #expect(!found.screen.contains("1677"))
  }

  /// Without a fee requests pay none: one of 1 August paid 0.01 USD less.
  @Test func `a fee that always was and is reported late corrects none`() throws {
    let found = try watched(["input,1,,,,", "request,0.01,,,,2026-08-10"])
    #expect(found.rows == [",correction,request,,,0.01,0.01"])
  }

  /// As a first price of a later start is a change from none, and told of.
  @Test func `a first price that begins in the period is a change`() throws {
    let found = try watched(["input,1,,,2026-08-15,2026-08-15"])
    #expect(found.rows == ["2026-08-15,change,input,,,1,0"])
  }
}
