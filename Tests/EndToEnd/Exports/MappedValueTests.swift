import Testing

/// The meanings of words in a mapped export.
struct MappedValueTests {
  /// The status and the cost are `n/a` in one row, which its owner says has failed.
  @Test func `what a word means in a column is said before what stands for nothing anywhere`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      #"""
      { "mappings": { "ledger/x.csv": {
        "columns": { "request_id": "id", "request_started_at": "at", "user_id": "who",
          "provider": "p", "model": "m", "input_tokens": "n", "status": "s",
          "vendor_cost_usd": "c" },
        "values": { "status": { "ok": "completed", "n/a": "failed" } },
        "blanks": ["n/a"] } } }
      """#)
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,1\n")
    try folder.write(
      "ws/ledger/x.csv",
      "id,at,who,p,m,n,s,c\nq1,2026-08-01T10:00:00Z,u,p,m,1,ok,1\n"
        + "q2,2026-08-01T10:00:01Z,u,p,m,1,n/a,n/a\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("r.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let found = rows(ofCSV: try folder.text("r.csv"))
    #expect(found.map { $0["status"] } == ["completed", "failed"])
    #expect(found.map { $0["recorded_cost_usd"] } == ["1", ""])
  }

  /// All but one would be lost.
  @Test func `of images, searches, seconds and amounts no second column is taken`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      #"{ "mappings": { "ledger/x.csv": { "columns": { "images": ["a", "b"] } } } }"#)
    let run = try Program.assay("check", folder.path("ws"))
    #expect(
      run.errors.contains(
        "assay.json:1:58: error: [cfg.value] \"columns\" is \"a, b\", expected one name for \"images\""
      ),
      "\(run.errors)")
  }

  /// A column of a mapped export with its unit and other rules, what stands in two rows, the second too much, and what is
  /// told of that and read of the first: 10¹¹ cents are the 10⁹ USD that a row may record, 10⁶ thousands too, 277,777 hours
  /// are just under 10⁹ seconds, and a count is whole and at most 10¹².
  private static let amounts:
    [(
      column: String, rules: String, least: String, most: String, told: String, rated: String,
      read: String
    )] = [
      (
        "vendor_cost_usd", #""units": { "vendor_cost_usd": "cents" }"#, "100000000000",
        "100000000001",
        #"[num.range] vendor_cost_usd is "100000000001" cents, expected USD with at most 18 decimals, at most 1000000000"#,
        "recorded_cost_usd", "1000000000"
      ),
      (
        "vendor_cost_usd", #""units": { "vendor_cost_usd": "thousands" }"#, "1e6", "1000001",
        #"[num.range] vendor_cost_usd is "1000001" thousands, expected USD"#, "recorded_cost_usd",
        "1000000000"
      ),
      (
        "vendor_cost_usd", #""number_signs": ["€"], "decimal_comma": true"#, "€1.000.000.000",
        "€1.000.000.001",
        #"[num.range] vendor_cost_usd is "€1.000.000.001", expected USD"#, "recorded_cost_usd",
        "1000000000"
      ),
      (
        "seconds", #""units": { "seconds": "hours" }"#, "277777", "277778",
        #"[num.range] seconds is "277778" hours, expected seconds with at most 9 decimals"#,
        "seconds", "999997200"
      ),
      (
        "images", #""units": { "images": "hundreds" }"#, "0.01", "0.001",
        #"[num.fraction] images is "0.001" hundreds, expected a whole number"#, "images", "1"
      ),
      (
        "input_tokens", #""units": { "input_tokens": "thousands" }"#, "1000000000", "1000000001",
        #"[num.range] input_tokens is "1000000001" thousands, expected a whole number"#,
        "input_tokens", "1000000000000"
      ),
    ]

  @Test(arguments: amounts.indices)
  func `an amount that is refused is reported as written, with its unit where that is not ours`(
    index: Int
  ) throws {
    let amount = Self.amounts[index]
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      #"""
      { "mappings": { "ledger/x.csv": {
        "columns": { "request_id": "id", "request_started_at": "at", "user_id": "who",
          "provider": "p", "model": "m", "output_tokens": "n", "\#(amount.column)": "c" },
        \#(amount.rules) } } }
      """#)
    try folder.write(
      "ws/ledger/x.csv",
      "id,at,who,p,m,n,c\nq1,2026-08-01T10:00:00Z,u,p,m,10,\(amount.least)\n"
        + "q2,2026-08-01T10:00:01Z,u,p,m,20,\(amount.most)\n")
    let run = try Program.assay("run", folder.path("ws"), "--rated", folder.path("r.csv"))
    let words = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("ledger/x.csv:3:34: error: " + amount.told), "\(run.errors)")
    #expect(rows(ofCSV: try folder.text("r.csv")).map { $0[amount.rated] } == [amount.read])
  }

  @Test func `a count with zero decimals is whole, and reported`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      #"""
      { "mappings": { "ledger/x.csv": {
        "columns": { "request_id": "id", "request_started_at": "at", "user_id": "who",
          "provider": "p", "model": "m", "input_tokens": "n" } } } }
      """#)
    try folder.write(
      "ws/ledger/x.csv",
      "id,at,who,p,m,n\nq1,2026-08-01T10:00:00Z,u,p,m,10\nq2,2026-08-01T10:00:01Z,u,p,m,20.0\n"
        + "q3,2026-08-01T10:00:02Z,u,p,m,30.00\n")
    let run = try Program.assay("run", folder.path("ws"), "--rated", folder.path("r.csv"))
    let told = run.errors.split(separator: "\n").filter { $0.contains("[num.dot0]") }
    #expect(told.count == 1 && told[0].hasPrefix("ledger/x.csv:3:"), "\(run.errors)")
    #expect(told.first?.contains("(first of 2 rows)") == true)
    #expect(
      rows(ofCSV: try folder.text("r.csv")).map { $0["input_tokens"] } == ["10", "20", "30"])
  }
}
