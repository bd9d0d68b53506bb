import Foundation
import Testing

/// Whoever may drop a file into a workspace, or write a cell of it, cannot move the cursor of whoever looks at it.
struct HostileNameTests {
  /// One of each kind that a terminal does something else with than to show it, and a line feed before a line of its own.
  private static let hostile =
    "\u{1B}[31m\u{7}\u{7F}\u{85}\u{9B}1m\u{202E}\u{2066}\u{200B}\u{200F}\u{2028}\u{FEFF}\u{E0041}"
    + "\u{1B}]0;t\u{7}\r\u{1B}[K\nFORGED"

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case ..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  private static func cell(_ text: String) -> String { "\"" + text + "\"" }

  /// A workspace of two files with hostile names, whose cells are so too where `inCells`.
  private func workspace(inCells: Bool) throws -> Scratch {
    let folder = try Scratch()
    let bad = HostileNameTests.hostile
    func cell(_ text: String) -> String {
      HostileNameTests.cell(text + (inCells ? bad : ""))
    }
    var rows = "request_id,request_started_at,user_id,tier,provider,model,input_tokens,"
    rows += "output_tokens,vendor_cost_usd\n"
    for (index, tier) in ["standard", "t", "standard", "standard"].enumerated() {
      let model = index == 2 ? "unknown" : "m"
      rows += "r\(index),2026-03-0\(index + 1)T00:00:00Z,u,\(tier),p,\(model),1000,10,0.5\n"
    }
    rows += [
      HostileNameTests.cell("r" + bad), "2026-03-05T00:00:00Z", HostileNameTests.cell("u" + bad),
      HostileNameTests.cell("t" + bad), "p", HostileNameTests.cell("m" + bad), "1",
      HostileNameTests.cell("x" + bad), "",
    ].joined(separator: ",")
    try folder.write("ws/ledger/l\(bad).csv", rows + "\nr0,2026-03-01T00:00:00Z,v,,p,m,1,,\n")
    // What is not read refuses a run, which is to go on where only names are hostile.
    if inCells { try folder.write("ws/ledger/d\(bad)/n\(bad).txt", "x") }
    try folder.write(
      "ws/prices/p\(bad).csv",
      """
      provider,model,unit_class,price_usd,per,effective_from,effective_to,recorded_at,source
      p,m,input,1,1000000,2015-01-01,2026-03-03,2015-01-01,\(cell("s"))
      p,m,input,2,1000000,2026-03-03,,2026-03-01,\(cell("s"))
      p,m,output,3,1000000,2015-01-01,,2015-01-01,\(cell("s"))

      """)
    try folder.write(
      "ws/multipliers.csv",
      """
      level,tier,provider,model,multiplier,effective_from,status,requested_by,approved_by,approved_at,reason
      model,,p,m,2,2026-01-01,pending,\(cell("ann")),,,\(cell("why"))

      """)
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,monthly_price_usd,target_margin_percent\n\(cell("standard")),false,20,30\n")
    if inCells {
      try folder.write(
        "ws/assay.json",
        """
        {"time_zone": "\\u001b[31m\\u202e", "k\\u001b]0;t\\u0007": 1, "charge": ["\\u009b"],
         "formats": {"ledger/\\u200b": "\\ufeff"},
         "mappings": {"ledger/\\u001b": {"columns": {"request_id": "\\u001b[2J"}}}}
        """)
    }
    try folder.write("sc.json", #"{"scenarios": [{"name": "\u001b[31m", "changes": []}]}"#)
    try folder.write("cat.json", #"{"m\u001b[31m": {"input_cost_per_token": 1, "mode": "\u202e"}}"#)
    try folder.write("series.csv", "id,step,value\n\(cell("s")),1,2\n\(cell("s")),x,2\n")
    return folder
  }

  /// Every command, with hostile words wherever one is taken.
  private static let commands: [[String]] = [
    ["check", "ws"], ["run", "ws"], ["explain", "ws", "r0"], ["explain", "ws", "r2"],
    ["explain", "ws", "r" + hostile], ["explain", "ws", "--figure", hostile],
    ["explain", "ws", "--figure", "margin-by-tier/vendor_cost_usd/standard"],
    ["quote", "ws", "m", "--tier", "standard", "--input", "5"],
    ["quote", "ws", "m" + hostile, "--tier", hostile, "--input", "5"],
    ["prices", "list", "ws"], ["prices", "list", "ws", "--provider", hostile],
    ["prices", "check", "ws"], ["prices", "diff", "ws", "2026-01-01", "2026-12-01"],
    ["prices", "diff", "ws", "ws/prices/p\(hostile).csv", "ws/prices/p\(hostile).csv"],
    ["prices", "import", "ws", "cat.json"], ["prices", "import", "ws", hostile],
    ["multipliers", "list", "ws"], ["multipliers", "approve", "ws", "2", "--by", hostile],
    ["multipliers", "approve", "ws", "2", "--by", "b"], ["forecast", "ws"],
    ["forecast", "--series", "series.csv"], ["forecast", "ws", "--by", hostile],
    ["watch", "ws", "--force"], ["watch", "ws", "--acknowledge", hostile, "--reason", "r"],
    ["simulate", "ws", "sc.json"], ["simulate", "ws", "--set", "tier:standard=2", "--force"],
    ["simulate", "ws", "--set", "tier:\(hostile)=2"],
    ["simulate", "ws", "--search", "tier:standard 1..2 step 0.5", "--force"],
    ["init", "ws"], ["init", "new" + hostile], ["check", "new" + hostile], ["run", "no" + hostile],
    ["run", "ws", "--output", "out" + hostile], ["run", "ws", "--rated", "rated\(hostile).csv"],
    [hostile], ["run", "--" + hostile], ["help", hostile], ["completions", hostile],
  ]

  @Test(arguments: [false, true])
  func `nothing raw reaches a stream, whatever names and cells hold`(inCells: Bool) throws {
    let folder = try workspace(inCells: inCells)
    for words in HostileNameTests.commands {
      let run = try Program.assay(words, in: folder.path(""))
      #expect([0, 1, 2, 64].contains(run.status), "\(words)")
      for text in [run.output, run.wrappedErrors] {
        let raw = text.unicodeScalars.filter(HostileNameTests.isUnsafe).map { $0.value }
        #expect(raw.isEmpty, "\(words): \(raw)")
        let forged = text.split(separator: "\n").filter {
          $0.trimmingPrefix(while: { $0 == " " }).hasPrefix("FORGED")
        }
        #expect(forged.isEmpty, "\(words): \(forged)")
      }
    }
  }

  @Test func `colours of Assay go through, and an input cannot make them`() throws {
    let folder = try workspace(inCells: false)
    let shown = try Program.assay(
      ["explain", "ws", "r0", "--color", "always"], in: folder.path(""))
    #expect(shown.output.hasPrefix("\u{1B}[1mr0\u{1B}[0m"), "\(shown.output)")
    // The place of the row has the escape of red in its name.
    #expect(shown.output.contains("ledger/l\\u{1b}[31m\\u{7}"))
    #expect(!shown.output.contains("l\u{1B}[31m"))
  }

  @Test func `a command that names such a file works as printed`() throws {
    let folder = try Scratch()
    let name = "ws\u{1B}[31m \u{202E}'"
    let refused = try Program.assay(["check", name], in: folder.path(""))
    let remedy = try #require(refused.errors.firstMatch(of: #/make a workspace: (.*)/#)).1
    _ = try Program.bash(String(remedy), in: folder.path(""))
    #expect(FileManager.default.fileExists(atPath: folder.path(name + "/assay.json")), "\(remedy)")
  }

  @Test func `what is typed is quoted in part where it is long`() throws {
    let long = String(repeating: "A", count: 100_000)
    let lines = [
      [long], ["run", "--" + long], ["run", "--period", long], ["explain", "x", long],
    ]
    for words in lines {
      let run = try Program.assay(words)
      #expect(run.wrappedErrors.utf8.count < 4_000, "\(words[0].prefix(10))")
    }
  }
}
