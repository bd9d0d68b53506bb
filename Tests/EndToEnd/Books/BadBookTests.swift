import Testing

/// Findings about faulty books and settings; one run reports all problems.
struct BadBookTests {
  @Test func `a book or setting that is wrong refuses the run with its place and remedy`() throws {
    for (file, text, message) in [
      (
        "assay.json", "{ \"time_zome\": \"UTC\" }",
        "assay.json:1:3: error: [cfg.key] \"time_zome\" is not a setting\n  help: did you mean \"time_zone\"?"
      ),
      ("plans.csv", "tier,is_free\nfree,perhaps\n", "plans.csv:2:6: error: [book.word]"),
    ] {
      let folder = try Scratch()
      try folder.write("ws/" + file, text)
      for command in ["check", "run"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 1, "\(message)")
        #expect(run.errors.contains(message), "\(message): \(run.errors)")
        #expect(try folder.files(in: "ws").keys.sorted() == [file])
      }
    }
  }

  @Test func `a book whose columns are split by semicolons is read`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier;is_free\na;yes\n")
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.errors.contains("plans.csv:2:3: error: [book.word] is_free is \"yes\""))
  }

  @Test func `a bad book does not hide what only reading the rows of a ledger shows`() throws {
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free\n,perhaps\n")
    try folder.write("ws/ledger/open.csv", header + "r,\"2026\n")
    try folder.write("ws/ledger/rejects.csv", header + String(repeating: "x\n", count: 30))
    for command in ["check", "run"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(run.status == 1)
      for message in [
        "plans.csv:2:1: error: [book.word]", "plans.csv:2:2: error: [book.word]",
        "ledger/open.csv:2:3: error: [csv.open]",
        "ledger/rejects.csv: error: [file.rejects] Assay cannot use 30 of 30",
        "ledger/rejects.csv:21:1: error: [csv.fields]",
        "… and 10 more [csv.fields] in ledger/rejects.csv\n",
      ] {
        #expect(run.errors.contains(message), "\(command) \(message): \(run.errors)")
      }
    }
  }

  @Test func `a bad book does not hide what the ledger names and the good books do not know`()
    throws
  {
    let folder = try Scratch()
    let good = [
      "ws/plans.csv": "tier\npro\n",
      "ws/prices/p.csv": "provider,model,unit_class,price_usd\np,m,input,1\n",
      "ws/assay.json": "{}",
    ]
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens\n"
        + "r1,2026-07-01T00:00:00Z,u,p,m,prop,5\nr2,2026-07-01T00:00:00Z,u,p,mm,pro,5\n")
    for (file, text, told) in [
      ("ws/plans.csv", "tier,is_free\npro,perhaps\n", ["ref.unpriced"]),
      ("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,x\n", ["ref.tier"]),
      ("ws/assay.json", "{ \"a\": 1 }", ["ref.tier", "ref.unpriced"]),
    ] {
      for (name, text) in good { try folder.write(name, text) }
      try folder.write(file, text)
      for command in ["check", "run"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 1)
        for code in ["ref.tier", "ref.unpriced"] {
          #expect(run.errors.contains("[\(code)]") == told.contains(code), "\(file): \(run.errors)")
        }
      }
    }
  }

  /// As meant, `b` wins, which has a price for output; by the rows that can be read `a` does, which has none.
  @Test func `nothing is said of prices that a rank which cannot be read would make`() throws {
    let folder = try Scratch()
    let header = "provider,model,unit_class,price_usd\n"
    try folder.write("ws/prices/a.csv", header + "p,m,input,1\n")
    try folder.write("ws/prices/b.csv", header + "p,m,input,1\np,m,output,2\n")
    try folder.write("ws/price-sources.csv", "source,rank\na,1\nb,2\na,3x\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens,output_tokens\n"
        + "r1,2026-07-01T00:00:00Z,u,p,m,pro,5,5\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("price-sources.csv:4:3: error: [book.number] rank is \"3x\""))
    #expect(!check.errors.contains("[ref.unpriced]"), "\(check.errors)")
  }

  @Test func `every problem of every file is reported in one go`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{ \"a\": 1, \"charge\": 2 }")
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,x,1\np,,input,y\n")
    try folder.write("ws/plans.csv", "tier,target_margin_percent\n,much\n")
    try folder.write("ws/ledger/a.csv", "")
    let run = try Program.assay("run", folder.path("ws"))
    let places = run.errors.split(separator: "\n").filter { $0.contains(": error: ") }.map {
      String($0.prefix { $0 != " " })
    }
    #expect(
      places == [
        "assay.json:1:3:", "assay.json:1:21:", "ledger/a.csv:", "plans.csv:2:1:", "plans.csv:2:2:",
        "prices/p.csv:2:5:", "prices/p.csv:3:3:", "prices/p.csv:3:10:",
      ])
  }

  @Test func `a duplicate setting hides no other fault of the settings`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/assay.json",
      """
      {
        "time_zome": "UTC",
        "default_multiplier": "1",
        "default_multiplier": "-1",
        "free_tier": { "budget_credits": "5", "budget_credits": "5" }
      }
      """)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    for message in [
      "assay.json:2:3: error: [cfg.key]", "assay.json:4:3: error: [json.twice]",
      "assay.json:4:25: error: [cfg.value]", "assay.json:5:41: error: [json.twice]",
    ] {
      #expect(check.errors.contains(message), "\(message): \(check.errors)")
    }
  }
}
