import Testing

/// What is advised about a row mends it, and `explain` says the same of it.
struct AdviceTests {
  private static let dated = "tier,is_free,effective_from,effective_to\n"

  /// Model m of acme, 3 USD a million tokens of input, and one request of 2026-02-11, tier free, unless `row` is another.
  private static func workspace(
    _ files: [String: String], row: String = "r1,2026-02-11T00:00:00Z,u,free,acme,m,1000"
  ) throws -> Scratch {
    let folder = try Scratch()
    let own = [
      "plans.csv": "tier,is_free\nfree,true\n",
      "prices/p.csv":
        "provider,model,unit_class,price_usd,effective_from\nacme,m,input,3,2025-01-01\n",
      "ledger/a.csv":
        "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n\(row)\n",
    ]
    for (path, text) in own.merging(files, uniquingKeysWith: { $1 }) {
      try folder.write("ws/\(path)", text)
    }
    return folder
  }

  /// What `check` says, and the screen of `explain` for the request, each on one line.
  private static func words(
    _ folder: Scratch, _ options: String...
  ) throws -> (check: String, explain: String) {
    let check = try Program.assay(["check", folder.path("ws")] + options)
    let explain = try Program.assay(["explain", folder.path("ws"), "r1"] + options)
    return (check.errors, explain.output.replacing(#/\n +/#, with: " "))
  }

  @Test(arguments: [
    (
      "free,true,2025-01-01,2026-02-01",
      "help: plans.csv:2 ended at 2026-02-01; clear its effective_to, or add a row from then on\n",
      "Tier free has no plan then (plans.csv:2, in force until 2026-02-01), so it counts as paid:"
    ),
    (
      "free,true,2025-01-01,2026-02-01\nfree,true,2026-03-01,",
      "help: plans.csv:2 ended at 2026-02-01; clear its effective_to, or add a row from then on\n",
      "Tier free has no plan then (plans.csv:2, in force until 2026-02-01), so it counts as paid:"
    ),
    (
      "free,true,2026-03-01,", "help: give plans.csv:2 an earlier effective_from\n",
      "Tier free has no plan then (plans.csv:2, in force from 2026-03-01), so it counts as paid:"
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
  private static let late = "r1,2026-02-11T00:00:00Z,u,free,acme,latest,1000"

  @Test(arguments: [
    (
      "acme,latest,mod-ons,,",
      "help: aliases.csv:2 says that latest means mod-ons; if it is mod-one, write that there\n",
      "no row of acme mod-ons; if it is mod-one, write that in aliases.csv:2"
    ),
    (
      "acme,latest,mod-one-2026-01-01,,",
      "help: aliases.csv:2 says that latest means mod-one-2026-01-01; if it is mod-one, write that there\n",
      "no row of acme mod-one-2026-01-01; if it is mod-one, write that in aliases.csv:2"
    ),
    (
      "acme,latest,mod-one,2025-01-01,2026-02-01",
      "help: if it is mod-one, aliases.csv:2 ended at 2026-02-01; clear its effective_to, or add a row from then on\n",
      "no row of acme latest; latest means mod-one by aliases.csv:2, in force until 2026-02-01"
    ),
    (
      "acme,latest,mod-one,2026-03-01,",
      "help: if it is mod-one, give aliases.csv:2 an earlier effective_from\n",
      "no row of acme latest; latest means mod-one by aliases.csv:2, in force from 2026-03-01"
    ),
  ])
  func `a name is mended in the row of the aliases that speaks of it`(
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
}
