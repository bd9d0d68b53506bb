import Foundation
import Testing

/// Messages about files and folders that Assay cannot open, or that are not what their names say.
struct UnopenableFileTests: OneRowLedger {
  private static let notOpened = [
    "ledger/z.csv: error: [file.open] a folder without a usage export in it",
    "ledger/again: error: [file.open] a link to a folder, expected a readable file",
    #"ledger/\xe9\xfft.csv: error: [file.name] the file's name is not UTF-8"#,
    #"ledger/2026-\xe9t\xe9: error: [file.name] the file's name is not UTF-8"#,
    #"prices/\xe9.csv: error: [file.name] the file's name is not UTF-8"#,
    #"prices/tarif-\xe9.csv: error: [file.name] the file's name is not UTF-8"#,
    "ledger/fifo.csv: error: [file.open] not a regular file, expected a readable file",
    "ledger/dangling.csv: error: [file.open] No such file or directory",
    "ledger/loop.csv: error: [file.open] Too many levels of symbolic links",
    "ledger/out.csv: error: [file.open] a link that points outside ledger/",
    "plans.csv: error: [file.open] Too many levels of symbolic links, expected a readable file",
    "fx.csv:1:1: error: [csv.missing]",
  ]

  @Test func `a folder that cannot be read is reported with all else`() throws {
    let folder = try Scratch()
    for name in ["prices", "ledger", "plans.csv/deep"] { try folder.write("ws/" + name, "x") }
    try folder.write("ws/fx.csv", "day,currency\n")
    for command in ["run", "check"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(run.status == 1)
      for message in [
        "prices: error: [file.open] Not a directory, expected a readable folder",
        "ledger: error: [file.open] Not a directory, expected a readable folder",
        "plans.csv: error: [file.open] not a file, expected a readable file",
        "fx.csv:1:1: error: [csv.missing]",
      ] {
        #expect(run.errors.contains(message), "\(message): \(run.errors)")
      }
    }
  }

  /// Nobody writes to the pipe: whoever opens it waits for ever.
  @Test(
    arguments: [
      "simulate ws p.json", "prices import ws p.json", "prices import ws folder",
      "prices diff p.json ws/prices/p.csv", "prices diff ws/prices/p.csv p.json",
      "forecast --series p.json --output ahead.csv",
    ])
  func `a pipe is no file to read`(words: String) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("folder/notes.txt", "")
    for name in ["p.json", "folder/p.json"] { #expect(mkfifo(folder.path(name), 0o600) == 0) }
    let run = try Program.shell("cd '\(folder.path(""))' && timeout 20 $ASSAY \(words)")
    let place = words.hasSuffix("folder") ? "folder/p.json" : "p.json"
    #expect(
      run.errors.hasPrefix("\(place): error: [file.open] not a file, expected a readable file"),
      "\(run.errors)")
    #expect(run.errors.contains("refused, nothing changed: 1 error"))
    #expect(run.status == 1)
  }

  /// The obstacle, and the command to type instead.
  @Test(
    arguments: [
      ("forecast --series s.csv --output p.csv", "name a file: --output ahead.csv"),
      (
        "forecast --series s.csv --output a.csv --anomalies p.csv",
        "name a file: --anomalies odd.csv"
      ),
      (
        "forecast --series s.csv --output a.csv --balances b.csv --run-out p.csv",
        "name a file: --run-out run-out.csv"
      ),
      ("forecast ws --output folder", "write elsewhere: --output DIR"),
      ("run ws --rated p.csv", "name a file: --rated rated.csv"),
    ])
  func `a pipe is no file to write, and the help names the option of the file`(
    words: String, help: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("folder/notes.txt", "")
    for name in ["p.csv", "folder/forecast.csv"] { #expect(mkfifo(folder.path(name), 0o600) == 0) }
    let run = try Program.shell("cd '\(folder.path(""))' && timeout 20 $ASSAY \(words)")
    #expect(run.errors.contains("error: [out.write] not a regular file"), "\(run.errors)")
    #expect(run.errors.contains("help: \(help)\n"), "\(run.errors)")
    #expect(run.status == 1)
  }

  @Test func `what cannot be opened is named`() throws {
    let folder = try Scratch()
    try folder.write("ws/ledger/deep/a.csv", Self.header + "\n")
    try folder.write("elsewhere.csv", Self.header + "\n")
    let ledger = folder.path("ws/ledger")
    try folder.write("ws/ledger/z.csv/notes.txt", "x")
    #expect(symlink("deep", ledger + "/again") == 0)
    #expect(mkfifo(ledger + "/fifo.csv", 0o600) == 0)
    #expect(symlink("nowhere", ledger + "/dangling.csv") == 0)
    #expect(symlink("loop.csv", ledger + "/loop.csv") == 0)
    #expect(symlink("../../elsewhere.csv", ledger + "/out.csv") == 0)
    try Data().write(toName: [0xE9, 0xFF], "t.csv", in: ledger)
    try folder.write("ws/prices/p.csv", Self.prices)
    try Data().write(toName: [0xE9], ".csv", in: folder.path("ws/prices"))
    try Data().write(toName: Array("tarif-".utf8) + [0xE9], ".csv", in: folder.path("ws/prices"))
    #expect(try Program.shell(#"mkdir "$(printf '\#(ledger)/2026-\351t\351')""#).status == 0)
    #expect(symlink("plans.csv", folder.path("ws/plans.csv")) == 0)
    try folder.write("ws/fx.csv", "day,currency\n")
    for command in ["run", "check"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(run.status == 1)
      for message in Self.notOpened {
        #expect(run.errors.contains(message), "\(message): \(run.errors)")
      }
    }
  }

  /// The folders may be mounted from elsewhere, and the reports of a run without them would say nothing of that.
  @Test(arguments: [
    ("ledger", "ledger", "expected a readable folder"),
    ("prices", "prices", "expected a readable folder"),
    ("ledger/2026", "ledger/2026", "expected a readable file"),
  ])
  func `a link that leads nowhere is no folder that was left out`(
    moved: String, place: String, expected: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write(
      "ws/ledger/2026/a.csv", Self.header + "\nr1,2026-07-01T00:00:00Z,u,p,m,pro,1\n")
    try #require(try Program.assay("run", folder.path("ws"), "--quiet").status == 0)
    let before = try folder.files(in: "ws/out")
    try FileManager.default.moveItem(
      atPath: folder.path("ws/" + moved), toPath: folder.path("elsewhere"))
    #expect(symlink("/nowhere/unmounted", folder.path("ws/" + moved)) == 0)
    for command in [
      ["run", "--skip-bad-files"], ["check"], ["forecast"], ["watch"], ["explain", "r1"],
      ["simulate", "--set", "tier:pro=2"],
    ] {
      if command[0] == "run", moved == "ledger/2026" { continue }
      let words = [command[0], folder.path("ws")] + command.dropFirst()
      let run = try Program.assay(words)
      #expect(run.status == 1, "\(command): \(run.output)")
      #expect(
        run.errors.contains(
          "\(place): error: [file.open] No such file or directory, \(expected)"),
        "\(command): \(run.errors)")
    }
    #expect(try folder.files(in: "ws/out") == before)
  }

  /// The settings say what the second export is, which cannot be opened.
  @Test(arguments: [
    ("\"formats\": { \"ledger/b.csv\": \"native\" }", "ledger/b.csv", "nowhere"),
    ("\"formats\": { \"ledger/b.csv\": \"native\" }", "ledger/b.csv", "b.csv"),
    ("\"formats\": { \"ledger/2026/b.csv\": \"native\" }", "ledger/2026", "nowhere"),
    ("\"mappings\": { \"ledger/b.csv\": MAPPING }", "ledger/b.csv", "nowhere"),
    ("\"mappings\": { \"ledger/2026/*.csv\": MAPPING }", "ledger/2026", "nowhere"),
    ("\"mappings\": { \"ledger/*/b.csv\": MAPPING }", "ledger/2026", "nowhere"),
  ])
  func `an export that cannot be opened is not said to be missing from the settings`(
    setting: String, link: String, target: String
  ) throws {
    let folder = try Scratch()
    let columns = [
      "request_id", "request_started_at", "user_id", "provider", "model", "input_tokens",
    ]
    let pairs = columns.map { "\"\($0)\": \"\($0)\"" }.joined(separator: ", ")
    let mapping = "{ \"columns\": { \(pairs) } }"
    try folder.write(
      "ws/assay.json", "{ \(setting.replacingOccurrences(of: "MAPPING", with: mapping)) }")
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write(
      "ws/ledger/a.csv", Self.header + "\nr1,2026-07-01T00:00:00Z,u,p,m,pro,1\n")
    #expect(symlink(target, folder.path("ws/" + link)) == 0)
    let run = try Program.assay("run", folder.path("ws"), "--quiet", "--skip-bad-files")
    let errors = run.errors.split(separator: "\n").filter { $0.contains("error: [") }
    #expect(errors.count == 1 && errors[0].hasPrefix("\(link): error: [file.open]"), "\(errors)")
    #expect(run.status == 1)
    #expect(try folder.text("ws/out/facts.csv").split(separator: "\n").count == 2)
  }
}
