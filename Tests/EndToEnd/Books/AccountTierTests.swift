import Testing

/// `accounts.csv` gives the tier of requests that state none.
///
/// Every request is 1,000,000 input tokens at 1 USD per million. The multiplier of pro is 2, of team 4, else 1.5, and a
/// credit is worth 0.01 USD: a request brings 2 USD on pro, 4 on team, 1.50 without a tier.
struct AccountTierTests {
  private static func line(_ id: Int, _ day: Int, user: String, more: String = "") -> String {
    #"{"request_id":"r\#(id)","call_type":"acompletion","api_key":"k","spend":1,"#
      + #""prompt_tokens":1000000,"completion_tokens":0,"startTime":"2026-08-\#(day) 09:00:00.000","#
      + #""model":"m","custom_llm_provider":"p","user":"\#(user)","metadata":{}\#(more)}"# + "\n"
  }

  /// LiteLLM's log: ann changes from pro to team on 10 August, bob is on pro, cid in no book.
  private static let log =
    line(1, 11, user: "bob") + line(2, 12, user: "ann") + line(3, 21, user: "cid")
    + line(4, 20, user: "ann").replacing("2026-08-20", with: "2026-08-09")

  private static let accounts =
    "account_id,plan,effective_from,effective_to\n"
    + "ann,pro,,2026-08-10\nann,team,2026-08-10,\nbob,pro,,\n"

  private static func workspace(
    accounts: String?, ledger: [String: String] = ["a.jsonl": log]
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier,is_free,target_margin_percent\npro,0,30\nteam,0,40\n")
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,multiplier,status,requested_by,approved_by\n"
        + "tier,pro,2,approved,a,b\ntier,team,4,approved,a,b\n")
    if let accounts { try folder.write("ws/accounts.csv", accounts) }
    for (name, text) in ledger { try folder.write("ws/ledger/" + name, text) }
    return folder
  }

  private static func margins(_ folder: Scratch, _ words: String...) throws -> [[String: String]] {
    let run = try Program.assay(["run", folder.path("ws"), "--quiet"] + words)
    #expect(run.status == 0, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/margin-by-tier.csv"))
  }

  @Test func `an export without tiers gives margins by tier`() throws {
    let folder = try Self.workspace(accounts: Self.accounts)
    let rows = try Self.margins(folder)
    let revenue = rows.map { "\($0["tier"] ?? "") \($0["revenue_usd"] ?? "")" }
    #expect(revenue.sorted() == [" 1.5", "pro 4", "team 4"])
    let targets = rows.map { "\($0["tier"] ?? "") \($0["target_margin_percent"] ?? "")" }
    #expect(targets.contains("team 40"), "\(targets)")
  }

  @Test func `facts, rated rows and the database have the tier that was given`() throws {
    let folder = try Self.workspace(accounts: Self.accounts)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv")).map { $0["tier"] }
    #expect(rated == ["pro", "team", "", "pro"])
    let facts = rows(ofCSV: try folder.text("ws/out/facts.csv")).map { $0["tier"] }
    #expect(facts == ["pro", "pro", "team", ""])
    let book = try Answer(folder.path("ws/assay.db"), "SELECT line, account_id, plan FROM account")
    #expect(
      book.rows == [["2", "ann", "pro"], ["3", "ann", "team"], ["4", "bob", "pro"]])
    #expect(try folder.text("ws/out/manifest.json").contains("accounts.csv"))
  }

  /// Usage ends on 21 August: bob changes on 1 September, ann on 1 December, which is after the 30 days ahead.
  @Test func `a forecast names plans that change in its days`() throws {
    let folder = try Self.workspace(
      accounts: "account_id,plan,effective_from,effective_to\n"
        + "ann,pro,,2026-12-01\nann,team,2026-12-01,\nbob,pro,,2026-09-01\nbob,team,2026-09-01,\n")
    let run = try Program.assay("forecast", folder.path("ws"), "--quiet")
    #expect(
      run.errors.contains(
        "accounts.csv:5:1: note: [forecast.plan] 1 account changes its plan in the days ahead"),
      "\(run.errors)")
    #expect(
      run.errors.contains("the forecast ignores this and keeps the plan of 2026-08-21"),
      "\(run.errors)")
  }

  @Test func `a book without rows changes no byte of a report`() throws {
    let header = "account_id,plan,effective_from,effective_to\n"
    let (without, with) = (
      try Self.workspace(accounts: nil), try Self.workspace(accounts: header)
    )
    _ = try Self.margins(without)
    _ = try Self.margins(with)
    for name in ["facts.csv", "summary.csv", "exceptions.csv", "margin-by-tier.csv"] {
      #expect(try without.text("ws/out/" + name) == (try with.text("ws/out/" + name)), "\(name)")
    }
  }

  @Test func `the result does not depend on blocks, threads or the careful path`() throws {
    let folder = try Self.workspace(accounts: Self.accounts)
    _ = try Self.margins(folder)
    let facts = try folder.text("ws/out/facts.csv")
    for words in [["--block-bytes", "64"], ["--threads", "1"], ["--careful"]] {
      _ = try Program.assay(["run", folder.path("ws"), "--quiet"] + words)
      #expect(try folder.text("ws/out/facts.csv") == facts, "\(words)")
    }
  }

  @Test func `a plan recorded later does not count as known before`() throws {
    let folder = try Self.workspace(
      accounts: "account_id,plan,recorded_at\nbob,pro,2026-09-01\nann,pro,\n")
    let rows = try Self.margins(folder, "--as-known-at", "2026-08-31")
    #expect(
      rows.map { "\($0["tier"] ?? "") \($0["requests"] ?? "")" }.sorted() == [" 2", "pro 2"])
  }

  /// The second row repeats the first; r3 states no tier, r4 no account, and its user is on team as it states.
  private static let stated =
    "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
    + "r1,2026-08-01T00:00:00Z,u,a1,pro,p,m,1000000\nr1,2026-08-01T00:00:00Z,u,a1,pro,p,m,1000000\n"
    + "r2,2026-08-02T00:00:00Z,u,a1,pro,p,m,1000000\nr3,2026-08-02T00:00:00Z,u,a1,,p,m,1000000\n"
    + "r4,2026-08-02T00:00:00Z,u,,team,p,m,1000000\n"

  @Test func `the tier of a row wins, and a difference is one doubt per account and tier`() throws {
    let folder = try Self.workspace(
      accounts: "account_id,plan\na1,team\nu,team\n", ledger: ["a.csv": Self.stated])
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 2, "\(run.errors)")
    #expect(
      run.errors.contains(
        "accounts.csv:2:1: warning: [tier.differs] the plan of a1 is \"team\", but 2 requests"
          + " state tier \"pro\", first ledger/a.csv:2; Assay uses the stated tier"),
      "\(run.errors)")
    #expect(run.errors.contains("1 doubt (tier.differs)"), "\(run.errors)")
    let rows = rows(ofCSV: try folder.text("ws/out/margin-by-tier.csv"))
    let tiers = rows.map { "\($0["tier"] ?? "") \($0["requests"] ?? "")" }
    #expect(tiers.sorted() == ["pro 2", "team 2"])
    #expect(try folder.text("ws/out/manifest.json").contains("tier.differs"))
  }

  @Test func `explain says where the tier comes from`() throws {
    let folder = try Self.workspace(
      accounts: "account_id,plan\na1,team\n", ledger: ["a.csv": Self.stated])
    let given = try Program.assay("explain", folder.path("ws"), "r3")
    #expect(
      given.output.contains(
        "The ledger states no tier; accounts.csv:2 states plan team for the account."),
      "\(given.output)")
    let stated = try Program.assay("explain", folder.path("ws"), "r2")
    #expect(
      stated.output.contains(
        "accounts.csv:2 states plan team for the account, but the tier in the ledger"),
      "\(stated.output)")
    let json = try Program.assay("explain", folder.path("ws"), "r3", "--json")
    #expect(json.output.contains(#""tier_row": "accounts.csv:2""#), "\(json.output)")
    let other = try Program.assay("explain", folder.path("ws"), "r2", "--json")
    #expect(other.output.contains(#""tier_row": null"#), "\(other.output)")
  }

  @Test func `a simulation knows the tier that was given`() throws {
    let folder = try Self.workspace(accounts: Self.accounts)
    let simulated = try Program.assay("simulate", folder.path("ws"), "--set", "tier:team=2")
    #expect(simulated.output.contains("team margin %  75.0      50.0"), "\(simulated.output)")
  }

  // MARK: What is said

  /// u00 to u21: 20 are listed, and 2 more.
  @Test func `check proposes the book with the accounts that it would need`() throws {
    let log = (0..<22).map {
      Self.line(100 + $0, 11, user: "u" + ($0 < 10 ? "0" : "") + "\($0)")
    }.joined()
    let folder = try Self.workspace(accounts: nil, ledger: ["a.jsonl": log, "b.jsonl": Self.log])
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains(
        "otherwise write a tier of plans.csv (pro, team) for PLAN (a line names the account of requests, or the user of"
          + " requests without an account), and do the same for 5 more accounts, and make accounts.csv with the header account_id,plan,effective_from,effective_to, and add:"
      ),
      "\(check.errors)")
    for row in ["ann,PLAN,,", "cid,PLAN,,", "u16,PLAN,,"] {
      #expect(check.wrappedErrors.contains("\n        \(row)\n"), "\(check.wrappedErrors)")
    }
    #expect(!check.errors.contains("u17,PLAN"))
    #expect(check.errors.contains("without a target (26 rows in 2 files)"), "\(check.errors)")
  }

  @Test func `an account that the book lacks is proposed, and a whole book is silent`() throws {
    let folder = try Self.workspace(accounts: Self.accounts)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains(
        "accounts.csv: note: [format.tier] neither this book nor the ledger has a tier for 1 account:"
          + " rated as paid, without a target (1 request)"), "\(check.errors)")
    #expect(check.errors.contains("and add to accounts.csv: cid,PLAN,,"), "\(check.errors)")
    try folder.write("ws/accounts.csv", Self.accounts + "cid,pro,,\n")
    let whole = try Program.assay("check", folder.path("ws"))
    #expect(whole.errors.isEmpty && whole.status == 0, "\(whole.errors)")
  }

  @Test func `for an account whose row is not in force then, the row is named`() throws {
    let folder = try Self.workspace(accounts: Self.accounts + "cid,pro,2026-09-01,\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains("help: give accounts.csv:5 an earlier effective_from"),
      "\(check.errors)")
  }

  @Test(
    arguments: [
      (
        "account_id,plan\nann,prop\n", 0,
        "accounts.csv:2:1: warning: [book.unknown] plan \"prop\" does not occur in plans.csv"
      ),
      ("account_id,plan\nann,gold\n", 0, "tier \"gold\" has no plan in plans.csv at that time"),
      (
        "account_id,plan\nann,\n", 1,
        "accounts.csv:2:5: error: [book.word] plan is \"\", expected a name"
      ),
      (
        "account_id,plan\n,pro\n", 1,
        "accounts.csv:2:1: error: [book.word] account_id is \"\", expected a name"
      ),
      (
        "account_id,plan\nann,pro\nann,team\n", 1,
        "accounts.csv:3:1: error: [book.overlap] account ann has the key, effective_from and recorded_at"
          + " of line 2"
      ),
      (
        "account_id,tier\nann,pro\n", 1, "accounts.csv:1:1: error: [csv.missing] no column \"plan\""
      ),
    ] as [(String, Int32, String)])
  func `a wrong row of the book is said with its place`(
    accounts: String, status: Int32, message: String
  ) throws {
    let folder = try Self.workspace(accounts: accounts)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains(message), "\(check.errors)")
    #expect(check.status == status, "\(check.errors)")
  }

  @Test func `a book with nearly its name is refused`() throws {
    let folder = try Self.workspace(accounts: nil)
    try folder.write("ws/account.csv", Self.accounts)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("[file.name]") && check.errors.contains("accounts.csv"))
    #expect(check.status == 1)
  }
}
