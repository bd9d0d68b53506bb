import Testing

/// The advice about a row fixes it, and `explain` gives the same advice.
struct AdviceTests {
  private static let ordinary = "r1,2026-02-11T00:00:00Z,u,free,acme,m,1000,,"
  private static let dated = "tier,is_free,effective_from,effective_to\n"

  /// Model m of acme, 3 USD a million tokens of input, and one request of 2026-02-11, tier free, unless `row` is another.
  static func workspace(
    _ files: [String: String], row: String = ordinary
  ) throws -> Scratch {
    let folder = try Scratch()
    let own = [
      "plans.csv": "tier,is_free\nfree,true\n",
      "prices/p.csv":
        "provider,model,unit_class,price_usd,effective_from\nacme,m,input,3,2025-01-01\n",
      "ledger/a.csv":
        "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd,currency\n"
        + "\(row)\n",
    ]
    for (path, text) in own.merging(files, uniquingKeysWith: { $1 }) {
      try folder.write("ws/\(path)", text)
    }
    return folder
  }

  /// The output of `check`, and the screen of `explain` for the request, each on one line.
  private static func words(
    _ folder: Scratch, _ options: [String] = []
  ) throws -> (check: String, explain: String) {
    let check = try Program.assay(["check", folder.path("ws")] + options)
    let explain = try Program.assay(["explain", folder.path("ws"), "r1"] + options)
    return (check.errors, explain.output.replacing(#/\n +/#, with: " "))
  }

  @Test(arguments: [
    (
      "free,true,2025-01-01,2026-02-01",
      "help: plans.csv:2 ended at 2026-02-01; clear its effective_to, or add a row from then on\n",
      "Tier free has no plan at that time (plans.csv:2, in force until 2026-02-01), so it counts as paid:"
    ),
    (
      "free,true,2025-01-01,2026-02-01\nfree,true,2026-03-01,",
      "help: plans.csv:2 ended at 2026-02-01; clear its effective_to, or add a row from then on\n",
      "Tier free has no plan at that time (plans.csv:2, in force until 2026-02-01), so it counts as paid:"
    ),
    (
      "free,true,2026-03-01,", "help: give plans.csv:2 an earlier effective_from\n",
      "Tier free has no plan at that time (plans.csv:2, in force from 2026-03-01), so it counts as paid:"
    ),
  ])
  func `a plan that is not in force is named with when it is`(
    plans: String, help: String, screen: String
  ) throws {
    let words = try Self.words(try Self.workspace(["plans.csv": Self.dated + plans + "\n"]))
    #expect(words.check.contains(help), "\(words.check)")
    #expect(words.explain.contains(screen), "\(words.explain)")
  }

  private static let aliases = "provider,alias,model,effective_from,effective_to\n"
  private static let late = "r1,2026-02-11T00:00:00Z,u,free,acme,latest,1000,,"

  @Test(arguments: [
    (
      "acme,latest,mod-ons,,",
      "help: aliases.csv:2 states that latest means mod-ons; if it is mod-one, correct the alias in that row\n",
      "no row of acme mod-ons; if it is mod-one, write that in aliases.csv:2"
    ),
    (
      "acme,latest,mod-one-2026-01-01,,",
      "help: aliases.csv:2 states that latest means mod-one-2026-01-01; if it is mod-one, correct the alias in that row\n",
      "no row of acme mod-one-2026-01-01; if it is mod-one, write that in aliases.csv:2"
    ),
    (
      "acme,latest,mod-one,2025-01-01,2026-02-01",
      "help: if it is mod-one, aliases.csv:2 ended at 2026-02-01; clear its effective_to, or add a row from then on\n",
      "no row of acme latest; latest means mod-one according to aliases.csv:2, in force until 2026-02-01"
    ),
    (
      "acme,latest,mod-one,2026-03-01,",
      "help: if it is mod-one, give aliases.csv:2 an earlier effective_from\n",
      "no row of acme latest; latest means mod-one according to aliases.csv:2, in force from 2026-03-01"
    ),
  ])
  func `a name is fixed in the row of the aliases that speaks of it`(
    alias: String, help: String, screen: String
  ) throws {
    let words = try Self.words(
      try Self.workspace(
        [
          "aliases.csv": Self.aliases + alias + "\n",
          "prices/p.csv": "provider,model,unit_class,price_usd\nacme,mod-one,input,3\n",
        ], row: Self.late))
    #expect(words.check.contains(help), "\(words.check)")
    #expect(words.explain.contains(screen), "\(words.explain)")
  }

  private static let known = ["--as-known-at", "2026-03-05"]
  private static let later = "recorded only on 2026-03-10, after --as-known-at"

  /// A book, the request, what `check` advises, and what `explain` says.
  private static let recordedLater:
    [(file: String, text: String, row: String, help: String, screen: String)] = [
      (
        "plans.csv", "tier,is_free,recorded_at\nfree,true,2026-03-10\n", ordinary,
        "help: plans.csv:2 was \(later)\n",
        "Tier free has no plan at that time (plans.csv:2, \(later)), so it counts as paid:"
      ),
      (
        "prices/p.csv",
        "provider,model,unit_class,price_usd,recorded_at\nacme,m,input,3,2026-03-10\n", ordinary,
        "help: prices/p.csv:2 was \(later)\n",
        "No price: the price books had no row of acme m yet Not used: p.csv:2 (3), \(later)"
      ),
      (
        "prices/p.csv",
        "provider,model,unit_class,price_usd,recorded_at\nacme,m,output,15,\n"
          + "acme,m,input,3,2026-03-10\n", ordinary,
        "help: prices/p.csv:3 was \(later)\n", "Not used: p.csv:3 (3), \(later)"
      ),
      (
        "aliases.csv", "provider,alias,model,recorded_at\nacme,latest,m,2026-03-10\n", late,
        "help: if it is m, aliases.csv:2 was \(later)\n",
        "no row of acme latest; latest means m according to aliases.csv:2, \(later)"
      ),
      (
        "multipliers.csv",
        "level,tier,multiplier,status,approved_by,recorded_at\ntier,free,2,approved,b,2026-03-10\n",
        ordinary, "", "no approved row in force (multipliers.csv:2, this tier at 2, was \(later))"
      ),
      (
        "fx.csv", "day,currency,usd_per_unit,recorded_at\n2026-02-11,EUR,1.1,2026-03-10\n",
        "r1,2026-02-11T00:00:00Z,u,free,acme,m,1000,5,EUR", "help: fx.csv:2 was \(later)\n",
        "5 EUR, fx.csv:2, \(later)"
      ),
    ]

  @Test(arguments: recordedLater)
  func `a row recorded later is named, and not requested again`(
    file: String, text: String, row: String, help: String, screen: String
  ) throws {
    let folder = try Self.workspace([file: text], row: row)
    let words = try Self.words(folder, Self.known)
    #expect(words.check.contains(help) || help.isEmpty && words.check.isEmpty, "\(words.check)")
    #expect(!words.check.contains("add"), "\(words.check)")
    #expect(words.explain.contains(screen), "\(words.explain)")
    let today = try Self.words(folder)
    #expect(today.check.isEmpty && !today.explain.contains("recorded only"), "\(today)")
  }

  private static let prices =
    "provider,model,unit_class,price_usd,region,context_over,recorded_at\n"

  /// Only what would have given the request its price takes the place of the rows to add.
  @Test(arguments: [
    ("acme,m,input,3,eu,,2026-03-10", "acme,m,input,PRICE,"),
    ("acme,m,input,3,,2000,2026-03-10", "acme,m,input,PRICE,"),
    ("acme,n,input,3,,,2026-03-10", "acme,m,input,PRICE,"),
  ])
  func `a row recorded later that would not price the request is not named`(
    row: String, advice: String
  ) throws {
    let folder = try Self.workspace(["prices/p.csv": Self.prices + row + "\n"])
    let check = try Self.words(folder, Self.known).check
    #expect(check.contains(advice) && !check.contains("recorded only"), "\(check)")
  }

  /// One of the two classes was priced later, of the other nothing ever was; both, or one by a derivation.
  @Test(arguments: [
    ("acme,m,input,3,,,2026-03-10", "", "acme,m,reasoning,PRICE,", "acme,m,input"),
    (
      "acme,m,input,3,,,2026-03-10\nacme,m,reasoning,9,,,2026-03-10", "",
      "help: prices/p.csv:2 was \(later)\n", "PRICE"
    ),
    (
      "acme,m,input,3,,,2026-01-01", "acme,reasoning,standard,input,1,2026-03-10",
      "help: derivations.csv:2 was \(later)\n", "PRICE"
    ),
  ])
  func `what is still missing is requested, and nothing else`(
    rows: String, derivation: String, advice: String, not: String
  ) throws {
    let folder = try Self.workspace([
      "prices/p.csv": Self.prices + rows + "\n",
      "derivations.csv":
        "provider,unit_class,service_tier,from_unit_class,factor,recorded_at\n\(derivation)\n",
      "ledger/a.csv":
        "request_id,request_started_at,user_id,tier,provider,model,input_tokens,reasoning_tokens\n"
        + "r1,2026-02-11T00:00:00Z,u,free,acme,m,1000,10\n",
    ])
    let words = try Self.words(folder, Self.known)
    #expect(words.check.contains(advice) && !words.check.contains(not), "\(words.check)")
    #expect(
      derivation.isEmpty
        || words.explain.contains("Not used: derivations.csv:2 (× 1 of input), \(Self.later)"),
      "\(words.explain)")
  }

  @Test func `a multiplier that is approved later is not said to be missing`() throws {
    let folder = try Self.workspace([
      "multipliers.csv":
        "level,tier,multiplier,status,approved_by,recorded_at\ntier,free,2,approved,b,2026-03-10\n"
    ])
    let check = try Program.assay(["check", folder.path("ws")] + Self.known)
    #expect(!check.output.contains("no multiplier is approved"), "\(check.output)")
  }

  @Test func `where nothing is sold, a check says how to price customers`() throws {
    let folder = try Self.workspace(["plans.csv": "tier,is_free\n"])
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.output.contains("Customers' prices are not set: "), "\(check.output)")
    #expect(!check.output.contains("default of 1.5"), "\(check.output)")
    #expect(!check.output.contains("accounts.csv"), "\(check.output)")
  }

  /// The note of the missing tier does not hide that nothing is sold.
  @Test func `beside other findings a check says that reports show cost only`() throws {
    let folder = try Self.workspace([
      "plans.csv": "tier,is_free\n",
      "ledger/a.csv": "request_id,request_started_at,account_id,provider,model,input_tokens\n"
        + "r1,2026-02-11T00:00:00Z,acme,acme,m,1000\n",
      "accounts.csv": "account_id,plan\nelse,pro\n",
    ])
    let check = try Program.assay("check", folder.path("ws"))
    #expect(!check.errors.isEmpty)
    let words = check.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Reports therefore show only costs."), "\(words)")
    #expect(
      words.contains(
        "no tier, add rows to accounts.csv, such as acme,pro,, where line 1 is account_id,plan,effective_from,effective_to."
      ),
      "\(words)")
  }

  @Test func `a tier whose plan was recorded later is not said to be in no book`() throws {
    // Of 1,000,000 tokens, whose 3 USD are more than what is told in one line with others.
    let folder = try Self.workspace(
      ["plans.csv": "tier,is_free,recorded_at\nfree,true,2026-03-10\n"],
      row: Self.ordinary.replacing("1000,", with: "1000000,"))
    let run = try Program.assay(["run", folder.path("ws")] + Self.known)
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Tier free is rated as paid: it had no plan at the time."), "\(words)")
  }

  private static let derivations =
    "provider,unit_class,service_tier,from_unit_class,factor,effective_from\n"

  /// Only the input of m has a price; the request has reasoning as well, or is a batch.
  @Test(arguments: [
    (
      "*,reasoning,standard,output,1,", "10,standard",
      "No price: derivations.csv:2 takes reasoning from output, which has no price"
    ),
    (
      "*,reasoning,standard,audio_output,1,\n*,audio_output,standard,output,2,", "10,standard",
      "No price: derivations.csv:2, :3 take reasoning from output, which has no price"
    ),
    (
      "*,reasoning,batch,output,1,\n*,output,batch,,0.5,", "10,batch",
      "No price: derivations.csv:2, :3 take reasoning from output at service tier standard, which has no price"
    ),
    (
      "*,,batch,,0.5,2026-04-01", "0,batch",
      "Not used: derivations.csv:2 (× 0.5), in force from 2026-04-01"
    ),
  ])
  func `a class without a price is reported from what it would be derived`(
    derivation: String, request: String, screen: String
  ) throws {
    let folder = try Self.workspace([
      "derivations.csv": Self.derivations + derivation + "\n",
      "ledger/a.csv":
        "request_id,request_started_at,user_id,tier,provider,model,input_tokens,reasoning_tokens,service_tier\n"
        + "r1,2026-02-11T00:00:00Z,u,free,acme,m,1000,\(request)\n",
    ])
    let explain = try Self.words(folder).explain
    #expect(explain.contains(screen), "\(explain)")
  }

  /// Line 2 was to end in June until line 4 ended it, five days after it is asked what was known.
  @Test func `an overlap that a later row corrects is reported as known then`() throws {
    let folder = try Self.workspace([
      "prices/p.csv": """
      provider,model,unit_class,price_usd,effective_from,effective_to,recorded_at
      acme,m,input,3,2025-01-01,2026-06-01,2025-01-01
      acme,m,input,4,2026-02-20,,2026-02-01
      acme,m,input,3,2025-01-01,2026-02-20,2026-02-15

      """
    ])
    let then = try Program.assay("check", folder.path("ws"), "--as-known-at", "2026-02-10")
    #expect(then.status == 1)
    let help =
      "help: if a row recorded later corrects it, state a later --as-known-at; otherwise end line 2 at 2026-02-20;"
    #expect(then.errors.contains(help), "\(then.errors)")
    #expect(try Program.assay("check", folder.path("ws")).errors.isEmpty)
  }
}
