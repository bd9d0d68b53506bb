import Foundation
import Testing

/// `assay multipliers`: proposing and deciding, on the sample's book and on one typed here.
struct MultiplierApprovalTests {
  /// The line and the reason of each row that does not apply, as SQL has them.
  private func notApplied(_ folder: Scratch) throws -> [[String?]] {
    try Answer(folder.path("ws/assay.db"), "SELECT line, why FROM multipliers_not_applied").rows
  }

  @Test func `maker and checker are two, and no row is ever changed`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let before = try folder.text("ws/multipliers.csv")
    let proposed = try Program.assay(
      "simulate", folder.path("ws"), "--set", "tier:pro=1.4", "--save-as-proposal", "--by",
      "pm@example.test", "--reason", "win, back")
    #expect(proposed.status == 2, "\(proposed.errors)")
    let pending = "tier,pro,,,1.4,2026-10-01,,pending,pm@example.test,,,\"win, back\",\n"
    #expect(try folder.text("ws/multipliers.csv") == before + pending)
    #expect(
      try Program.assay("multipliers", "list", folder.path("ws")).output.contains(
        "line 9  multiplier 1.4 of tier pro from 2026-10-01, requested by"))
    let own = try Program.assay(
      "multipliers", "approve", folder.path("ws"), "9", "--by", "pm@example.test")
    #expect(own.status == 1 && own.errors.contains("[sim.approval] was requested by"))
    #expect(try folder.text("ws/multipliers.csv") == before + pending)
    let approved = try Program.assay(
      "multipliers", "approve", folder.path("ws"), "9", "--by", "cfo@example.test", "--at",
      "2026-10-01T09:00:00Z")
    #expect(approved.status == 0, "\(approved.errors)")
    #expect(
      try folder.text("ws/multipliers.csv") == before + pending
        + "tier,pro,,,1.4,2026-10-01,,approved,pm@example.test,cfo@example.test,2026-10-01T09:00:00Z,\"win, back\",\n"
    )
    let again = try Program.assay(
      "multipliers", "reject", folder.path("ws"), "9", "--by", "cfo@example.test")
    #expect(again.status == 1 && again.errors.contains("is not awaiting approval"))
    let rejected = try Program.assay(
      "multipliers", "reject", folder.path("ws"), "8", "--by", "cfo@example.test", "--at",
      "2026-10-01", "--reason", "called off")
    #expect(rejected.status == 0)
    #expect(
      try Program.assay("multipliers", "list", folder.path("ws")).output
        == "No multiplier awaits approval.\n")
    #expect(try Program.assay("check", folder.path("ws")).status == 2)
  }

  /// Line 8 of the sample asks for 1.75, and line 9 approves that.
  @Test func `what was decided on waits no more, wherever it is reported`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let approved = try Program.assay(
      "multipliers", "approve", folder.path("ws"), "8", "--by", "cfo@example.test", "--at",
      "2026-09-01")
    #expect(approved.status == 0, "\(approved.errors)")
    let quote = try Program.assay(
      "quote", folder.path("ws"), "claude-sonnet-5", "--tier", "pro", "--input", "10")
    #expect(quote.output.contains("multipliers.csv:9"), "\(quote.output)")
    #expect(!quote.output.contains("is pending"), "\(quote.output)")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(try notApplied(folder) == [["7", "rejected"]])
  }

  /// Line 3 approves line 2, of the same instant; line 5 turns line 4 down, which nobody knew on 15 September.
  @Test(arguments: [
    ([], [["5", "rejected"]]),
    (["--as-known-at", "2026-09-15"], [["4", "pending"], ["5", "rejected"]]),
  ])
  func `SQL has what waits as the book does`(options: [String], expected: [[String]]) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/multipliers.csv",
      """
      level,tier,multiplier,effective_from,status,requested_by,approved_by,recorded_at
      tier,pro,1.4,2026-02-01,pending,ann,ann,2026-01-01
      tier,pro,1.4,2026-02-01T01:00:00+01:00,approved,ann,bob,2026-01-02
      tier,max,1.3,,pending,ann,,2026-01-01
      tier,max,1.3,,rejected,ann,bob,2026-09-29

      """)
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r,2026-08-05T08:00:00Z,u,pro,p,m,1\n")
    let run = try Program.assay(["run", folder.path("ws"), "--quiet"] + options)
    #expect(
      run.errors.contains("multipliers.csv:4:1: warning: [book.approval] not applied:") == !options
        .isEmpty
    )
    #expect(try notApplied(folder) == expected)
  }

  @Test(arguments: ["PM@example.test", "pm@Example.Test"])
  func `a requester is known however the name is written`(name: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,multiplier,status,requested_by,approved_by\ntier,pro,1.4,pending,pm@example.test,\n"
    )
    try folder.write("ws/assay.json", "{}")
    let own = try Program.assay("multipliers", "approve", folder.path("ws"), "2", "--by", name)
    #expect(own.status == 1 && own.errors.contains("[sim.approval] was requested by"))
  }

  @Test(arguments: [("approve", "approved"), ("reject", "rejected")])
  func `a decision keeps the target margin of its request`(verb: String, status: String) throws {
    let folder = try Scratch()
    let book = """
      status,target_margin_percent,level,tier,multiplier,requested_by,approved_by,approved_at
      pending,12.50,tier,pro,1.4,ann,,

      """
    try folder.write("ws/multipliers.csv", book)
    try folder.write("ws/assay.json", "{}")
    let decided = try Program.assay(
      "multipliers", verb, folder.path("ws"), "2", "--by", "bob", "--at", "2026-10-01")
    #expect(decided.status == 0, "\(decided.errors)")
    #expect(
      try folder.text("ws/multipliers.csv")
        == book + "\(status),12.50,tier,pro,1.4,ann,bob,2026-10-01\n")
  }

  /// The change that a shell makes to the book, and the message of every command.
  @Test(arguments: [
    (": > multipliers.csv", "multipliers.csv: error: [file.empty] the file is empty"),
    (
      "rm multipliers.csv; ln -s nowhere multipliers.csv",
      "multipliers.csv: error: [file.open] No such"
    ),
    ("rm multipliers.csv; mkdir multipliers.csv", "multipliers.csv: error: [file.open] not a file"),
    (
      "iconv -f UTF-8 -t UTF-16 multipliers.csv > b; mv b multipliers.csv",
      "multipliers.csv:1:1: error: [enc.utf16] file is UTF-16, expected UTF-8"
    ),
    (
      "gzip multipliers.csv; mv multipliers.csv.gz multipliers.csv",
      "multipliers.csv:1:1: error: [file.kind] this is a gzip file, expected CSV"
    ),
  ])
  func `a book that is no readable text is refused by every command`(
    line: String, message: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/multipliers.csv",
      "level,multiplier,status,requested_by,approved_by,approved_at\ndefault,2,pending,ann,,\n")
    try folder.write("ws/assay.json", "{}")
    #expect(try Program.shell("cd '\(folder.path("ws"))'; \(line)").status == 0)
    let before = try folder.files(in: "ws")
    for words in [
      ["multipliers", "list", "ws"], ["multipliers", "approve", "ws", "2", "--by", "bob"],
      ["multipliers", "reject", "ws", "2", "--by", "bob"], ["check", "ws"], ["run", "ws"],
    ] {
      let run = try Program.assay(words, in: folder.path(""))
      #expect(run.status == 1 && run.output.isEmpty, "\(words): \(run.output)")
      #expect(run.errors.contains(message), "\(words): \(run.errors)")
      let errors = run.errors.split(separator: "\n").count { $0.contains(": error: ") }
      #expect(errors == 1, "\(words): \(run.errors)")
    }
    #expect(try folder.files(in: "ws") == before)
  }

  /// Refused before anything is looked for, each by what is wrong with it.
  @Test(
    arguments: [
      (["multipliers", "approve", "ws", "2"], "--by", "=x", "book.formula] the name begins with"),
      (["multipliers", "approve", "ws", "2"], "--by", "＝x", "book.formula] the name begins with"),
      (["multipliers", "approve", "ws", "2"], "--by", " x", "id.space] the name begins or ends"),
      (
        ["multipliers", "reject", "ws", "2", "--by", "x"], "--reason", "a\u{7}",
        "text.control] control character U+0007 in the reason"
      ),
      (
        ["simulate", "ws", "--set", "tier:pro=1.4", "--save-as-proposal", "--by", "x"], "--reason",
        "+1", "book.formula] the reason begins with"
      ),
      (
        ["watch", "ws", "--acknowledge", "x"], "--reason", "\nx",
        "book.formula] the reason begins with"
      ),
      (
        ["watch", "ws", "--acknowledge", "x"], "--reason", "-1",
        "book.formula] the reason begins with"
      ),
      (
        ["prices", "import", "ws", "x.json"], "--accept-jump", "@x",
        "book.formula] the reason begins with"
      ),
    ])
  func `a text that no book may hold is reported as such, whichever book it was for`(
    words: [String], option: String, text: String, message: String
  ) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay(words + ["\(option)=\(text)"], in: folder.path(""))
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("\(option): error: [\(message)"), "\(run.errors)")
  }
}
