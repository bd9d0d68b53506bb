import Testing

/// Ids and times whose parts stand in several texts of a record, each of them JSON with escapes of its own.
struct TextPartsTests {
  @Test func `each part is what its own text says`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    try folder.write(
      "ws/assay.json",
      #"""
      { "mappings": { "ledger/x.jsonl": {
        "columns": { "request_id": ["a.id", "b.id"], "request_started_at": ["a.day", "b.time"],
          "user_id": "u", "model": "m", "input_tokens": "n" },
        "constants": { "provider": "openai" } } } }
      """#)
    try folder.write(
      "ws/ledger/x.jsonl",
      #"{"a":"{\"id\":\"first\",\"day\":\"2026-08-01\"}","#
        + #""b":"{\"more\":\"longer than all of the first\",\"id\":\"second\",\"time\":\"10:20:30Z\"}","#
        + #""u":"ann","m":"m","n":5}"# + "\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let row = rows(ofCSV: try folder.text("rated.csv")).first
    #expect(row?["request_id"] == "first second")
    #expect(row?["request_started_at"] == "2026-08-01T10:20:30Z")
  }
}
