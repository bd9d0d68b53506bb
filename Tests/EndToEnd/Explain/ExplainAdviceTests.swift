import Foundation
import Support
import Testing

/// The next step of `explain`: an event to record, and after that nothing more; figures by hand.
struct ExplainAdviceTests {
  /// 1 USD per million input tokens, times 1.5, at 0.01 USD a credit: r-1 and r-2 cost 150 credits each.
  private func workspace(_ events: String, _ more: String = "") throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write("ws/plans.csv", "tier,is_free\nt,false\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
        + "r-1,2026-08-01T10:00:00Z,u,acc,t,openai,m-1,1000000\n"
        + "r-2,2026-08-01T11:00:00Z,u,acc,t,openai,m-1,1000000\n")
    try folder.write(
      "ws/credits/c.csv",
      "event_id,at,account_id,kind,credits,source,request_id,reverses,reason,paid_usd,payment_id,balance_after\n"
        + events + more)
    return folder
  }

  private func explain(_ folder: Scratch, _ arguments: String...) throws -> String {
    let run = try Program.assay(["explain", folder.path("ws")] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let twice = """
    e1,2026-08-01T00:00:00Z,acc,grant,1000,bonus,,,,,,1000
    e2,2026-08-01T10:00:01Z,acc,deduct,150,,r-1,,,,,850
    e3,2026-08-01T10:00:02Z,acc,deduct,150,,r-1,,,,,700
    e4,2026-08-01T11:00:01Z,acc,deduct,120,,r-2,,,,,580

    """

  @Test func `a second charge is given back once`() throws {
    let folder = try workspace(ExplainAdviceTests.twice)
    let event = try explain(folder, "--event", "e3")
    #expect(
      event.contains(
        "Next Give 150 credits back: record a refund of 150 credits for acc with request_id r-1."),
      "\(event)")
    #expect(event.contains("to the customer"))
    let given = try workspace(
      ExplainAdviceTests.twice, "f1,2026-08-02T00:00:00Z,acc,refund,150,,r-1,,,,,730\n")
    let after = try explain(given, "--event", "e3")
    #expect(
      after.contains(
        "Next f1 gave 150 credits back at 2026-08-02T00:00:00Z: nothing more to record."),
      "\(after)")
    let request = try explain(given, "r-1")
    #expect(request.contains("paid the correct amount in the end: charged_twice is put right."))
  }

  @Test func `an undercharge is made up by an adjust, and no second deduct`() throws {
    let folder = try workspace(ExplainAdviceTests.twice)
    let event = try explain(folder, "--event", "e4")
    #expect(
      event.contains(
        "Record an adjust of -30 credits for acc with request_id r-2 and a reason. The finding stays, "
          + "because the first deduction stays as recorded."), "\(event)")
    let taken = try workspace(
      ExplainAdviceTests.twice, "f1,2026-08-02T00:00:00Z,acc,adjust,-30,,r-2,,missing,,,550\n")
    let after = try explain(taken, "--event", "e4")
    #expect(
      after.contains("f1 took 30 credits at 2026-08-02T00:00:00Z: nothing more to record."),
      "\(after)")
  }

  @Test func `an event that Assay rejected has its row, place, reason and credits`() throws {
    let folder = try workspace(
      ExplainAdviceTests.twice, "e5,2026-08-02,acc,deduct,24.8,,r-2,,,,,\n")
    let event = try explain(folder, "--event", "e5")
    for part in [
      "e5 rejected", "credits/c.csv:6", "Account acc", "[credit.form]", "Credits 24.8",
      "e5,2026-08-02,acc,deduct,24.8",
    ] {
      #expect(event.contains(part), "\(part): \(event)")
    }
  }

  @Test func `a payment refund shows its money`() throws {
    let folder = try workspace(
      ExplainAdviceTests.twice,
      "e5,2026-08-02T00:00:00Z,acc,payment_refund,5,,,,,1,unheard,575\n")
    let event = try explain(folder, "--event", "e5")
    #expect(event.contains("1 USD returned"), "\(event)")
    #expect(
      event.contains(
        "Give 5 credits back: record a reverse of e5. The event also states that 1 USD went back"),
      "\(event)")
  }
}
