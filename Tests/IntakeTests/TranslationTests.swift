import Foundation
import Intake
import Ledger
import Testing

/// The results of the example files of foreign formats, worked by hand from their vendors' documentation.
@Suite struct TranslationTests {
  /// Per file the rows: id, start, user/account, tier, provider, model, service, service tier, status, own key; then
  /// input, cache read, cache write 5 m and 1 h, output, reasoning, audio in and out, searches; cost and credits.
  static let expected: [(file: String, rows: [String])] = [
    (
      "vendor-responses.jsonl",
      [
        // 2006 − 1920 cached − 6 audio; 300 − 128 reasoning − 12 audio.
        row("v1", "openai gpt-5.4-2026-03-05", "80 1920 0 0 160 128 6 12 0"),
        // 2600 − 2000 − 400; 120 − 64; two searches among the output.
        row("v2", "openai gpt-5-2025-08-07", "200 2000 400 0 56 64 0 0 2", serviceTier: "flex"),
        // Nothing of the cache is in the input; 250 − 100.
        row("v3", "anthropic claude-opus-5", "1000 5000 500 200 150 100 0 0 3"),
        // 12000 + 300 of tools − 8000 − (1000 − 600) audio; 8000 − 600; thoughts are on top.
        row("v4", "google gemini-2.5-pro", "3900 7400 0 0 900 2100 400 0 0"),
        // Of 300 written 100 last an hour.
        row("v5", "amazon amazon-nova-pro", "800 400 200 100 90 0 0 0 0"),
        // 1000 − 600 − 100; 80 − 30; what OpenRouter charged.
        row(
          "v6", "openrouter anthropic/claude-sonnet-5", "300 600 100 0 50 30 0 0 0",
          recorded: "0.00423 –"),
        // Reasoning is on top of 40.
        row("v7", "xai grok-4", "400 100 0 0 40 200 0 0 0"),
        row("v8", "deepseek deepseek-v4-flash", "188 512 0 0 50 0 0 0 0"),
        // The start states the input, the end the output.
        row("v9", "anthropic claude-sonnet-5", "25 2000 0 0 15 0 0 0 0"),
        row("v10", "openai gpt-5-2025-08-07", "30 0 0 0 4 8 0 0 0"),
        row("v11", "google gemini-2.5-flash", "40 0 0 0 19 33 0 0 0"),
        row("v12", "openai gpt-4o-2024-08-06", "9 0 0 0 4 0 0 0 0"),
        row("v13", "openai gpt-5", "0 0 0 0 0 0 0 0 0", status: "failed"),
        row(
          "v14", "openai text-embedding-3-small", "8 0 0 0 0 0 0 0 0", service: "embedding",
          serviceTier: "batch"),
        // Cache writes overlap with what was read: nothing else is left.
        row("v15", "openai gpt-5-2025-08-07", "0 60 70 0 5 0 0 0 0"),
        // Anthropic's own example of a compaction, 180,000 + 23,000 and 3,500 + 1,000 − 400 of thinking; 10 and 5 written.
        row("v17", "anthropic claude-opus-5", "203000 0 10 5 4100 400 0 0 0"),
        // Anthropic's own example of an advisor, 412 + 1348 and 89 + 442; what the advisor used is another model's.
        row("v18", "anthropic claude-sonnet-5", "1760 412 0 0 531 0 0 0 0"),
      ]
    ),
    (
      "claude-code.jsonl",
      [
        code("msg_1", "2026-01-09T10:00:00.000Z", output: 2),
        code("msg_1", "2026-01-09T10:00:01.500Z", output: 50),
        code("msg_2", "2026-01-09T10:01:00.000Z", output: 7),
      ]
    ),
    ("litellm-spendlogs.csv", spendLogs), ("litellm-spendlogs.json", spendLogs),
    ("new-api.csv", newAPI), ("new-api.json", newAPI),
    (
      "one-api.csv",
      [
        row(
          "2026080110000012345", "openai gpt-4o-mini", "120 0 0 0 30 0 0 0 0", user: "7",
          tier: "", recorded: "– 45")
      ]
    ),
    (
      "openrouter-csv.csv",
      [
        // 10389 − 8000; 137 − 30.
        row(
          "gen-1782618417-a", "openrouter openai/gpt-oss-120b", "2389 8000 0 0 107 30 0 0 0",
          start: "2026-06-28T03:46:57.713Z", user: "shop/prod", tier: "", recorded: "0.0123 –"),
        row(
          "gen-1782618418-b", "openrouter anthropic/claude-5-sonnet-20260601:free",
          "500 0 0 0 20 0 0 0 0", start: "2026-06-28T03:46:58Z", user: "u7", tier: "",
          status: "cancelled", isOwnKey: true),
      ]
    ),
    ("codex-rollout.jsonl", rollout), ("otel-spans.jsonl", spans), ("otel-spans.json", exported),
    ("langfuse-observations.json", observations),
    (
      "langfuse-observations.csv",
      [
        row(
          "g1", "openai gpt-5", "600 400 0 0 30 20 0 0 0", start: "2026-08-01T10:00:00.000Z",
          tier: "", recorded: "0.0012 –")
      ]
    ),
  ]

  /// 1000 − 400, 100 − 20; of the second event only totals: 2000 − 500 more, and 50.
  private static let rollout = [
    row(
      "019f:1", "openai gpt-5", "600 400 0 0 80 20 0 0 0", start: "2026-08-01T10:00:04.000Z",
      user: "019f//home/ann/shop", tier: ""),
    row(
      "019f:2", "openai gpt-5-mini", "1500 500 0 0 50 0 0 0 0", start: "2026-08-01T10:01:01.000Z",
      user: "019f//home/ann/shop", tier: ""),
  ]

  /// The first is of no model; the last failed before anything was used.
  private static let spans = [
    row("0xt1:0xs1", "openai gpt-5", "2000 0 0 0 300 0 0 0 0", tier: ""),
    row(
      "0xt1:0xs2", "openai text-embedding-3-small", "0 0 0 0 0 0 0 0 0", user: "/shop", tier: "",
      service: "embedding", status: "failed"),
  ]

  /// 1000 − 300 − 200, 90 − 40.
  private static let exported = [
    row("resp_1", "amazon amazon-nova-pro", "500 300 200 0 50 40 0 0 0", tier: "")
  ]

  /// Without the caches the first is 4000 short of its total; the second holds them, as its total shows.
  private static let observations = [
    row(
      "g1", "anthropic claude-sonnet-5", "5 3000 1000 0 100 0 0 0 0",
      start: "2026-08-01T10:00:00.000Z", user: "/unnamed", tier: "", recorded: "0.0012 –"),
    row(
      "g2", "openai gpt-5", "600 400 0 0 30 20 0 0 0", start: "2026-08-01T10:00:00.000Z",
      tier: "", status: "failed"),
  ]

  private static let spendLogs = [
    spend("chatcmpl-1", "openai gpt-5", "86 1920 0 0 172 128 0 0 0", cost: "0.00123"),
    // 5000 − 3000 − 1000.
    spend("msg_2", "anthropic claude-sonnet-5", "1000 3000 1000 0 100 0 0 0 1", cost: "0.000012"),
    // LiteLLM's own cache answered.
    spend("chatcmpl-3", "openai gpt-5", "0 0 0 0 0 0 0 0 0", cost: "0"),
    spend(
      "gem-4", "google gemini-2.5-pro", "32 8 0 0 9 0 0 0 0", cost: "0.000002", user: "ann"),
    spend("chatcmpl-5", "openai gpt-5", "0 0 0 0 0 0 0 0 0", cost: "0", status: "failed"),
  ]

  /// Row 1 is a top-up, row 4 an error.
  private static let newAPI = [
    row(
      "2", "anthropic claude-sonnet-4-5", "24951 64126 2805 0 854 0 0 0 0", user: "7", tier: "vip",
      recorded: "– 31180"),
    // 1000 − 400; the model behind the mapping.
    row(
      "3", "openai gpt-5-2025-08-07", "600 400 0 0 100 0 0 0 0", user: "7", tier: "vip",
      recorded: "– 900"),
    // Of 300 written 120 last an hour, the rest five minutes.
    row(
      "5", "anthropic claude-sonnet-5", "600 0 180 120 20 0 0 0 2", user: "7", tier: "vip",
      recorded: "– 10"),
  ]

  private static func row(
    _ id: String, _ model: String, _ counts: String, start: String = "2026-08-01T10:00:00Z",
    user: String = "u1", tier: String = "pro", service: String = "chat",
    serviceTier: String = "standard", status: String = "completed", isOwnKey: Bool = false,
    recorded: String = "– –"
  ) -> String {
    [
      id, start, user, tier, model, service, serviceTier, status, isOwnKey ? "own" : "ours", counts,
      recorded,
    ].joined(separator: " | ")
  }

  private static func spend(
    _ id: String, _ model: String, _ counts: String, cost: String, user: String = "u1/team-1",
    status: String = "completed"
  ) -> String {
    row(
      id, model, counts, start: "2026-08-01T10:00:00.123Z", user: user, tier: "", status: status,
      recorded: "\(cost) –")
  }

  private static func code(_ id: String, _ start: String, output: Int) -> String {
    row(
      id, "anthropic claude-sonnet-5", "100 10 0 25 \(output) 0 0 0 0", start: start,
      user: "8f1c//home/ann/shop", tier: "")
  }

  @Test func `every example comes to the rows worked by hand, on both paths`() throws {
    for (file, rows) in Self.expected {
      let text = try Self.example(file)
      for isCareful in [false, true] {
        let reading = try LedgerReading(of: text, ReadingPlan(isCarefulOnly: isCareful))
        #expect(reading.rows.map(Self.shown) == rows, "\(file) careful: \(isCareful)")
      }
      #expect(
        try LedgerReading(of: text) == LedgerReading(of: text, ReadingPlan(isCarefulOnly: true)),
        "\(file)")
    }
  }

  @Test func `the size of a block does not matter to foreign records`() throws {
    for (file, _) in Self.expected {
      let text = try Self.example(file)
      let whole = try LedgerReading(of: text)
      for size in [1, 7, 64, 333, 1_000, 2_001] {
        #expect(
          try LedgerReading(of: text, ReadingPlan(blockBytes: size)) == whole, "\(file) \(size)")
      }
    }
  }

  @Test(arguments: [97, 1 << 16])
  func `what a response lacks is missing where its row begins, wherever that is in a block`(
    blockBytes: Int
  ) throws {
    let whole = try Self.example("vendor-responses.jsonl")
    let text =
      whole + Array(#"{"object": "chat.completion", "usage": {"prompt_tokens": 1}}"#.utf8) + [0x0A]
    let reject = try #require(
      try LedgerReading(of: text, ReadingPlan(blockBytes: blockBytes)).rejects.last)
    #expect(reject.offset == Int64(whole.count))
    #expect(reject.codes.contains("id.empty") && reject.byteColumn == 1, "\(reject.byteColumn)")
  }

  @Test func `a class below zero rejects its row with both numbers`() throws {
    let reading = try LedgerReading(of: Self.example("vendor-responses.jsonl"))
    let reject = try #require(reading.rejects.first)
    #expect(reading.rejects.count == 1 && reject.codes == ["qty.negative"])
    #expect(
      reject.faults.first?.message
        == "input_tokens would be -60: its parts are 160 of a total of 100")
    // The place is that of the total in the line.
    let line = String(decoding: reject.text, as: UTF8.self)
    let place = try #require(line.range(of: "100,"))
    #expect(
      reject.byteColumn == line.utf8.distance(from: line.startIndex, to: place.lowerBound) + 1)
  }

  @Test func `overlapping cache writes are reported`() throws {
    let reading = try LedgerReading(of: Self.example("vendor-responses.jsonl"))
    #expect(
      reading.warnings == [.overlappingCacheWrite: 1])
    #expect(reading.warningLines == [.overlappingCacheWrite: 15])
    let conditions = reading.rows.filter { !$0.kind.conditions.isEmpty }
    #expect(conditions.map(\.line) == [17, 18])
    #expect(conditions.map(\.kind.conditions.all) == [[.shortParts], [.otherModel]])
  }

  @Test func `most foreign rows of kinds met before take the fast path`() throws {
    let text = try Self.example("litellm-spendlogs.csv")
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    var many = lines[0] + [0x0A]
    for number in 0..<50 {
      let line = String(decoding: lines[1], as: UTF8.self)
      many += Array(line.replacingOccurrences(of: "chatcmpl-1", with: "c\(number)").utf8) + [0x0A]
    }
    let reading = try LedgerReading(of: Array(many))
    #expect(reading.rows.count == 50 && reading.rowsInPlace == 49)
  }

  @Test func `each example is recognised as its format`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(files == Self.expected.map(\.file).sorted())
    for file in files {
      let format = try #require(UsageFormat(rawValue: String(file.prefix { $0 != "." })))
      let start = try withBlock(of: Self.example(file)) { try LedgerStart.read($0, isEnd: true) }
      #expect(start?.layout.usage == format, "\(file)")
    }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Formats")

  static func example(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: file)))
  }

  private static func shown(_ row: LedgerReading.Row) -> String {
    let counts = [
      row.quantities.input, row.quantities.cacheRead, row.quantities.cacheWrite5m,
      row.quantities.cacheWrite1h, row.quantities.output, row.quantities.reasoning,
      row.quantities.audioInput, row.quantities.audioOutput, row.quantities.searches,
    ]
    let user = row.user.user.description
    let account = row.user.account.description
    return [
      String(decoding: row.id, as: UTF8.self), String(decoding: row.startedAtText, as: UTF8.self),
      account.isEmpty ? user : "\(user)/\(account)", row.kind.tier.description,
      "\(row.kind.provider) \(row.kind.model)", row.kind.service.description,
      row.kind.serviceTier.description, row.kind.status.name, row.kind.isBYOK ? "own" : "ours",
      counts.map(String.init).joined(separator: " "),
      "\(row.cost?.description ?? "–") \(row.credits?.description ?? "–")",
    ].joined(separator: " | ")
  }
}
