import Testing

/// `assay audit`, end to end: a reservation of 5 credits settled twice, on an account with 100.
struct AuditCommandTests {
  private static let header =
    "event_id,at,account_id,kind,credits,reservation_id,request_id,source,expires_at,reason,"
    + "balance_after\n"

  /// Ends with the second settlement, which the source system booked: 96 instead of 98 credits.
  private func workspace(_ more: String = "") throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write(
      "ws/credits/a.csv",
      Self.header + """
        e1,2026-08-01T00:00:00Z,acc,grant,100,,,bonus,,,100
        e2,2026-08-01T01:00:00Z,acc,reserve,5,rv,,,2026-08-01T02:00:00Z,,
        e3,2026-08-01T01:10:00Z,acc,settle,2,rv,r1,,,,98
        e4,2026-08-01T01:10:04Z,acc,settle,2,rv,r1,,,,96

        """ + more)
    return folder
  }

  @Test func `a fact counts once, and the finding says what the repeated one did`() throws {
    let folder = try workspace()
    let audit = try Program.assay("audit", folder.path("ws"))
    #expect(audit.status == 0)
    #expect(
      audit.output.contains(
        "1 reservation was settled twice (settle_twice), at the expense\n                  of acc."
      ))
    #expect(
      try folder.text("ws/out/audit-findings.csv").hasSuffix(
        "\nsettle_twice,critical,2026-08-01T01:10:04Z,acc,e4,r1,credits/a.csv,5,,,-2,-0.02,-2,"
          + "e3 (2026-08-01T01:10:00Z) already settled rv for 2 credits. Only the first counts.\n"))
    #expect(
      try folder.text("ws/out/credit-balances.csv").hasSuffix(
        "\nacc,,,0,100,0,0,2,0,0,0,98,0,98,96,-2\n"))
  }

  @Test func `a balance without a time is named, and compared once it has one`() throws {
    let folder = try workspace()
    try folder.write("ws/balances.csv", "account_id,at,credits\nacc,,97\n")
    let untimed = try Program.assay("audit", folder.path("ws"))
    #expect(untimed.errors.contains("balances.csv:2:1: warning: [balance.time] Assay does not"))
    #expect(!untimed.output.contains("asserted_balance_differs"))
    // 98 credits are left, and the source system knows of 2 less.
    try folder.write("ws/balances.csv", "account_id,at,credits\nacc,2026-08-02,97\n")
    let timed = try Program.assay("audit", folder.path("ws"))
    #expect(!timed.errors.contains("balance.time"))
    #expect(timed.output.contains("(asserted_balance_differs)"))
  }

  @Test func `findings meet --fail-on, and a rejected event ends with 2`() throws {
    let folder = try workspace()
    for (condition, status) in [
      ("critical", 3), ("warning", 3), ("any", 3), ("settle_twice", 3), ("charged_twice", 0),
    ] as [(String, Int32)] {
      #expect(
        try Program.assay("audit", folder.path("ws"), "--fail-on", condition).status == status,
        "\(condition)")
    }
    let rejected = try workspace("e5,2026-08-02T00:00:00Z,acc,gift,1,,,,,,\n")
    let audit = try Program.assay("audit", rejected.path("ws"))
    #expect(audit.status == 2)
    #expect(audit.errors.contains("Assay rejected 1 event; see credit-rejects.csv (exit 2)"))
    #expect(try rejected.text("ws/out/credit-rejects.csv").contains(",credit.form,"))
  }

  /// Two files of events and one of usage cannot be used; the others give the same balance.
  @Test func `the files that --skip-bad-files leaves out are rows of credit-rejects.csv`() throws {
    let folder = try workspace("e5,2026-08-02T00:00:00Z,acc,gift,1,,,,,,\n")
    try folder.write("ws/credits/0.csv", "")
    try folder.write("ws/credits/b.csv", "id,when\n1,2\n")
    try folder.write("ws/ledger/u.csv", "")
    #expect(try Program.assay("audit", folder.path("ws")).status == 1)
    let audit = try Program.assay("audit", folder.path("ws"), "--skip-bad-files")
    #expect(audit.status == 1)
    let rejects = rows(ofCSV: try folder.text("ws/out/credit-rejects.csv"))
    #expect(
      rejects.map { $0["file"] } == [
        "credits/0.csv", "credits/a.csv", "credits/b.csv", "ledger/u.csv",
      ])
    #expect(rejects.map { $0["line"] } == ["", "6", "", ""])
    #expect(rejects.allSatisfy { $0["code"] != "" && $0["message"] != "" })
    #expect(rejects[0]["code"] == "file.empty" && rejects[3]["code"] == "file.empty")
    #expect(
      try folder.text("ws/out/credit-balances.csv").hasSuffix(
        "\nacc,,,0,100,0,0,2,0,0,0,98,0,98,96,-2\n"))
  }

  @Test func `explain shows the account before and after an event, and what to record`() throws {
    let folder = try workspace()
    for words in [["e4"], ["--event", "e4"]] {
      let explained = try Program.assay(["explain", folder.path("ws")] + words)
      #expect(explained.status == 0)
      #expect(explained.output.contains("After     98 credits; the recorded balance is 96,"))
      #expect(explained.output.contains("record a reverse event for e4."))
    }
    #expect(try Program.assay("explain", folder.path("ws"), "--event", "e9").status == 1)
  }

  @Test func `explain finds the reservation, the grant and the account, and figures`() throws {
    let folder = try workspace()
    func explain(_ words: String...) throws -> String {
      let explained = try Program.assay(["explain", folder.path("ws")] + words)
      #expect(explained.status == 0)
      return explained.output
    }
    #expect(try explain("rv").hasPrefix("rv   reservation, settled "))
    // The grant has no id of its own: it is known by its event.
    let grant = try explain("e1")
    #expect(grant.hasPrefix("e1   grant   applied "))
    #expect(grant.contains("Left      98 credits = granted 100 - consumed 2"))
    let account = try explain("--account", "acc", "--at", "2026-08-01T01:00:00Z")
    #expect(account.contains("Balance   100 credits, of which 5 reserved: 95 credits available"))
    #expect(
      try explain("--figure", "credit-balances/acc/closing").contains(
        "= opening 0 + granted 100 - consumed 2"))
    // e4 settles rv again and is not applied: its 96 are 2 less than the replayed 98.
    #expect(
      try explain("--figure", "credit-balances/acc/recorded") == """
        credit-balances/acc/recorded: 96 credits
          balance_after of settle e4 at 2026-08-01T01:10:04Z, credits/a.csv:5
          = replayed balance 98 - difference 2

        """)
    #expect(
      try explain("--figure", "grants/e1/paid_usd").replacing(#/\s+/#, with: " ").contains(
        "grant e1 at 2026-08-01T00:00:00Z, credits/a.csv:2, states no payment for these credits"))
    #expect(
      try Program.assay("explain", folder.path("ws"), "--account", "acc", "--event", "e1").status
        == 64)
    #expect(try Program.assay("explain", folder.path("ws"), "--at", "2026-08-01").status == 64)
  }

  @Test func `the explanation of a request ends with its credits`() throws {
    let folder = try workspace()
    let missing = try Program.assay("explain", folder.path("ws"), "r1")
    #expect(missing.output.hasPrefix("r1   request, not in the usage ledger\n"))
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,account_id,provider,model,input_tokens\n"
        + "r1,2026-08-01T01:05:00Z,u,acc,openai,m-1,1000000\n")
    let explained = try Program.assay("explain", folder.path("ws"), "r1")
    #expect(explained.output.contains("Credit ledger: 2 credits consumed, 0 USD realised\n"))
    #expect(explained.output.contains("e4: settle, 2 credits, account acc, not applied\n"))
    #expect(explained.output.contains("  from bonus e1 of acc: 2 credits, 0 USD\n"))
  }

  @Test func `without events the command says where they belong`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    let audit = try Program.assay("audit", folder.path("ws"))
    #expect(audit.status == 1)
    #expect(audit.errors.contains("[credit.none] no credit events"))
  }

  /// A rejected event may be of the months without events.
  @Test func `a month after the last event is refused, but not where events were rejected`() throws
  {
    let folder = try workspace()
    let refused = try Program.assay("audit", folder.path("ws"), "--period", "2027-01")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("[credit.none] no credit events in 2027-01"))
    try folder.write(
      "ws/credits/z.csv", Self.header + "e9,2027-01,acc,grant,1,,,bonus,,,101\n")
    let audited = try Program.assay("audit", folder.path("ws"), "--period", "2027-01")
    #expect(audited.status == 2, "\(audited.errors)")
    #expect(try folder.text("ws/out/2027-01/credit-rejects.csv").contains("e9"))
  }

  @Test func `a statement has every movement, and goes with the next audit`() throws {
    let folder = try workspace()
    let path = "ws/out/credit-statement-acc.csv"
    #expect(
      try Program.assay("audit", folder.path("ws"), "--account", "acc", "--quiet").status == 0)
    #expect(
      try folder.text(path).hasSuffix(
        "\n2026-08-01T01:10:04Z,e4,settle,not applied: settle_twice,0,98,0,,r1,,credits/a.csv,5\n"
          + "2026-08-01T01:10:04Z,,closing,Closing balance of acc,0,98,0,,,,,\n"))
    #expect(try Program.assay("audit", folder.path("ws"), "--quiet").status == 0)
    #expect(try folder.files(in: "ws/out")["credit-statement-acc.csv"] == nil)
    let missing = try Program.assay(
      "audit", folder.path("ws"), "--account", "ac", "--output", folder.path("new"))
    #expect(missing.status == 1)
    #expect(missing.errors.contains("[credit.account] no account \"ac\""))
    #expect(missing.errors.contains("did you mean acc?"))
    #expect(throws: (any Error).self) { try folder.text("new/grants.csv") }
  }

  @Test func `reports of other events are refused`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,account_id,provider,model,input_tokens\n"
        + "r1,2026-08-01T01:05:00Z,u,acc,openai,m-1,1000000\n")
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").status != 1)
    #expect(try Program.assay("audit", folder.path("ws"), "--quiet").status == 0)
    try folder.write(
      "ws/credits/b.csv", Self.header + "f1,2026-08-03T00:00:00Z,acc,adjust,1,,,,,gift,\n")
    let audit = try Program.assay("audit", folder.path("ws"))
    #expect(audit.status == 1)
    #expect(audit.errors.contains("[out.changed]"))
  }
}
