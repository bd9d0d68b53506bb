import Foundation
import Support
import Testing

/// `assay check` of a workspace with credit events: books, form and equation, without a replay.
struct CheckedCreditTests {
  private static let events = """
    event_id,at,account_id,kind,credits,source,request_id
    e1,2026-08-01T00:00:00Z,acc,grant,10,bonus,
    e2,2026-08-01T10:00:00Z,acc,deduct,1,,r

    """

  /// One request, and the events of its account.
  private func workspace(_ events: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "r,2026-08-01T10:00:00Z,u,openai,m-1,1000000\n")
    try folder.write("ws/credits/2026/08.csv", events)
    return folder
  }

  @Test func `credit events are counted`() throws {
    let folder = try workspace(CheckedCreditTests.events)
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("Checked 3 files, 1 row, 2 credit events: ready to run."))
    let json = try Program.assay("check", folder.path("ws"), "--json").output
    #expect(json.contains("\"usable\": 2,"))
  }

  @Test func `a malformed event is an error with its place, and the others are read`() throws {
    let folder = try workspace(CheckedCreditTests.events + "e3,2026-08-02,acc,deduct,1,,r\n")
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 2)
    #expect(
      run.errors.contains("credits/2026/08.csv:4:4: error: [credit.form] at is \"2026-08-02\""))
    #expect(run.errors.hasSuffix("assay: 1 credit event is malformed (exit 2)\n"), "\(run.errors)")
    let json = try Program.assay("check", folder.path("ws"), "--json").output
    #expect(json.contains("\"read\": 3,") && json.contains("\"rejected\": 1,"))
  }

  @Test func `a file that cannot be read, and a broken book, are reported at once`() throws {
    let folder = try workspace("id,when\n1,2\n")
    try folder.write("ws/coupons.csv", "code,kind,value\nA,bonus,1\n")
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 1)
    #expect(run.errors.contains("credits/2026/08.csv:1:1: error: ["))
    #expect(run.errors.contains("coupons.csv:2:3: error: [book.word]"))
  }
}
