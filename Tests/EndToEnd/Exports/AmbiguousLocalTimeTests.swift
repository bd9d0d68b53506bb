import Testing

/// Local times of a mapping that clocks showed twice as they were put back.
struct AmbiguousLocalTimeTests {
  /// Changes near the hour that clocks in Berlin showed twice, on 25 October 2026 until 01:00 UTC, and the zone of
  /// the reports.
  private static let changes: [(file: String, row: String, zone: String, isTaken: Bool)] = [
    ("prices/p.csv", "openai,m,input,9,2026-10-24", "UTC", true),
    ("prices/p.csv", "openai,m,input,9,2026-10-25T01:00:00Z", "UTC", false),
    ("prices/p.csv", "openai,other,input,9,2026-10-25T01:30:00Z", "UTC", false),
    ("aliases.csv", "openai,n,m,2026-10-25T01:00:00Z", "UTC", false),
    ("plans.csv", "pro,true,2026-10-25T01:00:00Z", "UTC", false),
    ("multipliers.csv", "default,2,approved,2026-10-25T01:00:00Z", "UTC", false),
    // Days of rates are those of the reports. In Cape Verde that day begins at 01:00 UTC, and a rate with it or without it.
    ("fx.csv", "2026-10-25,EUR,1.1", "UTC", true),
    ("fx.csv", "2026-10-25,EUR,1.1", "Atlantic/Cape_Verde", false),
    ("fx.csv", "2026-10-24,EUR,1.1", "Atlantic/Cape_Verde", false),
    ("fx.csv", "2026-10-23,EUR,1.1", "Atlantic/Cape_Verde", true),
  ]

  @Test(arguments: changes.indices)
  func `a time that clocks showed twice is taken where nothing depends on which`(index: Int) throws
  {
    let change = Self.changes[index]
    let folder = try Scratch()
    let columns =
      #""request_id": "i", "request_started_at": "t", "user_id": "u", "model": "m", "input_tokens": "n""#
    let times = #""time_format": "yyyy-MM-dd HH:mm", "time_zone": "Europe/Berlin""#
    let constants = #""constants": { "provider": "openai" }"#
    let mapping = #"{ "columns": { \#(columns) }, \#(constants), \#(times) }"#
    try folder.write(
      "ws/assay.json",
      #"{ "time_zone": "\#(change.zone)", "mappings": { "ledger/x.csv": \#(mapping) } }"#)
    let books = [
      "prices/p.csv":
        "provider,model,unit_class,price_usd,effective_from\nopenai,m,input,1,2026-01-01\n",
      "aliases.csv": "provider,alias,model,effective_from\n",
      "plans.csv": "tier,is_free,effective_from\npro,false,2026-01-01\n",
      "multipliers.csv": "level,multiplier,status,effective_from\n",
      "fx.csv": "day,currency,usd_per_unit\n",
    ]
    for (file, text) in books {
      try folder.write("ws/" + file, file == change.file ? text + change.row + "\n" : text)
    }
    try folder.write(
      "ws/ledger/x.csv", "i,t,u,m,n\nr1,2026-10-25 02:30,u,m,5\nr2,2026-10-26 02:30,u,m,5\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let starts = rows(ofCSV: try folder.text("rated.csv")).filter { $0["request_id"] == "r1" }
      .map { $0["request_started_at"] }
    let message = change.isTaken ? "warning: [time.dst] the time occurs twice" : "error: [time.dst]"
    #expect(run.errors.contains("ledger/x.csv:2:4: " + message), "\(change): \(run.errors)")
    #expect(starts == (change.isTaken ? ["2026-10-25T00:30:00Z"] : []), "\(change)")
  }
}
