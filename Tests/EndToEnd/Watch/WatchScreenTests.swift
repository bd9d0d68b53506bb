import Testing

/// What `watch` says on the screen.
struct WatchScreenTests {
  /// Input at 0.4 falls to 0.0005 on 10 August, and by half of that for batches of two regions.
  ///
  /// Requests of 1 to 20 August.
  private func screen(_ options: String...) throws -> String {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + "p,m,input,0.4,2026-01-01\np,m,input,0.0005,2026-08-10\n")
    try folder.write(
      "ws/derivations.csv",
      "provider,unit_class,service_tier,from_unit_class,factor\np,input,batch,,0.5\n")
    let header =
      "request_id,request_started_at,user_id,tier,provider,model,service_tier,region,input_tokens\n"
    let requests = ["01", "05", "08", "20"].flatMap { day in
      ["standard,", "batch,eu", "batch,us"].map {
        "\(day)\($0.replacing(",", with: "")),2026-08-\(day)T12:00:00Z,u,pro,p,m,\($0),1000\n"
      }
    }
    try folder.write("ws/ledger/l.csv", header + requests.joined())
    let run = try Program.assay(["watch", folder.path("ws")] + options)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `an odd price is told as the book has it, and each price that follows from it once`()
    throws
  {
    let said = try screen()
    #expect(
      said.contains(
        "input 0.4 → 0.0005, batch input 0.2 → 0.00025: is that right? Next: look at prices/p.csv:3"
      ), "\(said)")
  }

  /// The heading had the days with requests, and a change of another day below it.
  @Test func `the days that are looked at are those that were asked for`() throws {
    #expect(
      try screen("--from", "2026-08-09", "--to", "2026-08-16").hasPrefix(
        "Price changes from 2026-08-09 to 2026-08-15; exposure = USD per 30 days"))
    #expect(
      try screen().hasPrefix(
        "Price changes from 2026-08-01 to 2026-08-20; exposure = USD per 30 days"))
  }
}
