import Testing

/// Ids and times whose parts stand in several texts of a record, each of them JSON with escapes of its own.
struct EmbeddedJSONTests {
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

  /// Three requests of a log of an assistant, with their counts in a text or beside it.
  ///
  /// A million tokens of a cost 3 USD in, 0.3 from the cache, 3.75 into it and 15 out; of b 2, 0.5 and 8. In millionths of a USD
  /// the first costs 5 × 3 + 14,021 × 3.75 + 420 × 15 = 58,893.75, the second 9 × 3 + 14,021 × 0.3 + 1,350 × 3.75 + 810 × 15 =
  /// 21,445.8, the third 1,476 × 2 + 1,024 × 0.5 + 300 × 8 = 5,864.
  private static func requests(flat: Bool) -> [String] {
    [
      (1, "anthropic", "a", 5, 420, 14_021, 0, "0.05889375"),
      (2, "anthropic", "a", 9, 810, 1_350, 14_021, "0.0214458"),
      (3, "openai-native", "b", 1_476, 300, 0, 1_024, "0.005864"),
    ].map { second, vendor, model, sent, got, writes, reads, cost in
      let counts =
        #""request":"x","tokensIn":\#(sent),"tokensOut":\#(got),"cacheWrites":\#(writes),"#
        + #""cacheReads":\#(reads),"cost":\#(cost)"#
      let text =
        flat ? counts : #""text":"{\#(counts.replacing("\"", with: "\\\""))}""#
      return #"{"ts":178859520\#(second)000,"type":"say","say":"started",\#(text),"#
        + #""modelInfo":{"providerId":"\#(vendor)","modelId":"\#(model)"},"turn":1}"#
    }
  }

  private static let plain = #"{"ts":1788595200000,"type":"say","say":"text","text":"do it"}"#
  private static let tool =
    #"{"ts":1788595204000,"type":"ask","ask":"tool","text":"{\"tool\":\"read\",\"path\":\"a.py\"}"}"#
  private static let failed =
    #"{"ts":1788595206000,"type":"say","say":"started","text":"{\"request\":\"z\",\"cancelReason\":\"failed\"}","#
    + #""modelInfo":{"providerId":"openai-native","modelId":"b"}}"#
  private static let done = #"{"ts":1788595209000,"type":"say","say":"done","text":"[done]"}"#

  private static func workspace(_ records: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      """
      provider,model,unit_class,price_usd
      anthropic,a,input,3
      anthropic,a,cache_read,0.3
      anthropic,a,cache_write_5m,3.75
      anthropic,a,output,15
      openai,b,input,2
      openai,b,cache_read,0.5
      openai,b,output,8

      """)
    try folder.write("ws/ledger/log.json", "[" + records.joined(separator: ", ") + "]")
    return folder
  }

  private static func costs(_ folder: Scratch, _ status: Int32) throws -> ([String?], String) {
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == status, "\(run.errors)")
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    return (costs, run.errors.replacing(#/\n +/#, with: " "))
  }

  /// A text is read where any record of the sample has an object in it, wherever that stands.
  @Test(arguments: [
    [plain] + requests(flat: false) + [tool, done], requests(flat: false) + [done],
    [plain] + requests(flat: false) + [failed, tool, done],
    [tool, plain] + requests(flat: false), requests(flat: false), [done] + requests(flat: true),
  ])
  func `counts in the text of some records are proposed`(records: [String]) throws {
    let folder = try Self.workspace(records)
    let check = try Program.assay("check", folder.path("ws"))
    for words in ["request_id.", "perhaps text", "of thousands"] {
      #expect(!check.output.contains(words), "\(check.output)")
    }
    // The recorded cost of its one row shows that its input is without the cached tokens.
    #expect(check.output.contains(#""openai-native": "openai""#))
    try folder.write("ws/assay.json", check.output.replacing(#/^[^{]*/#, with: ""))
    // What used nothing and did not say that it failed is told, and costs nothing.
    let (costs, errors) = try Self.costs(folder, records.contains(Self.failed) ? 2 : 0)
    #expect(costs == ["0.05889375", "0.0214458", "0.005864"], "\(errors)")
  }

  @Test(arguments: [true, false])
  func `caches that a mapping leaves out have no price`(flat: Bool) throws {
    let owner = flat ? "" : "text."
    let folder = try Self.workspace([Self.plain] + Self.requests(flat: flat) + [Self.done])
    try folder.write(
      "ws/assay.json",
      #"""
      { "mappings": { "ledger/log.json": {
        "columns": { "request_started_at": "ts", "request_id": "ts", "provider": "modelInfo.providerId",
          "model": "modelInfo.modelId", "input_tokens": "\#(owner)tokensIn", "output_tokens": "\#(owner)tokensOut" },
        "constants": { "user_id": "unnamed" }, "values": { "provider": { "openai-native": "openai" } }, "skip": { "modelInfo.modelId": [""] },
        "time_format": "epoch-ms" } } }
      """#)
    let (costs, errors) = try Self.costs(folder, 2)
    #expect(costs == ["", "", ""])
    for name in ["cacheReads", "cacheWrites"] {
      #expect(
        errors.contains("\"\(owner)\(name)\" states usage, but Assay does not read this column"),
        "\(errors)")
    }
  }
}
