import Foundation
import Testing

/// Messages of Claude Code that stand in several logs: Anthropic's id of the response is the key, whatever else differs.
///
/// A million tokens of output cost 10 USD.
struct ClaudeCopyTests {
  private static func line(
    _ second: Int, _ output: Int, id: String? = "m", request: String = "r", session: String = "s",
    more: String = ""
  ) -> String {
    let name = id.map { #""id":"\#($0)","# } ?? ""
    return
      #"{"timestamp":"2026-08-01T10:00:0\#(second).000Z","sessionId":"\#(session)","type":"assistant","#
      + #""requestId":"\#(request)","uuid":"u\#(second)"\#(more),"message":{\#(name)"model":"m","#
      + #""usage":{"input_tokens":0,"output_tokens":\#(output)}}}"# + "\n"
  }

  private static let aside = #","isSidechain":true"#
  private static let forked = #","forkedFrom":{"sessionId":"s","messageUuid":"u1"}"#

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The texts of `a.jsonl`, `b.jsonl` and so on.
    let files: [String]
    /// Id, file, line, start in seconds, user and output of each row that counts.
    let counted: [String]
  }

  static let cases = [
    Case(
      testDescription: "another request id and session, later",
      files: [line(1, 10), line(5, 10, request: "r2", session: "s2")],
      counted: ["m b:1 1 s2 0.0001"]),
    Case(
      testDescription: "a side question goes after the conversation, wherever it stands",
      files: [line(5, 10, request: "r2", more: aside), line(1, 10)],
      counted: ["m b:1 1 s 0.0001"]),
    Case(
      testDescription: "a side question with more output has the user and time of the conversation",
      files: [line(3, 2), line(1, 10, request: "r2", session: "s2", more: aside)],
      counted: ["m b:1 3 s 0.0001"]),
    Case(
      testDescription: "a forked session is a copy",
      files: [line(1, 10, session: "s2", more: forked), line(1, 10)],
      counted: ["m b:1 1 s 0.0001"]),
    Case(
      testDescription: "a sub-agent's own message counts",
      files: [line(1, 10), line(2, 20, id: "m2", more: aside)],
      counted: ["m a:1 1 s 0.0001", "m2 b:1 2 s 0.0002"]),
    Case(
      testDescription: "without an id the request is the key, and without it the line",
      files: [line(1, 10, id: nil) + line(2, 20, id: nil) + line(3, 30, id: nil, request: "")],
      counted: ["r a:2 1 s 0.0002", "u3 a:3 3 s 0.0003"]),
  ]

  @Test(arguments: cases)
  func `a response counts once, in whatever logs it is`(one: Case) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nanthropic,m,output,10\n")
    for (name, text) in zip("abc", one.files) { try folder.write("ws/ledger/\(name).jsonl", text) }
    for options in [[], ["--threads", "3", "--block-bytes", "90", "--careful"]] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == 0, "\(run.errors)")
      let rated = rows(ofCSV: try folder.text("rated.csv")).map { row in
        let file = row["file"]?.dropFirst("ledger/".count).prefix(1) ?? ""
        let second = row["request_started_at"]?.dropFirst(18).prefix(1) ?? ""
        return "\(row["request_id"] ?? "") \(file):\(row["line"] ?? "") \(second)"
          + " \(row["user_id"] ?? "") \(row["vendor_cost_usd"] ?? "")"
      }
      #expect(rated == one.counted)
      #expect(try folder.text("ws/out/summary.csv").contains("rows_conflict,0\n"))
    }
  }
}
