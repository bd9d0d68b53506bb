import Testing

/// The part of the traffic on which `assay simulate --search` reports: what has the setting that is searched.
struct MultiplierSearchTests {
  /// A token of `openai` costs 1 USD and one of `acme` 10; each request is of one token.
  private func workspace(_ requests: [String], plan: String = "pro,false,20,1000,40") throws
    -> Scratch
  {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,per,effective_from\nopenai,m,input,1,1,2026-01-01\n"
        + "acme,m,input,10,1,2026-01-01\ngoogle,g,input,1,1,2026-01-01\n")
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,monthly_price_usd,monthly_credits,target_margin_percent\n\(plan)\n")
    let lines = requests.enumerated().map { "r\($0),2026-08-01T00:00:00Z,u,\($1),1\n" }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n" + lines.joined())
    return folder
  }

  private func search(_ folder: Scratch, _ text: String, _ more: String...) throws
    -> (run: Program, points: [[String: String]])
  {
    let run = try Program.assay(["simulate", folder.path("ws"), "--search", text] + more)
    try #require(run.status == 0, "\(run.errors)")
    return (run, rows(ofCSV: try folder.text("ws/out/simulation/simulation-search.csv")))
  }

  /// Two requests of pro cost 1 and 10 USD, and one of basic costs 1 as well.
  ///
  /// At 1.6 each earns 1.6 times its cost: 37.5 %.
  @Test(arguments: [
    ("model:openai/m", "3.2", "2", "1.2"), ("combination:pro/openai/m", "1.6", "1", "0.6"),
    ("combination:pro/openai/*", "1.6", "1", "0.6"), ("combination:pro/m", "17.6", "11", "6.6"),
    ("model:m", "19.2", "12", "7.2"), ("provider:acme", "16", "10", "6"),
    ("tier:pro", "17.6", "11", "6.6"), ("default", "19.2", "12", "7.2"),
  ])
  func `the scope is what the key selects`(
    key: String, revenue: String, cost: String, margin: String
  ) throws {
    let folder = try workspace(["pro,openai,m", "pro,acme,m", "basic,openai,m"])
    let (run, points) = try search(folder, "\(key) 1.6..1.6 step 1", "--target-margin", "35")
    let point = try #require(points.first)
    #expect(point["scope_revenue_usd"] == revenue && point["scope_vendor_cost_usd"] == cost)
    #expect(point["scope_margin_usd"] == margin && point["scope_margin_percent"] == "37.5")
    #expect(point["reaches_target"] == "true")
    #expect(run.output.contains("\(key) reaches a margin of 35 % at 1.6 and above"))
  }

  /// The plan of pro aims at 40 %: 1.6 on 1 USD is 37.5 %, 1.7 is 41.2 %.
  @Test func `a combination aims at the target of its tier`() throws {
    let folder = try workspace(["pro,openai,m", "pro,acme,m"])
    let (_, points) = try search(folder, "combination:pro/openai/m 1.6..1.7 step 0.1")
    #expect(points.map { $0["target_margin_percent"] } == ["40", "40"])
    #expect(points.map { $0["reaches_target"] } == ["false", "true"])
  }

  /// 1.6 on 1 USD is 37.5 % to every digit; on 2 August the plan aims higher.
  @Test func `the target of the last day is reached by as much as it is`() throws {
    let folder = try workspace(["pro,openai,m"])
    try folder.write(
      "ws/plans.csv",
      "tier,target_margin_percent,effective_from\npro,37.5,2020-01-01\npro,50,2026-08-02\n")
    let (_, points) = try search(folder, "tier:pro 1.59..1.6 step 0.01")
    #expect(points.map { $0["target_margin_percent"] } == ["37.5", "37.5"])
    #expect(points.map { $0["reaches_target"] } == ["false", "true"])
  }

  /// A search tries every value that a book may hold, and a range may end between steps.
  @Test func `the largest multiplier of a book may be tried`() throws {
    let folder = try workspace(["pro,openai,m"])
    let (_, points) = try search(folder, "tier:pro 999..1000.5 step 1")
    #expect(points.map { $0["scope_revenue_usd"] } == ["999", "1000"])
  }

  /// Multipliers go by the name that the ledger has: the request of `google` goes on at 1.5.
  @Test func `of a vendor with two names the scope is the one that is searched`() throws {
    let folder = try workspace(["pro,gemini,g", "pro,google,g"])
    let (_, points) = try search(folder, "model:gemini/g 2..2 step 1")
    #expect(points.map { $0["scope_revenue_usd"] } == ["2"])
    #expect(points.map { $0["revenue_usd"] } == ["3.5"])
  }

  /// A budget of 200 lets the request of openai through, which earns twice its 1 USD; one of 1300 also that of acme,
  /// which earns 11 on 10: 15 %; one of 2300 that of google as well, which earns 10 on 1: 23 on 12, 48 %.
  @Test(arguments: [
    ("100..1300 step 300", "at 400 to 1000."), ("200..1400 step 1200", "at 200."),
    ("100..2500 step 1200", "at 2500."),
    ("500..2500 step 400", "at 500 to 900 and at 2500."),
  ])
  func `a limit reaches a target at the values that were tried`(
    range: String, words: String
  ) throws {
    let folder = try workspace(
      ["team,openai,m", "team,acme,m", "team,google,g"], plan: "team,false,,,")
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,provider,model,multiplier,status\ncombination,team,openai,m,2,approved\n"
        + "combination,team,acme,m,1.1,approved\ncombination,team,google,g,10,approved\n")
    let (run, _) = try search(folder, "budget:team \(range)", "--target-margin", "40")
    #expect(run.output.contains("reaches a margin of 40 % \(words)"), "\(run.output)")
  }

  /// Of 1 USD at 1.555 155.5 credits are charged, and 156 in steps of 1; 3 USD is what is searched, not what is set.
  @Test(arguments: [
    ("1.555..1.555 step 1", ["--increment", "pro=1"], "1.56", ", with credit step of pro 1, 20"),
    ("1.555..1.555 step 1", [], "1.555", ", 20"),
    ("3..3 step 1", ["--set", "tier:pro=2"], "3", ", 20"),
  ])
  func `a search is of the books as the other options change them`(
    range: String, options: [String], revenue: String, words: String
  ) throws {
    let folder = try workspace(["pro,openai,m"])
    let run = try Program.assay(
      ["simulate", folder.path("ws"), "--search", "tier:pro \(range)"] + options)
    #expect(run.output.contains("Search: multiplier of pro\(words)"), "\(run.output)")
    let points = rows(ofCSV: try folder.text("ws/out/simulation/simulation-search.csv"))
    #expect(points.map { $0["revenue_usd"] } == [revenue])
  }
}
