import Testing

/// What words of a mapped export mean.
struct MappedWordTests {
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

  /// 10¹¹ cents are the 10⁹ USD that a row may record.
  @Test func `an amount that is too large is told as it stands, not as what that is in our unit`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      #"""
      { "mappings": { "ledger/x.csv": {
        "columns": { "request_id": "id", "request_started_at": "at", "user_id": "who",
          "provider": "p", "model": "m", "input_tokens": "n", "vendor_cost_usd": "c" },
        "units": { "vendor_cost_usd": "cents" } } } }
      """#)
    try folder.write(
      "ws/ledger/x.csv",
      "id,at,who,p,m,n,c\nq1,2026-08-01T10:00:00Z,u,p,m,10,100000000000\n"
        + "q2,2026-08-01T10:00:01Z,u,p,m,20,100000000001\n")
    let run = try Program.assay("run", folder.path("ws"), "--rated", folder.path("r.csv"))
    let words = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        #"ledger/x.csv:3:34: error: [num.range] vendor_cost_usd is "100000000001", expected USD"#),
      "\(run.errors)")
    #expect(rows(ofCSV: try folder.text("r.csv")).map { $0["recorded_cost_usd"] } == ["1000000000"])
  }

  @Test func `a count with zero decimals is whole, and told`() throws {
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
