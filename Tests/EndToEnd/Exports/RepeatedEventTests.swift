import Foundation
import Testing

/// Running totals of a session beside what each request added, where events are told again; by the shipped book.
///
/// A million tokens of gpt-5.6-luna cost 0.20 USD in, 0.02 from the cache and 1.20 out.
struct RepeatedEventTests {
  private static let header =
    "timestamp,session_id,user_email,model,total_input_tokens,total_cached_input_tokens,total_output_tokens,"
    + "last_input_tokens,last_cached_input_tokens,last_output_tokens"

  private static func row(_ time: String, _ session: String, _ counts: String) -> String {
    "2026-08-10T10:\(time)Z,\(session),\(session)@x.io,gpt-5.6-luna,\(counts)"
  }

  private struct Case {
    let name: String
    var header = RepeatedEventTests.header
    let rows: [String]
    /// In millionths of a USD.
    let costs: [String]
  }

  private static let refreshed = [
    row("00:05.120", "a", "8000,0,500,8000,0,500"),
    row("00:41.220", "a", "17000,7680,900,9000,7680,400"),
    row("00:41.960", "a", "17000,7680,900,9000,7680,400"),
    row("01:31.020", "a", "28000,16640,1500,11000,8960,600"),
    row("30:31.020", "b", "6000,0,250,6000,0,250"),
  ]

  private static let cases: [Case] = [
    // 8,000 × 0.2 + 500 × 1.2; 1,320 × 0.2 + 7,680 × 0.02 + 400 × 1.2; 2,040 × 0.2 + 8,960 × 0.02 + 600 × 1.2;
    // 6,000 × 0.2 + 250 × 1.2.
    Case(name: "one refresh", rows: refreshed, costs: ["2200", "897.6", "1307.2", "1500"]),
    Case(
      name: "newest first", rows: refreshed.reversed(),
      costs: ["1500", "1307.2", "897.6", "2200"]),
    // The same requests, each event with an id of its own.
    Case(
      name: "ids of events", header: "event_id," + header,
      rows: refreshed.enumerated().map { "evt-000\($0),\($1)" },
      costs: ["2200", "897.6", "1307.2", "1500"]),
    // 1,000 × 0.2 + 10 × 1.2; 1,000 × 0.2 + 1,000 × 0.02 + 20 × 1.2; 3,000 × 0.2 + 30 × 1.2;
    // 1,500 × 0.2 + 2,500 × 0.02 + 40 × 1.2.
    Case(
      name: "a refresh ends each of two sessions",
      rows: [
        row("00:00", "a", "1000,0,10,1000,0,10"), row("00:01", "a", "3000,1000,30,2000,1000,20"),
        row("00:02", "a", "3000,1000,30,2000,1000,20"), row("00:03", "b", "3000,0,30,3000,0,30"),
        row("00:04", "b", "7000,2500,70,4000,2500,40"),
        row("00:05", "b", "7000,2500,70,4000,2500,40"),
      ], costs: ["212", "244", "636", "398"]),
    // One step alone, which names decide: 1,000 × 0.2 + 10 × 1.2; 2,000 × 0.2 + 20 × 1.2.
    Case(
      name: "two rows of one session",
      rows: [
        row("00:00", "a", "1000,0,10,1000,0,10"), row("00:01", "a", "3000,0,30,2000,0,20"),
      ], costs: ["212", "424"]),
    // It began anew, so that totals fell: 500 × 0.2 + 5 × 1.2 is the third.
    Case(
      name: "totals that fall",
      rows: [
        row("00:00", "a", "1000,0,10,1000,0,10"), row("00:01", "a", "3000,0,30,2000,0,20"),
        row("00:02", "a", "500,0,5,500,0,5"), row("00:03", "a", "800,0,9,300,0,4"),
      ], costs: ["212", "424", "106", "64.8"]),
    // Other words: 1,000 × 0.2 + 10 × 1.2; 2,000 × 0.2 + 20 × 1.2; 5,000 × 0.2 + 70 × 1.2.
    Case(
      name: "session and turn",
      header: "timestamp,conversation_id,user,model,sessionInputTokens,sessionOutputTokens,"
        + "turnInputTokens,turnOutputTokens",
      rows: [
        row("00:00", "a", "1000,10,1000,10"), row("00:01", "a", "3000,30,2000,20"),
        row("00:02", "a", "3000,30,2000,20"), row("00:03", "b", "5000,70,5000,70"),
      ], costs: ["212", "424", "1084"]),
  ]

  @Test(arguments: cases.indices)
  func `what each request added counts, and once where its event repeats`(index: Int) throws {
    let one = Self.cases[index]
    let folder = try ProposalKindsTests.workspace(
      "a.csv", ([one.header] + one.rows).joined(separator: "\n") + "\n")
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(check.status == 0, "\(one.name) \(check.errors)")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(one.name) \(run.errors)")
    let found = rows(ofCSV: try folder.text("rated.csv")).map { row in
      Decimal(string: row["vendor_cost_usd"] ?? "").map { $0 * Decimal(1_000_000) }
    }
    #expect(found == one.costs.map { Decimal(string: $0) }, "\(one.name)")
  }

  /// Each row may be the end of a session: then the totals are its usage, and the last request is a part of it.
  @Test func `rows that may be sessions are left to their owner`() throws {
    let rows = [
      Self.row("00:00", "a", "9000,0,90,1000,0,10"), Self.row("00:01", "b", "3000,0,30,2000,0,20"),
      Self.row("00:02", "c", "5000,0,50,500,0,5"),
    ]
    let folder = try ProposalKindsTests.workspace(
      "a.csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status != 0)
    let told = "it is unclear whether last_input_tokens belongs to one request"
    #expect(
      (check.output + check.errors).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ").contains(told), "\(check.output) \(check.errors)")
  }
}
