import Foundation
import Testing

/// From nothing to a report, by what the program says alone.
struct FirstUseTests {
  @Test func `a new workspace says what to put where`() throws {
    let folder = try Scratch()
    let made = try Program.assay(["init", "demo/"], in: folder.path(""))
    #expect(made.status == 0)
    #expect(
      made.output == """
        Created demo/: settings, 5 books, the shipped price book
          1  put your usage exports into   demo/ledger/
          2  set your tiers and multipliers in demo/plans.csv, demo/multipliers.csv; if
             exports state no tier, accounts.csv sets it
          3  assay check demo

        """)
    let page = try folder.text("demo/README.md")
    for file in try folder.files(in: "demo").keys where file != "README.md" {
      #expect(page.contains("`\(file)`"), "\(file)")
    }
  }

  @Test func `an own export becomes a report by doing what is said, one thing after another`()
    throws
  {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let rows = [
      "a1,2026-08-01T10:00:00Z,u1,pro,openai,gpt-5.6-lunar,100,20",
      "a2,2026-08-02T10:00:00Z,u2,free,anthropic,claude-sonnet-5,100,20",
      "a3,2026-08-02T11:00:00Z,u3,business,acme,acme-1,100,20",
    ]
    func export(_ header: String) throws {
      try folder.write("ws/ledger/own.csv", ([header] + rows).joined(separator: "\n") + "\n")
    }
    func check(says words: String...) throws {
      let errors = try Program.assay("check", folder.path("ws")).errors
      for word in words { #expect(errors.contains(word), "\(word): \(errors)") }
    }
    try export("id,timestamp,user,plan,vendor,model,prompt_tokens,completion_tokens")
    try check(
      says:
        "[csv.missing] no columns \"request_id\", \"request_started_at\", \"provider\", \"user_id\","
        + " \"input_tokens\", found \"id\", \"timestamp\"",
      "help: paste into assay.json the mapping that assay check proposes for it\n")
    try export("ID,Created At,Customer,Plan,Vendor,Model Name,Cost,Credits")
    try check(
      says: "ledger/own.csv:1:1: error: [csv.missing] no columns \"request_id\", ",
      "help: paste into assay.json the mapping that assay check proposes for it\n")
    try export(
      "request_id,request_started_at,user_id,plan,provider,model,input_tokens,completion_tokens")
    try check(
      says:
        "[csv.tokens] \"completion_tokens\" looks like output_tokens, but Assay does not count its tokens",
      "help: write in assay.json: \"mappings\": { \"completion_tokens\": \"output_tokens\" }",
      "help: did you mean \"tier\"?\n")
    try export(
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,tokens_of_answer")
    try check(says: "help: if it is one of these, rename it: cache_read_tokens, output_tokens,")
    try export(
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens")
    try check(
      says: "add to aliases.csv: openai,gpt-5.6-lunar,gpt-5.6-luna,,,,,,\n",
      "help: import its prices from a catalog (assay prices import \(folder.path("ws")) CATALOG), or"
        + " make prices/own.csv with the header provider,model,unit_class,price_usd,per,effective_from,"
        + " and add: acme,acme-1,input,PRICE,1000000,2026-08-02"
        + " acme,acme-1,output,PRICE,1000000,2026-08-02\n")
    func add(_ lines: String..., to file: String) throws {
      try folder.write(file, try folder.text(file) + lines.joined(separator: "\n") + "\n")
    }
    // A workspace without plans sells nothing, so no tier is missing in it.
    #expect(!(try Program.assay("check", folder.path("ws")).errors.contains("ref.tier")))
    try add("free,true,,,,,,", "pro,false,20,2000,30,,,", to: "ws/plans.csv")
    try check(
      says:
        "add to plans.csv with true or false in place of TRUE_OR_FALSE: business,TRUE_OR_FALSE,,,,,,\n"
    )
    try add("openai,gpt-5.6-lunar,gpt-5.6-luna,,,,,,", to: "ws/aliases.csv")
    try add("business,false,,,,,,", to: "ws/plans.csv")
    try folder.write(
      "ws/prices/own.csv",
      "provider,model,unit_class,price_usd,per,effective_from\n"
        + "acme,acme-1,input,2,1000000,2026-08-02\nacme,acme-1,output,8,1000000,2026-08-02\n")
    let ready = try Program.assay("check", folder.path("ws"))
    #expect(ready.status == 0)
    #expect(ready.errors == "")
    #expect(
      ready.output == """
        Checked 10 files, 3 rows: ready to run.
          no multiplier is approved: Assay multiplies every cost by the default of 1.5;
            set yours in multipliers.csv
          tier business has no target: fill in target_margin_percent in plans.csv:4
          the ledger records no cost, so Assay compares none: the column for it is
            vendor_cost_usd

        """)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0)
    #expect(try folder.text("ws/out/summary.csv").contains("\nrows_rated,3\n"))
  }

  @Test(arguments: [
    ("provider;alias;model", "openai;m-2026-01-01;m"),
    ("\"provider\",\"alias\",\"model\"", "openai,m-2026-01-01,m"),
    ("Provider\tModel\tAlias\tSource", "openai\tm\tm-2026-01-01\t"),
  ])
  func `a row that is to be added has the form of its book`(header: String, row: String) throws {
    let folder = try Scratch()
    try folder.write("ws/aliases.csv", header + "\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-01T10:00:00Z,u,pro,openai,m-2026-01-01,5\n")
    let json = try Program.assay("check", folder.path("ws"), "--json").output
    let typed = row.replacingOccurrences(of: "\t", with: "\\t")
    #expect(json.contains("add to aliases.csv: \(typed)\""), "\(json)")
  }
}
