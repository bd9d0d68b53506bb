import Foundation
import Support
import Testing

/// Who owes what, and what ends a finding: the words of `explain` and of the screen; figures by hand.
struct OwedAdviceTests {
  /// 1 USD per million input tokens, times 1.5, at 0.01 USD a credit: r-1 and r-2 cost 150 credits each.
  ///
  /// - Parameters:
  ///   - events: JSON lines.
  ///   - books: by file.
  private func workspace(_ events: [String], _ books: [String: String] = [:]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,monthly_price_usd,monthly_credits\nt,false,,\nbig,false,50,2000\npro,false,20,500\n"
    )
    try folder.write(
      "ws/topups.csv", "package,credits,price_usd,valid_days\nsmall,100,5,\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
        + "r-1,2026-08-01T10:00:00Z,u,acc,t,openai,m-1,1000000\n"
        + "r-2,2026-08-01T11:00:00Z,u,acc,t,openai,m-1,1000000\n")
    try folder.write("ws/credits/c.jsonl", events.map { $0 + "\n" }.joined())
    for (file, text) in books { try folder.write("ws/" + file, text) }
    return folder
  }

  /// An event: id, day of August 2026, kind, and the other columns as members of an object.
  private func event(_ id: String, _ day: Int, _ kind: String, _ more: String) -> String {
    let time = String(format: "2026-08-%02dT00:00:00Z", day)
    return
      #"{"event_id": "\#(id)", "at": "\#(time)", "account_id": "acc", "kind": "\#(kind)", \#(more)}"#
  }

  private func output(_ folder: Scratch, _ command: String, _ arguments: String...) throws -> String
  {
    let run = try Program.assay([command, folder.path("ws")] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func grant(_ more: String = "") -> String {
    event("e1", 1, "grant", #""credits": "1000", "source": "bonus"\#(more)"#)
  }

  @Test func `money stays owed after the credits were given`() throws {
    let folder = try workspace([
      event(
        "e1", 1, "grant",
        #""credits": "90", "source": "topup", "package": "small", "paid_usd": "4""#),
      event("f1", 2, "adjust", #""credits": "10", "reason": "e1""#),
    ])
    let text = try output(folder, "explain", "--event", "e1")
    #expect(
      text.contains(
        "Owed 1 USD by the customer Next f1 gave 10 credits at 2026-08-02T00:00:00Z. Collect 1 USD from the "
          + "customer at the payment provider; no credit event states that, so the finding stays open."
      ),
      "\(text)")
  }

  /// The second payment was counted once; the second charge was given back.
  @Test func `without recorded balances none is said to differ`() throws {
    let paid = #""credits": "100", "source": "topup", "paid_usd": "5", "payment_id": "p""#
    let folder = try workspace([
      event("e1", 1, "grant", paid), event("e2", 1, "grant", paid),
      event("e3", 2, "deduct", #""credits": "6", "request_id": "r-1""#),
      event("e4", 2, "deduct", #""credits": "6", "request_id": "r-1""#),
      event("e5", 3, "adjust", #""credits": "-138", "reason": "charge", "request_id": "r-1""#),
    ])
    let text = try output(folder, "explain", "--event", "e4")
    #expect(!text.contains("still differs"), "\(text)")
  }

  @Test func `what a coupon granted is told apart from what is owed`() throws {
    let folder = try workspace(
      [event("e1", 2, "redeem", #""credits": "88", "coupon_code": "EACH""#)],
      ["coupons.csv": "code,kind,value,valid_from\nEACH,credit_bonus,7,2026-01-01\n"])
    let text = try output(folder, "explain", "--event", "e1")
    #expect(
      text.contains(
        "Owed 81 credits (0.81 USD) by the customer, of the 88 credits (0.88 USD) that the coupon granted: "
          + "audit-findings.csv states all of them"), "\(text)")
  }

  @Test func `a record for an account without a row says so`() throws {
    let folder = try workspace(
      [
        grant(),
        event(
          "e2", 2, "transfer_out",
          #""credits": "5", "transfer_id": "t", "counterparty_account_id": "nobody""#),
        event("e3", 5, "adjust", #""credits": "1", "reason": "x""#),
      ], ["accounts.csv": "account_id,plan\nacc,t\n"])
    let text = try output(folder, "explain", "--event", "e2")
    #expect(text.contains("Owed 5 credits (0.05 USD) to the customer of nobody"), "\(text)")
    #expect(
      text.contains(
        "accounts.csv has no row for nobody: add one first, or the record has the warning account_unknown."
      ), "\(text)")
  }

  /// The next transfer_out with the id belongs to e2; acc sent nothing, and has 1 credit.
  @Test func `halves with one id name the debtor and the half that is first`() throws {
    let folder = try workspace([
      event(
        "e2", 2, "transfer_in",
        #""credits": "5", "transfer_id": "t", "counterparty_account_id": "other""#),
      event(
        "e3", 3, "transfer_in",
        #""credits": "6", "transfer_id": "t", "counterparty_account_id": "other""#),
      event("e4", 6, "adjust", #""credits": "1", "reason": "x""#),
    ])
    let first = try output(folder, "explain", "--event", "e2")
    #expect(first.contains("Owed 5 credits (0.05 USD) by the customer of other"), "\(first)")
    #expect(
      first.contains(
        "or record an adjust event of -5 credits for acc, with e2 in its reason."), "\(first)")
    let second = try output(folder, "explain", "--event", "e3")
    #expect(second.contains("Owed 6 credits (0.06 USD) by the customer of other"), "\(second)")
    #expect(
      second.contains(
        "Record no transfer_out event with transfer_id t yet: it would be matched with e2, which also lacks "
          + "its other side."), "\(second)")
  }

  /// 12 charges of unknown requests come before the missing reset of 1 September.
  @Test func `an account lists each finding without an event`() throws {
    let charges = (10...21).map {
      event("d\($0)", $0, "deduct", #""credits": "1", "request_id": "x-\#($0)""#)
    }
    let folder = try workspace(
      [
        event(
          "e1", 1, "reset",
          #""credits": "500", "plan": "pro", "expires_at": "2026-09-01T00:00:00Z""#)
      ] + charges + [
        #"{"event_id": "z", "at": "2026-09-05T00:00:00Z", "account_id": "acc", "kind": "adjust", "#
          + #""credits": "1", "reason": "x"}"#
      ])
    let text = try output(folder, "explain", "--account", "acc")
    #expect(text.contains("reset_missing (warning) 2026-09-01T00:00:00Z"), "\(text)")
    #expect(
      text.contains("in audit-findings.csv; explain --event ID says what to record"), "\(text)")
  }

  /// The plan allows one request a day, of another model than that of r-1 and r-2.
  @Test(arguments: [
    ("plan,model\nt,other\n", "r-1", "not_entitled (warning)"),
    ("plan,requests_per_day\nt,1\n", "r-2", "rate_limit_exceeded (warning)"),
  ])
  func `a request lists what its plan does not include`(
    book: String, request: String, finding: String
  ) throws {
    let folder = try workspace(
      [grant(), event("e2", 5, "adjust", #""credits": "1", "reason": "x""#)],
      ["entitlements.csv": book, "accounts.csv": "account_id,plan\nacc,t\n"])
    let text = try output(folder, "explain", request)
    #expect(text.contains(finding), "\(text)")
  }

  /// 150 credits are 1.5 USD at 0.01 and 1.875 USD at 0.0125.
  @Test func `an undercharge has both values where plan and tier have others`() throws {
    let folder = try workspace(
      [grant(), event("e2", 2, "deduct", #""credits": "150", "request_id": "r-2""#)],
      [
        "accounts.csv": "account_id,plan\nacc,big\n",
        "assay.json":
          #"{"credit_value_usd": [{"value": "0.01"}, {"tier": "big", "value": "0.0125"}]}"#,
      ])
    let text = try output(folder, "explain", "r-1")
    #expect(
      text.contains(
        "underpaid 150 credits (1.5 USD at the credit value of its tier; 1.875 USD at that of the account's plan, "
          + "as in audit-findings.csv)"), "\(text)")
  }

  /// 4 credits of 5 are covered; of the 4 USD that come back, the fifth credit takes 0.8 along.
  @Test func `value that stays in transit is named`() throws {
    let sides = #""credits": "5", "transfer_id": "t-1", "counterparty_account_id": "acc""#
    let folder = try workspace([
      event("e1", 1, "grant", #""credits": "4", "source": "topup", "paid_usd": "4""#),
      event("e2", 2, "transfer_out", sides), event("e3", 3, "transfer_in", sides),
    ])
    let text = try output(folder, "explain", "t-1")
    #expect(
      text.contains("4 USD arrived with the credits; 0.8 USD left later, with the credits"),
      "\(text)")
  }

  @Test func `an allowance without an end ends with the next reset`() throws {
    let folder = try workspace([
      event("e1", 1, "reset", #""credits": "500", "plan": "pro""#),
      event("e2", 2, "expire", #""credits": "500", "grant_id": "e1""#),
    ])
    let text = try output(folder, "explain", "--event", "e2")
    #expect(text.contains("the grant states no end: it ends with the next reset."), "\(text)")
  }

  /// The reset states no payment; pro costs 20 USD and big 50.
  @Test func `money of a reset that states no payment is owed if it was paid`() throws {
    let folder = try workspace(
      [event("e1", 1, "reset", #""credits": "2000", "plan": "big""#)],
      ["accounts.csv": "account_id,plan\nacc,pro\n"])
    let text = try output(folder, "explain", "--event", "e1")
    #expect(
      text.contains(
        "return 30 USD at the payment provider, if the price of big was paid: the event states no payment."
      ), "\(text)")
  }

  @Test func `credits of an ended grant come back as the setting says`() throws {
    let folder = try workspace([
      event(
        "e1", 1, "grant",
        #""credits": "100", "source": "topup", "paid_usd": "5", "payment_id": "p", "expires_at": "2026-08-10T00:00:00Z""#
      ),
      event("e2", 2, "payment_refund", #""credits": "100", "paid_usd": "6", "payment_id": "p""#),
      event("e3", 20, "adjust", #""credits": "1", "reason": "x""#),
    ])
    let text = try output(folder, "explain", "--event", "e2")
    #expect(
      text.contains(
        "The grant ended at 2026-08-10T00:00:00Z, so the credits come back as the setting refund_expired says: "
          + "new_grant, a grant that never expires."), "\(text)")
  }

  /// 455 of 500 credits were never granted, and would have expired.
  @Test func `a finding of expired credits says what ends it`() throws {
    let folder = try workspace([
      event(
        "e1", 1, "reset",
        #""credits": "45", "plan": "pro", "expires_at": "2026-08-10T00:00:00Z""#),
      event("e2", 20, "adjust", #""credits": "1", "reason": "x""#),
    ])
    let text = try output(folder, "explain", "--event", "e1")
    #expect(
      text.contains(
        "with an adjust event of 455 credits for acc, with e1 in its reason, the finding counts as "
          + "corrected; otherwise it stays open."
      ), "\(text)")
  }

  /// The account has 90 credits; the event states 83, and 90 as its balance_after.
  @Test func `a statement of another balance says whose balance agrees`() throws {
    let folder = try workspace([
      event("e1", 1, "grant", #""credits": "90", "source": "bonus", "balance_after": "90""#),
      event("e2", 2, "balance", #""credits": "83", "balance_after": "90""#),
      event("e3", 3, "adjust", #""credits": "-10", "reason": "x""#),
    ])
    let text = try output(folder, "explain", "--event", "e2")
    #expect(text.contains("After 90 credits; its balance_after is the same"), "\(text)")
    #expect(text.contains("Owed not known: the event only states a balance"), "\(text)")
    let account = try output(folder, "explain", "--account", "acc")
    #expect(
      account.contains(
        "Recorded 90 credits at the last event that states a balance (e2, 2026-08-02T00:00:00Z), before the last movements"
      ), "\(account)")
  }

  /// The recorded balance is 5 too high; the replay has 80 credits at the end.
  @Test func `a statement names the balance that agrees with the other findings`() throws {
    let folder = try workspace([
      event("e1", 1, "grant", #""credits": "90", "source": "bonus", "balance_after": "95""#),
      event("e2", 2, "balance", #""credits": "83""#),
      event("e3", 3, "adjust", #""credits": "-10", "reason": "x""#),
    ])
    let text = try output(folder, "explain", "--event", "e2")
    #expect(
      text.contains(
        "At the end of the replay that is 85 credits: the replay has 80 credits, and other findings of the account "
          + "the rest."), "\(text)")
  }

  @Test func `a ledger that states no balance is not said to agree with one`() throws {
    let folder = try workspace([
      event("e1", 1, "grant", #""credits": "1000", "source": "bonus""#),
      event("e2", 2, "deduct", #""credits": "150", "request_id": "r-1""#),
      event("e3", 2, "deduct", #""credits": "150", "request_id": "r-2""#),
    ])
    let text = try output(folder, "audit")
    #expect(
      text.contains("No findings: all events agree with the books; none states a balance."),
      "\(text)")
  }
}
