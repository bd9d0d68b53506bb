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
        "Next Give 150 credits back: record a refund event of 150 credits for acc with request_id r-1."
      ),
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
    #expect(request.contains("paid the correct amount in the end: charged_twice is corrected."))
  }

  @Test func `an undercharge is made up by an adjust, and no second deduct`() throws {
    let folder = try workspace(ExplainAdviceTests.twice)
    let event = try explain(folder, "--event", "e4")
    #expect(
      event.contains(
        "Record an adjust event of -30 credits for acc with request_id r-2 and a reason. The finding "
          + "then counts as corrected."), "\(event)")
    let taken = try workspace(
      ExplainAdviceTests.twice, "f1,2026-08-02T00:00:00Z,acc,adjust,-30,,r-2,,missing,,,550\n")
    let after = try explain(taken, "--event", "e4")
    #expect(
      after.contains("f1 took 30 credits at 2026-08-02T00:00:00Z: nothing more to record."),
      "\(after)")
  }

  /// A hold of 9 of 100 credits; the system records what is available, and states 8 credits fewer a day later.
  @Test func `a hold and a statement are compared with what the system records`() throws {
    let folder = try workspace("e1,2026-08-01T00:00:00Z,acc,grant,100,bonus,,,,,,100\n")
    try folder.write("ws/assay.json", #"{"credits": {"recorded_balance": "available"}}"#)
    try folder.write(
      "ws/credits/d.csv",
      "event_id,at,account_id,kind,credits,reservation_id,expires_at,balance_after\n"
        + "h1,2026-08-01T09:00:00Z,acc,reserve,9,v,2026-08-09T00:00:00Z,91\n"
        + "b1,2026-08-02T00:00:00Z,acc,balance,92,,,\n")
    let hold = try explain(folder, "--event", "h1")
    #expect(hold.contains("the recorded available balance is the same"), "\(hold)")
    let statement = try explain(folder, "--event", "b1")
    #expect(
      statement.contains(
        "Look for the event that lowered the stated balance by 8 credits"), "\(statement)")
  }

  /// The account closed on 1 August.
  @Test(arguments: [
    ("deduct", "1", "if the credits were rightly taken; otherwise record a reverse event for x."),
    ("adjust", "1", "if the customer keeps the credits; otherwise record a reverse event for x."),
    ("adjust", "-1", "if the credits were rightly taken; otherwise record a reverse event for x."),
  ])
  func `a reverse is advised unless the credits were rightly given or taken`(
    kind: String, credits: String, advice: String
  ) throws {
    let folder = try workspace(
      "e1,2026-07-01T00:00:00Z,acc,grant,100,bonus,,,,,,\n",
      "x,2026-08-02T00:00:00Z,acc,\(kind),\(credits),,\(kind == "deduct" ? "r-1" : ""),,late,,,\n")
    try folder.write("ws/accounts.csv", "account_id,plan,closed_at\nacc,t,2026-08-01\n")
    let event = try explain(folder, "--event", "x")
    #expect(event.contains("Nothing to record " + advice), "\(event)")
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

  /// 3 and 4 of 5 USD were returned.
  @Test func `refunds above a payment name those before and the record for each case`() throws {
    let folder = try workspace(
      """
      e1,2026-08-01T00:00:00Z,acc,grant,100,topup,,,,5,p-1,100
      e2,2026-08-02T00:00:00Z,acc,payment_refund,60,,,,,3,p-1,40
      e3,2026-08-03T00:00:00Z,acc,payment_refund,40,,,,,4,p-1,0

      """)
    let event = try explain(folder, "--event", "e3")
    #expect(
      event.contains(
        "Next e2 returned 3 USD of payment p-1 before e3. Check with the payment provider whether the "
          + "money of e3 was paid out. If it was, collect 2 USD from the customer; no event states that, "
          + "so the finding stays open. If not, record a reverse event for e3, which also gives back the "
          + "credits that it took."), "\(event)")
    #expect(event.contains("Owed 2 USD by the customer"), "\(event)")
  }

  @Test(arguments: [
    ("desk,refund,100\nlead,refund;adjust,", "with request_id r-1 and actor lead."),
    (
      "desk,refund,100",
      "with request_id r-1 (permissions.csv allows it to no actor: add a row first)."
    ),
  ])
  func `a record has an actor who may write it`(rows: String, advice: String) throws {
    let folder = try workspace(ExplainAdviceTests.twice)
    try folder.write("ws/permissions.csv", "actor,kinds,max_credits\n\(rows)\n")
    let event = try explain(folder, "--event", "e3")
    #expect(event.contains("a refund event of 150 credits for acc " + advice), "\(event)")
  }

  /// The 300 credits of the grant expired two hours after they were charged.
  @Test func `a refund that would be lost is not advised`() throws {
    let folder = try workspace("e9,2026-08-02T00:00:00Z,acc,grant,1,bonus,,,,,,1\n")
    try folder.write("ws/assay.json", #"{"credits": {"refund_expired": "lost"}}"#)
    try folder.write(
      "ws/credits/d.csv",
      """
      event_id,at,account_id,kind,credits,source,request_id,expires_at,balance_after
      e1,2026-08-01T00:00:00Z,acc,grant,300,bonus,,2026-08-01T12:00:00Z,300
      e2,2026-08-01T10:00:01Z,acc,deduct,150,,r-1,,150
      e3,2026-08-01T10:00:02Z,acc,deduct,150,,r-1,,0

      """)
    let event = try explain(folder, "--event", "e3")
    #expect(
      event.contains(
        "Owed no credits now: 150 credits would expire at once Next Nothing to record: the 150 credits "
          + "came from grants that have expired, and under the setting refund_expired (lost) they expire at "
          + "once."), "\(event)")
  }

  @Test func `a payment refund shows its money`() throws {
    let folder = try workspace(
      ExplainAdviceTests.twice,
      "e5,2026-08-02T00:00:00Z,acc,payment_refund,5,,,,,1,unheard,575\n")
    let event = try explain(folder, "--event", "e5")
    #expect(event.contains("1 USD returned"), "\(event)")
    #expect(
      event.contains(
        "Give 5 credits back: record a reverse event for e5. The event also states that 1 USD went back"
      ),
      "\(event)")
  }

  /// 860 recorded after the first deduct is 10 too high; with that, the replay's 700 become 710.
  @Test func `the balance of the replay is told apart from that with earlier differences`() throws {
    let folder = try workspace(
      """
      e1,2026-08-01T00:00:00Z,acc,grant,1000,bonus,,,,,,1000
      e2,2026-08-01T10:00:01Z,acc,deduct,150,,r-1,,,,,860
      e3,2026-08-01T11:00:01Z,acc,deduct,150,,r-2,,,,,690

      """)
    let first = try explain(folder, "--event", "e2")
    #expect(
      first.contains("The replay gives 850 credits; the ledger records 860 credits."), "\(first)")
    let second = try explain(folder, "--event", "e3")
    #expect(
      second.contains(
        "The replay gives 700 credits, and 710 credits with the earlier differences; the ledger records 690 credits."
      ), "\(second)")
  }

  @Test func `credits without an end are not said to be removed some hours before it`() throws {
    let folder = try workspace("e1,2026-08-01T00:00:00Z,acc,grant,10,bonus,,,,,,\n")
    try folder.write(
      "ws/credits/d.csv",
      "event_id,at,account_id,kind,credits,grant_id\nx1,2026-08-02T00:00:00Z,acc,expire,10,e1\n")
    let event = try explain(folder, "--event", "x1")
    #expect(
      event.contains("The ledger removed the credits, but the grant has no end."), "\(event)")
    #expect(!event.contains("hours before"))
  }

  @Test func `a charge given back is no use of a closed account`() throws {
    let folder = try workspace(
      ExplainAdviceTests.twice, "f1,2026-08-02T00:00:00Z,acc,refund,150,,r-1,,,,,730\n")
    try folder.write(
      "ws/accounts.csv",
      "account_id,plan,effective_from,closed_at\nacc,t,2026-01-01,2026-08-02\n")
    let event = try explain(folder, "--event", "f1")
    #expect(
      event.contains(
        "Nothing to record if the event corrects an earlier one. Otherwise find out who"),
      "\(event)")
  }

  /// The reverse took the first grant, which the replay needs.
  @Test func `of two payments for one grant only the right one is kept`() throws {
    let folder = try workspace(
      """
      e1,2026-08-01T00:00:00Z,acc,grant,100,topup,,,,1,p,100
      e2,2026-08-01T01:00:00Z,acc,grant,100,topup,,,,1,p,200
      e3,2026-08-01T02:00:00Z,acc,reverse,,,,e1,,,,100

      """)
    let event = try explain(folder, "--event", "e2")
    #expect(
      event.contains(
        "e3 reversed e1 instead of e2, which the replay never booked. Record a reverse event for e2 and an adjust "
          + "event of 100 credits for acc, with e1 in its reason."), "\(event)")
  }
}
