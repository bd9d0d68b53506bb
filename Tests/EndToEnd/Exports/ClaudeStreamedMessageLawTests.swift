import Foundation
import Support
import Testing

/// Random logs of Claude Code against the same logs with other times.
struct ClaudeStreamedMessageLawTests {
  /// Every command writes and says the same as for logs all of whose lines have the time of the first.
  @Test(arguments: 1...2)
  func `a log is rated as if every line had the time of its first`(seed: UInt64) throws {
    let folder = try Scratch()
    var dice = Dice(seed: seed)
    let lines = Self.messages(&dice)
    let first = Dictionary(grouping: lines, by: \.id).mapValues { $0.map(\.minute).min() ?? 0 }
    for (log, isPlain) in [("grown", false), ("plain", true)] {
      for file in 0..<3 {
        let text = lines.filter { $0.file == file }.map { $0.text(isPlain ? first[$0.id] : nil) }
        try folder.write("\(log)/ws/ledger/\(file).jsonl", text.joined())
      }
      try folder.write(
        log + "/ws/prices/p.csv", ClaudeStreamedMessageTests.prices + Self.laterPrices)
      try folder.write(log + "/ws/multipliers.csv", ClaudeStreamedMessageTests.multipliers)
    }
    let period = ["--from", "2026-08-02", "--to", "2026-08-04"]
    for words in [
      ["run", "--rated", "out/rated.csv"], ["run", "--threads", "3"] + period,
      ["run", "--last", "2", "--careful", "--block-bytes", "300"], ["watch"], ["watch"] + period,
      ["simulate", "--set", "default=2", "--facts"],
      ["simulate", "--set", "default=2", "--facts", "--last", "3"], ["forecast"],
    ] {
      let grown = try Self.written(words, in: folder, "grown")
      let plain = try Self.written(words, in: folder, "plain")
      #expect(grown.keys == plain.keys && grown.count > 3)
      for (name, text) in grown where text != plain[name] {
        Issue.record("\(words) \(name): \(text), there \(plain[name] ?? "")")
      }
    }
  }

  /// The messages of a command, and the texts that it writes.
  private static func written(
    _ words: [String], in folder: Scratch, _ log: String
  ) throws -> [String: String] {
    let program = try Program.assay(
      [words[0], "ws", "--output", "out", "--force"] + words.dropFirst(), in: folder.path(log))
    #expect([0, 2].contains(program.status), "\(words): \(program.errors)")
    var texts = try folder.files(in: log + "/out").mapValues { String(decoding: $0, as: UTF8.self) }
    // The logs themselves differ, and with them their digests.
    for name in ["manifest.json", "assay-report.xlsx", "simulation.xlsx"] { texts[name] = nil }
    return texts.merging(["output": program.output, "errors": program.errors]) { $1 }
  }

  /// Announced and unknown prices, so that some requests have none at first and alerts have traffic.
  private static let laterPrices = """
    anthropic,n,input,1,2026-01-01
    anthropic,n,output,5,2026-08-03T00:00:00Z
    anthropic,n,output,7,2026-08-05T00:00:00Z

    """

  private struct LogLine {
    let id: Int
    let file: Int
    let session: Int
    /// From 1 August on.
    let minute: Int
    let output: Int
    let cost: String?

    func text(_ minute: Int?) -> String {
      let minute = minute ?? self.minute
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return ClaudeStreamedMessageTests.line(
        "2026-08-\(two(1 + minute / 1440))T\(two(minute / 60 % 24)):\(two(minute % 60)):00.000Z",
        output, id: "m\(id)", session: "s\(session)", cost: cost
      ).replacing("\"model\":\"m\"", with: id % 3 == 0 ? "\"model\":\"n\"" : "\"model\":\"m\"")
    }
  }

  /// Lines of 60 messages in 3 files, 1 to 4 of each, up to a day apart.
  private static func messages(_ dice: inout Dice) -> [LogLine] {
    var lines: [LogLine] = []
    for id in 0..<60 {
      let start = Int.random(in: 0..<8_000, using: &dice)
      let file = Int.random(in: 0..<3, using: &dice)
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let isResumed = Int.random(in: 0..<3, using: &dice) == 0
        let output = Int.random(in: 1...9, using: &dice) * 1_000
        lines.append(
          LogLine(
            id: id, file: isResumed ? Int.random(in: 0..<3, using: &dice) : file,
            session: isResumed ? 9 : file, minute: start + Int.random(in: 0..<1_440, using: &dice),
            output: output,
            cost: Int.random(in: 0..<2, using: &dice) == 0 ? "0.0\(output / 1_000)" : nil))
      }
    }
    return lines.shuffled(using: &dice)
  }
}
