import Testing

/// The scope of an acknowledgement: the prices recorded at its time.
struct WatchDecisionTests {
  /// Requests of 1 August to 20 September 2026 on `p/m`: 1 USD a million of input, 10 of output, and from `start` input
  /// at 2, recorded on 15 August.
  ///
  /// The thirty days before 1 September have 6,000,000 of input and 200,000 of output.
  private func workspace(start: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/plans.csv", "tier,is_free,target_margin_percent\npro,false,20\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
        + "p,m,input,1,2026-01-01,2026-01-01\np,m,output,10,2026-01-01,2026-01-01\n"
        + "p,m,input,2,\(start),2026-08-15\n")
    let requests = ["08-01,1000000", "08-02,2000000", "08-31,4000000", "09-20,16000000"]
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"
        + requests.map { request in
          let cells = request.split(separator: ",")
          return "r\(cells[0]),2026-\(cells[0])T12:00:00Z,u,pro,p,m,\(cells[1]),100000\n"
        }.joined())
    return folder
  }

  private func add(_ row: String, to folder: Scratch) throws {
    let book = try folder.text("ws/prices/p.csv")
    try folder.write("ws/prices/p.csv", book + "p,m,\(row)\n")
  }

  /// The texts of `watch`: on the screen, and for the alert of `start` in `price-watch.csv`.
  private func watched(
    _ folder: Scratch, start: String, _ options: String...
  ) throws -> (screen: String, rows: [[String: String]]) {
    let run = try Program.assay(["watch", folder.path("ws")] + options)
    #expect(run.status == 0, "\(run.errors)")
    let watched = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    return (run.output, watched.filter { $0["id"] == "p/m/change/\(start)" })
  }

  /// Of the row that is added after the word of 2 September: what was said covers it, or not.
  ///
  /// A row that does not say when it was recorded is taken for always known.
  @Test(arguments: [
    (row: "output,100,START,2026-09-10", covers: false),
    (row: "input,3,START,2026-09-11", covers: false),
    (row: "input,0.5,2026-01-01,2026-09-11", covers: false),
    (row: "output,100,START,2026-08-20", covers: true),
    (row: "output,100,START,", covers: true),
    (row: "output,11,2026-08-20,2026-09-10", covers: true),
  ])
  func `an alert with a row that was recorded after its acknowledgement is open again`(
    row: String, covers: Bool
  ) throws {
    // One that has come, and one that is announced.
    for (start, option, action) in [
      ("2026-09-01", "--acknowledge", "acknowledged"), ("2026-12-01", "--ignore", "ignored"),
    ] {
      let folder = try workspace(start: start)
      let id = "p/m/change/\(start)"
      let said = try watched(
        folder, start: start, option, id, "--reason", "ok", "--at", "2026-09-02")
      #expect(said.rows.map { $0["acknowledged"] } == ["\(action): ok"])
      try add(row.replacing("START", with: start), to: folder)
      let now = try watched(folder, start: start)
      #expect(Set(now.rows.map { $0["acknowledged"] }) == [covers ? "\(action): ok" : ""])
      let screen = now.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let words = "\(action) on 2026-09-02 (ok), but one of its prices was recorded later."
      #expect(screen.contains(words) != covers, "\(now.screen)")
      // Said again, it covers what is recorded now.
      let again = try watched(
        folder, start: start, option, id, "--reason", "ok", "--at", "2026-09-12")
      #expect(Set(again.rows.map { $0["acknowledged"] }) == ["\(action): ok"])
    }
  }

  /// 6,000,000 × 1 and 200,000 × 90 ÷ 10⁶.
  @Test func `each row of an alert says when it was recorded itself`() throws {
    let folder = try workspace(start: "2026-09-01")
    try add("output,100,2026-09-01,2026-09-10", to: folder)
    let (_, rows) = try watched(folder, start: "2026-09-01")
    #expect(rows.map { $0["class"] } == ["input", "output"])
    #expect(rows.map { $0["recorded_at"] } == ["2026-08-15", "2026-09-10"])
    #expect(rows.map { $0["exposure_usd_per_month"] } == ["6", "18"])
  }

  @Test func `a word that would be older than what it is about is refused`() throws {
    let folder = try workspace(start: "2026-09-01")
    let run = try Program.assay(
      "watch", folder.path("ws"), "--acknowledge", "p/m/change/2026-09-01", "--reason", "ok",
      "--at", "2026-08-14")
    #expect(run.status == 1)
    #expect(
      run.errors.hasPrefix(
        "price-acks.csv: error: [sim.alert] \"p/m/change/2026-09-01\" was recorded on "
          + "2026-08-15, after 2026-08-14\n"), "\(run.errors)")
    #expect(throws: (any Error).self) { try folder.text("ws/price-acks.csv") }
  }

  /// A word changes rows of `price-watch.csv`.
  ///
  /// A watch without one writes what the run did. Three days ahead are others than thirty, and tested at other days.
  @Test func `what replaces files of a finished run says which, and how to keep them`() throws {
    let folder = try workspace(start: "2026-09-01")
    func note(_ words: String) -> String {
      "\(folder.path("ws/out"))/manifest.json: note: [out.replaced] \(words)\n"
        + "  help: run again, or write elsewhere: --output DIR\n"
    }
    let word = ["--acknowledge", "p/m/change/2026-09-01", "--reason", "ok", "--at", "2026-09-02"]
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").errors == "")
    #expect(try Program.assay("watch", folder.path("ws")).errors == "")
    #expect(
      try Program.assay(["watch", folder.path("ws")] + word).errors
        == note(
          "price-watch.csv was replaced after this run, so its digest in the manifest no longer matches"
        ))
    let ahead = ["forecast", folder.path("ws"), "--output", folder.path("ws/out")]
    let forecast = try Program.assay(ahead + ["--horizon", "3", "--quiet"])
    #expect(
      forecast.errors
        == note(
          "forecast.csv and forecast-accuracy.csv were replaced after this run, "
            + "so their digests in the manifest no longer match"))
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").errors == "")
    #expect(try Program.assay("watch", folder.path("ws")).errors == "")
  }
}
