import Testing

/// What books and settings with something wrong in them get; every problem is told in one go.
struct BadBookTests {
  /// A file of a workspace, what stands in it, and the message it gets.
  private static let refused: [(file: String, text: String, message: String)] = [
    (
      "assay.json", "{ \"time_zome\": \"UTC\" }",
      "assay.json:1:3: error: [cfg.key] \"time_zome\" is not a setting\n  help: did you mean \"time_zone\"?"
    ),
    (
      "assay.json", "{ \"watch.stale_days\": 30 }",
      "assay.json:1:3: error: [cfg.key] \"watch.stale_days\" is not a setting\n  help: did you mean \"watch\"?"
    ),
    ("assay.json", "{ \"time_zone\": \"Mars/Base\" }", "assay.json:1:16: error: [cfg.zone]"),
    ("assay.json", "{ \"credit_increment\": \"0.2\" }", "assay.json:1:23: error: [cfg.value]"),
    ("assay.json", "{ \"credit_value_usd\": 0.01 }", "assay.json:1:23: error: [cfg.type]"),
    ("assay.json", "{ \"charge\": [\"done\"] }", "assay.json:1:14: error: [cfg.value]"),
    (
      "assay.json", "{ \"time_zone\": \"UTC\"",
      "assay.json:1:21: error: [json.syntax] expected , or }"
    ),
    (
      "assay.json", "{ \"free_tier\": {}, \"free_tier\": {} }",
      "assay.json:1:20: error: [json.twice]"
    ),
    (
      "prices/p.csv", "provider,model\np,m\n",
      "prices/p.csv:1:1: error: [csv.missing] no column \"unit_class\""
    ),
    (
      "plans.csv", "tier,isfree\nfree,true\n",
      "plans.csv:1:6: error: [csv.missing] no column \"is_free\", found \"isfree\"\n"
        + "  help: rename the column \"isfree\" to \"is_free\""
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd,Service Tier\np,m,input,1,batch\n",
      "prices/p.csv:1:37: error: [csv.missing] no column \"service_tier\", found \"service tier\""
    ),
    (
      "multipliers.csv",
      "level,multiplier,status,requested_by,approvedby\ndefault,9,approved,a,a\n",
      "multipliers.csv:1:38: error: [csv.missing] no column \"approved_by\", found \"approvedby\""
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,-1\n",
      "prices/p.csv:2:11: error: [book.price]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np,m,inputs,1\n",
      "prices/p.csv:2:5: error: [book.word]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,3\n",
      "prices/p.csv:2:11: error: [book.scale] 1 per 3 does not fit 18 decimals per unit"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd,effective_from\np,m,input,1,yesterday\n",
      "prices/p.csv:2:13: error: [book.date]"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-01-01,2026-03-01\np,m,input,2,2026-02-01,\n",
      "prices/p.csv:3:1: error: [book.overlap] p m input from 2026-02-01 overlaps line 2 (2026-01-01 to"
        + " 2026-03-01)\n  help: end line 2 at 2026-02-01; or, if line 3 corrects it"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n"
        + "p,m,input,2,2026-01-01\n",
      "prices/p.csv:3:1: error: [book.overlap] p m input has the key, effective_from and recorded_at"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-02-01,2026-02-01\n",
      "prices/p.csv:2:1: error: [book.overlap] effective_to is not after effective_from"
    ),
    (
      "multipliers.csv", "level,multiplier,status\nall,1.5,approved\n",
      "multipliers.csv:2:1: error: [book.word]"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,1001,approved\n",
      "multipliers.csv:2:9: error: [book.number]"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,1.0000001,approved\n",
      "multipliers.csv:2:9: error: [book.number]"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,,1.5,approved\n",
      "multipliers.csv:2:6: error: [book.level] level tier needs a tier"
    ),
    (
      "multipliers.csv",
      "level,tier,multiplier,status\ntier,a,1,approved\ntier,a,2,approved\n",
      "multipliers.csv:3:1: error: [book.overlap]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np, m ,input,1\n",
      "prices/p.csv:2:3: error: [id.space] model begins or ends with a blank"
    ),
    (
      "aliases.csv", "provider,alias,model\np,a,m\u{1B}\n",
      "aliases.csv:2:5: error: [text.control] control character U+001B in model"
    ),
    (
      "models.csv", "provider,model\np,m\u{200B}\n",
      "models.csv:2:3: error: [id.hidden] invisible character U+200B in model"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,\u{3000}a,1,approved\n",
      "multipliers.csv:2:6: error: [id.space] tier begins or ends with a blank"
    ),
    (
      "plans.csv", "tier,allowed_models\na\0,m; n\n",
      "plans.csv:2:1: error: [text.control] control character U+0000 in tier"
    ),
    (
      "plans.csv", "tier,allowed_models\na\0,m; n\n",
      "plans.csv:2:4: error: [id.space] allowed_models begins or ends with a blank"
    ),
    (
      "assay.json", "{ \"free_tier\": { \"allowed_models\": [\"m \"] } }",
      "assay.json:1:37: error: [id.space] allowed_models begins or ends with a blank"
    ),
    (
      "plans.csv", "tier,\na,b\n", "plans.csv:1:6: error: [csv.twice] column 2 has no name"
    ),
    (
      "plans.csv", "tier,is_free,Tier\na,,b\n",
      "plans.csv:1:14: error: [csv.twice] column \"tier\" appears at 1 and 3"
    ),
    ("plans.csv", "pro,true\n", "plans.csv:1:1: error: [csv.header] first line is not a header"),
    (
      "plans.csv", "tier,is_free\na,\"true\nb,\n",
      "plans.csv:2:3: error: [csv.open] quote opened here is never closed (to line 3)"
    ),
    (
      "plans.csv", "tier,is_free\na,tr\"ue\nb,x\n",
      "plans.csv:2:3: error: [csv.quote] quote inside an unquoted field, or text after a closing quote"
    ),
    ("plans.csv", "tier,is_free\na,tr\"ue\nb,x\n", "plans.csv:3:3: error: [book.word]"),
    ("plans.csv", "PK\u{3}\u{4}xx", "plans.csv:1:1: error: [file.kind] this is a ZIP (XLSX?) file"),
    ("assay.json", "{\0}\0", "assay.json:1:1: error: [enc.utf16] file is UTF-16, expected UTF-8"),
    ("plans.csv", "tier,is_free\nfree,perhaps\n", "plans.csv:2:6: error: [book.word]"),
    ("fx.csv", "day,currency,usd_per_unit\n2026-13-01,EUR,1\n", "fx.csv:2:1: error: [book.date]"),
    (
      "fx.csv", "day,currency,usd_per_unit\n2026-08-01,EUR,0.0\n",
      "fx.csv:2:16: error: [book.number] usd_per_unit is \"0.0\", expected USD above 0 and up to 1000000,"
    ),
    (
      "fx.csv", "day,currency,usd_per_unit\n2026-08-01,USD,1.0\n2026-08-02,USD,2\n",
      "fx.csv:3:16: error: [book.number] usd_per_unit is \"2\", expected 1\n"
    ),
    (
      "fx.csv", "day,currency,usd_per_unit\n2026-08-01T00:00:00Z,EUR,1\n",
      "error: [book.date] day is \"2026-08-01T00:00:00Z\", expected a day\n"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,9999999\n",
      "[book.price] price_usd 9999999 is no price: from 0 to 1000000 USD for one unit, and 9999999"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,9999999.0\n",
      "[book.price] price_usd 9999999.0 is no price: "
    ),
  ]

  @Test func `a book or setting that is wrong refuses the run with its place and remedy`() throws {
    for (file, text, message) in Self.refused {
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
        "ledger/rejects.csv: error: [file.rejects] 30 of 30",
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

  @Test func `every problem of every file is told in one go`() throws {
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

  @Test func `a setting that stands twice hides no other fault of the settings`() throws {
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
