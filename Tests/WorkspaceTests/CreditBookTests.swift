import Ledger
import Rating
import Support
import Testing
import Workspace

/// The books and settings of the credit ledger, as a workspace reads them.
struct CreditBookTests {
  private static let accounts =
    "account_id,plan,pool,organisation_id,opened_at,closed_at,tax_percent"

  /// A file of a workspace, its text, and the message it gets.
  private static let refused: [(file: String, text: String, message: String)] = [
    (
      "plans.csv", "tier,rollover_percent\npro,101\n",
      "plans.csv:2:5: error: [book.number] rollover_percent is \"101\", expected a percentage from 0 to 100"
    ),
    (
      "plans.csv", "tier,rollover_max_credits\npro,-1\n",
      "plans.csv:2:5: error: [book.number] rollover_max_credits is \"-1\", expected credits from 0 to"
    ),
    (
      "plans.csv", "tier,overdraft_credits\npro,0.0000001\n",
      "plans.csv:2:5: error: [book.number] overdraft_credits is \"0.0000001\""
    ),
    (
      "accounts.csv", "account_id,plan,pool\na,pro,first\n",
      "accounts.csv:2:7: error: [book.word] pool is \"first\", expected one of after_own, before_own, none"
    ),
    (
      "accounts.csv", "\(accounts)\na,pro,,,2026-02-01,2026-02-01,\n",
      "accounts.csv:2:20: error: [book.date] closed_at is \"2026-02-01\", expected an instant after opened_at\n"
        + "  help: correct it, or opened_at"
    ),
    (
      "accounts.csv", "\(accounts)\na,pro,,,,,100.5\n",
      "accounts.csv:2:11: error: [book.number] tax_percent is \"100.5\""
    ),
    (
      "accounts.csv", "account_id,plan\na,\n",
      "accounts.csv:2:3: error: [book.word] plan is \"\", expected a name"
    ),
    (
      "coupons.csv", "code,kind,value\nWELCOME,bonus,5\n",
      "coupons.csv:2:9: error: [book.word] kind is \"bonus\", expected one of credit_bonus, free_month"
    ),
    (
      "coupons.csv", "code,kind,value\nWELCOME,credit_bonus,\n",
      "coupons.csv:2:22: error: [book.number] value is \"\", expected credits"
    ),
    (
      "coupons.csv", "code,kind,value\nHALF,percentage_discount,150\n",
      "coupons.csv:2:26: error: [book.number] value is \"150\", expected a percentage from 0 to 100"
    ),
    (
      "coupons.csv", "code,kind,value\nFREE,free_month,0\n",
      "coupons.csv:2:17: error: [book.number] value is \"0\", expected a whole number from 1 to 1200"
    ),
    (
      "coupons.csv", "code,kind,value,months\nOFF,fixed_discount,5,0\n",
      "coupons.csv:2:22: error: [book.number] months is \"0\""
    ),
    (
      "coupons.csv", "code,kind,value,per_user_limit\nOFF,fixed_discount,5,0\n",
      "coupons.csv:2:22: error: [book.number] per_user_limit is \"0\""
    ),
    (
      "coupons.csv",
      "code,kind,value,valid_from,expires_at\nOFF,fixed_discount,5,2026-03-01,2026-03-01\n",
      "coupons.csv:2:33: error: [book.date] expires_at is \"2026-03-01\", expected an instant after valid_from"
    ),
    (
      "coupons.csv", "code,kind,value\nA,credit_bonus,5\nA,credit_bonus,6\n",
      "coupons.csv:3:1: error: [book.overlap] coupon \"A\" is already in line 2"
    ),
    (
      "topups.csv", "package,credits,price_usd,valid_days\nsmall,100,5,0\n",
      "topups.csv:2:13: error: [book.number] valid_days is \"0\", expected a whole number from 1 to 36500"
    ),
    (
      "topups.csv", "package,credits,price_usd\nsmall,,5\n",
      "topups.csv:2:7: error: [book.number] credits is \"\""
    ),
    (
      "topups.csv",
      "package,credits,price_usd,effective_from,effective_to\n"
        + "s,1,1,2026-01-01,2026-06-01\ns,2,1,2026-03-01,\n",
      "topups.csv:3:1: error: [book.overlap] package s from 2026-03-01"
    ),
    (
      "entitlements.csv", "plan,model,requests_per_day\n,m,-1\n",
      "entitlements.csv:2:4: error: [book.number] requests_per_day is \"-1\""
    ),
    (
      "entitlements.csv", "plan,model\n,m\n,m\n",
      "entitlements.csv:3:1: error: [book.overlap]"
    ),
    (
      "entitlements.csv", "model\nm\n",
      "entitlements.csv:1:1: error:"
    ),
    (
      "assay.json", "{ \"credits\": { \"consumption_order\": [\"expiry\", \"expiry\"] } }",
      "assay.json:1:48: error: [cfg.value] \"consumption_order\" is \"expiry\", expected each word once"
    ),
    (
      "assay.json", "{ \"credits\": { \"consumption_order\": [\"expire\"] } }",
      "help: did you mean \"expiry\"?"
    ),
    (
      "assay.json", "{ \"credits\": { \"breakage\": { \"method\": \"proportionally\" } } }",
      "help: did you mean \"proportional\"?"
    ),
    (
      "assay.json", "{ \"credits\": { \"breakage\": { \"percent\": { \"topup\": \"101\" } } } }",
      "\"topup\" is \"101\", expected a percentage from 0 to 100"
    ),
    (
      "assay.json", "{ \"journal_accounts\": { \"sales\": \"4000\" } }",
      "\"sales\" is not a setting"
    ),
    (
      "assay.json", "{ \"journal_accounts\": { \"revenue\": 4000 } }", "a string in quotes"
    ),
    (
      "assay.json", "{ \"credits\": { \"refund_expires_days\": 0 } }",
      "\"refund_expires_days\" is \"0\", expected a whole number from 1 to 36500"
    ),
    (
      "assay.json", "{ \"credits\": { \"low_balance_percent\": [\"101\"] } }",
      "\"low_balance_percent\" is \"101\", expected percentages from 0 to 100"
    ),
    (
      "assay.json", "{ \"credits\": { \"downgrade\": \"never\" } }",
      "\"downgrade\" is \"never\", expected period_end, any_time"
    ),
    (
      "assay.json", "{ \"credits\": { \"order\": [] } }", "\"order\" is not a setting"
    ),
    (
      "assay.json",
      "{ \"credits\": { \"downgrade\": [{ \"from\": \"2026-01-01\", \"tier\": \"pro\", \"value\": \"any_time\" }] } }",
      "\"tier\" is not a setting"
    ),
    (
      "assay.json",
      "{ \"mappings\": { \"credits/a.csv\": { \"columns\": { \"event_id\": \"id\" } } } }",
      "the mapping lacks at, account_id, kind"
    ),
    (
      "coupon.csv", "code,kind\n",
      "coupon.csv: error: [file.name] not the name of a book; coupons.csv"
    ),
  ]

  @Test func `each refusal has its place, and what was expected`() throws {
    for (file, text, message) in Self.refused {
      let folder = try Scratch()
      try folder.write("ws/" + file, text)
      let told = try TestWorkspace.told(folder)
      #expect(told.contains(message), "\(message): \(told)")
      #expect(told.contains(": error: ["))
    }
  }

  @Test func `all books are read, and everything wrong with them is reported at once`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{ \"credits\": { \"downgrade\": \"x\" } }")
    try folder.write("ws/plans.csv", "tier,rollover_percent\npro,200\n")
    try folder.write("ws/accounts.csv", "account_id,plan,pool\na,pro,x\n")
    try folder.write("ws/coupons.csv", "code,kind\nC,x\n")
    try folder.write("ws/topups.csv", "package,credits,price_usd\np,x,1\n")
    try folder.write("ws/entitlements.csv", "plan,requests_per_minute\n,x\n")
    try folder.write("ws/allocations.csv", "organisation_id,mode,monthly_credits\no,x,y\n")
    try folder.write("ws/permissions.csv", "actor,kinds\na,x\n")
    try folder.write("ws/credits/a.csv", "event_id\n")
    try folder.write("ws/balances.csv", "account_id,at,credits\na,x,1\n")
    let files = Set(
      try TestWorkspace.workspace(folder).findings.filter { $0.severity == .error }.map(
        \.place.file))
    #expect(
      files == [
        "accounts.csv", "assay.json", "balances.csv", "coupons.csv", "entitlements.csv",
        "plans.csv", "topups.csv",
        "accounts.csv", "allocations.csv", "assay.json", "balances.csv", "coupons.csv",
        "permissions.csv", "plans.csv", "topups.csv",
      ])
  }

  @Test func `books state terms of plans, accounts, coupons and packages`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/plans.csv",
      "tier,rollover_percent,rollover_max_credits,overdraft_credits\npro,50,120.5,25\nteam,,,\n")
    try folder.write(
      "ws/accounts.csv",
      "account_id,plan,effective_from,organisation_id,pool,byok_providers\n"
        + "org,,,org,,\nm1,pro,2026-01-01,org,,openai;google\nm1,team,2026-02-01,org,none,\n"
        + "m2,pro,,org,before_own,\nalone,pro,,,after_own,\n")
    try folder.write(
      "ws/coupons.csv",
      "code,kind,value,plans\nB,credit_bonus,5.25,pro;team\nF,free_month,,\nP,percentage_discount,12.5,\n"
    )
    try folder.write(
      "ws/topups.csv",
      "package,credits,price_usd,valid_days,effective_from\n"
        + "s,100,5,30,2026-01-01\ns,100,6,,2026-02-01\n")
    let workspace = try TestWorkspace.workspace(folder)
    #expect(workspace.findings.isEmpty)
    let plan = try #require(workspace.books.plans.plan(tier: "pro", at: .distantPast))
    #expect(plan.rolloverPercent == Percent(millionths: 50_000_000))
    #expect(plan.rolloverLimit == Credits(microcredits: 120_500_000))
    #expect(plan.overdraft == Credits(microcredits: 25_000_000))
    let books = workspace.creditBooks
    let terms = try #require(books.accountTerms)
    // The last row of m1 says none; the account of the pool is no member of it.
    #expect(terms["m1"]?.pool == nil && terms["m1"]?.organisation == "org")
    #expect(terms["m2"]?.pool == .beforeOwn)
    #expect(terms["org"]?.pool == nil && terms["alone"]?.pool == nil)
    #expect(workspace.books.accounts.accounts == ["alone", "m1", "m2"])
    // The last row of m1 names no provider.
    #expect(terms["m1"]?.byokProviders == [])
    #expect(
      books.coupons.coupon("B")?.benefit == .credits(Credits(microcredits: 5_250_000)))
    #expect(books.coupons.coupon("B")?.plans == ["pro", "team"])
    #expect(books.coupons.coupon("F")?.benefit == .freeMonths(1))
    #expect(books.coupons.coupon("P")?.benefit == .percent(Percent(millionths: 12_500_000)))
    let day = try #require(Day("2026-01-15"))
    let old = try #require(books.topUps.package("s", at: Instant(startOf: day)))
    #expect(old.validDays == 30 && old.price == Money(attodollars: 5 * powerOfTen(18)))
  }

  @Test func `a column byok_providers that is absent is not a blank one`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/accounts.csv", "account_id,plan\na,pro\n")
    let terms = try #require(try TestWorkspace.workspace(folder).creditBooks.accountTerms)
    #expect(try #require(terms["a"]).byokProviders == nil)
  }

  @Test func `without accounts.csv no account is unknown`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    #expect(try TestWorkspace.workspace(folder).creditBooks.accountTerms == nil)
  }

  @Test func `a coupon for a plan that no book has is odd`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/coupons.csv", "code,kind,value,plans\nB,credit_bonus,5,prop\n")
    let told = try TestWorkspace.told(folder)
    #expect(
      told.contains(
        "coupons.csv:2:1: warning: [book.unknown] plans \"prop\" does not occur in plans.csv\n"
          + "  help: did you mean \"pro\"?"), "\(told)")
  }

  @Test func `rows recorded later are not known`() throws {
    let folder = try Scratch()
    try folder.write("ws/credits/a.csv", "")
    try folder.write(
      "ws/coupons.csv",
      "code,kind,value,recorded_at\nA,credit_bonus,5,2026-01-01\nA,credit_bonus,6,2026-03-01\n")
    try folder.write(
      "ws/balances.csv",
      "account_id,at,credits,recorded_at\na,2026-01-01,5,2026-01-02\na,2026-01-01,6,2026-01-04\n"
        + "a,2026-01-01,7,2026-03-01\n")
    let day = try #require(Day("2026-02-01"))
    let workspace = try Workspace(root: folder.path("ws"), knownAt: Instant(startOf: day))
    #expect(workspace.findings.isEmpty, "\(workspace.findings)")
    #expect(
      workspace.creditBooks.coupons.coupon("A")?.benefit
        == .credits(Credits(microcredits: 5_000_000)))
    #expect(workspace.creditBooks.balances.map(\.credits.microcredits) == [6_000_000])
  }
}
