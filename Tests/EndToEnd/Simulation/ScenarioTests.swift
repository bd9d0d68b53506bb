import Testing

/// Messages of `assay simulate` about a scenario that it cannot or need not evaluate.
struct ScenarioFileTests {
  @Test(
    arguments: [
      (["--set", "tier:prro=1.4"], "did you mean \"pro\"?", 1),
      (["--set", "tier:pro"], "expected LEVEL:KEY=MULTIPLIER", 64),
      (["--set", "combination:/gpt-5=2"], "expected LEVEL:KEY=MULTIPLIER", 64),
      (["--swap", "gpt-5.6-terra=gpt-5.6-lunar"], "did you mean \"gpt-5.6-luna\"?", 1),
      (
        ["--swap", "gpt-5.6-terra=claude-opus-4-8"],
        "\"claude-opus-4-8\" is a model of anthropic, not of openai", 1
      ),
      (["--set", "model:anthropic/gpt-5.6-luna=2"], "is a model of openai, not of anthropic", 1),
      (["--price", "anthropic/claude-sonnet-5/image +20%"], "quotes no image price", 1),
      // Of several prices that do not fit the first in the order of the book, in every run.
      (["--price", "openai/gpt-5.6-terra/output -100.5%"], "gpt-5.6-terra output is below 0", 1),
      (["--budget", "free=-1"], "expected TIER=CREDITS", 64),
      (["--search", "tier:pro 2..1 step 0.1"], "expected KEY FROM..TO step STEP", 64),
      (["--search", "tier:pro 999..1001 step 1"], "multipliers from 0 to 1000, as in", 64),
      (["--set", "tier:pro=1000.000001"], "expected LEVEL:KEY=MULTIPLIER", 64),
      (["--save-as-proposal"], "needs --by NAME", 64),
      (
        ["nothing.json"],
        "nothing.json: error: [file.open] No such file or directory, expected a readable file", 1
      ),
      (["--target-margin", "100"], "expected a percentage below 100", 64),
      (["--target-margin", "+150"], "expected a percentage below 100", 64),
      (["--set", "provider:opnai=2"], "did you mean \"openai\"?", 1),
      (
        ["--set", "tier:pro=1.4", "--set", "tier:pro=1.5"], "an earlier option already sets this", 1
      ),
    ] as [([String], String, Int32)])
  func `what cannot be simulated is refused`(
    options: [String], message: String, status: Int32
  ) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay(["simulate", folder.path("ws")] + options)
    #expect(run.status == status)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  /// At 1,000 USD a token 10⁸ tokens cost the 10¹¹ USD that a row may: two of the three rows have more, or one.
  @Test(arguments: [("200000000", "2 rows exceed"), ("2", "1 row exceeds")])
  func `a scenario under which a row costs more than a row may is refused`(
    tokens: String, count: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2026-01-01\n")
    let rows = ["1", "100000001", tokens].enumerated().map { number, tokens in
      "r\(number),2026-08-01T10:00:00Z,u,v,m,\(tokens)\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n" + rows.joined())
    let run = try Program.assay("simulate", folder.path("ws"), "--price", "v/m/input=1000000000")
    #expect(run.status == 1)
    #expect(
      run.errors.contains("ledger: error: [sim.cost] \(count) the limit for cost or charge under"),
      "\(run.errors)"
    )
  }

  @Test func `faults of a scenario file are reported with their places`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write(
      "s.json",
      """
      { "name": "x", "changes": [
        { "multiplyer": "1.4", "tier": "pro" },
        { "multiplier": "much", "tier": "pro" },
        { "tier": "pro" } ] }
      """)
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"))
    #expect(run.status == 1)
    #expect(run.errors.contains("s.json:2:5: error: [sim.file] \"multiplyer\" is not a part"))
    #expect(run.errors.contains("s.json:3:19: error: [sim.file] \"multiplier\" is not a mult"))
    #expect(run.errors.contains("s.json:4:3: error: [sim.file] a change is empty"))
  }

  /// The change that makes `s.json` from the good scenario `good`; `assay.json` gets the same message.
  @Test(arguments: [
    ("iconv -t UTF-16 good > s.json", ":1:1: error: [enc.utf16] file is UTF-16, expected UTF-8"),
    ("iconv -t UTF-16LE good > s.json", ":1:1: error: [enc.utf16] file is UTF-16, expected UTF-8"),
    ("iconv -t UTF-32 good > s.json", ":1:1: error: [enc.utf16] file is UTF-32, expected UTF-8"),
    ("gzip -c good > s.json", ":1:1: error: [file.kind] this is a gzip file, expected JSON"),
    (
      "printf 'PK\\003\\004xx' > s.json",
      ":1:1: error: [file.kind] this is a ZIP (XLSX?) file, expected JSON"
    ),
    ("mkdir s.json", ": error: [file.open] not a file, expected a readable file"),
    (
      "ln -s nowhere s.json",
      ": error: [file.open] No such file or directory, expected a readable file"
    ),
    (
      "ln -s s.json s.json",
      ": error: [file.open] Too many levels of symbolic links, expected a readable file"
    ),
  ])
  func `what is no readable file of JSON is refused as settings are`(
    line: String, message: String
  ) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("good", #"{ "changes": [{ "tier": "pro", "multiplier": 2 }] }"#)
    let made = try Program.shell("cd '\(folder.path(""))' && \(line)")
    #expect(made.status == 0, "\(made.errors)")
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"))
    #expect(run.status == 1)
    #expect(run.errors.contains("s.json" + message), "\(run.errors)")
  }

  @Test(
    arguments: [
      ("[]", "s.json:1:1: error: [sim.file] there is no scenario in the list"),
      ("{}", "s.json:1:1: error: [sim.file] scenario \"s\" changes nothing"),
      (#"{ "changes": [] }"#, "scenario \"s\" changes nothing"),
      (
        #"[{ "name": "a", "changes": [{ "tier": "pro", "multiplier": 2 }] },"#
          + #" { "name": "a", "changes": [{ "tier": "pro", "multiplier": 3 }] }]"#,
        "two scenarios are called \"a\""
      ),
      (
        #"{ "changes": [{ "tier": "free", "block_models": [] }] }"#,
        "\"block_models\" is not a list of models"
      ),
    ])
  func `a scenario that says nothing is refused`(text: String, message: String) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("s.json", text)
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"))
    #expect(run.status == 1)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func `without a scenario the screen shows what multipliers break even`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("simulate", folder.path("ws"), "--target-margin", "35")
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.output.hasPrefix("Multiplier that each tier needs, 2026-07-01 to 2026-09-30"))
  }

  /// 120 users of pro paid 20 USD in each month with a request: 6,980 USD are 349 months, at 5 USD more 1,745.
  @Test func `a dearer plan makes its users pay more`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("simulate", folder.path("ws"), "--plan-price", "pro=25")
    #expect(run.output.contains("Plan prices    15,020.00  16,765.00  +1,745.00  +11.6 %"))
    #expect(run.output.contains("120 of 120 pro users: 0 under 5 %, 0 from 5 to 10 %,"))
  }

  @Test func `every class of a model may be named by a star`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write(
      "s.json",
      #"{ "changes": [{ "model": "gpt-5.6-sol", "unit_class": "*", "price_usd": "+10%" }] }"#)
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"), "--quiet")
    #expect(run.status == 2, "\(run.errors)")
  }
}
