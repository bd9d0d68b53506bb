import Foundation
import Testing

/// Proposals for several files of the same columns, which may be written differently.
///
/// A million tokens of gpt-5-mini cost 0.25 USD in, 0.025 from the cache and 2 out.
struct UnknownExportFilesTests {
  private static let header = "id,time,user,model,input,cached,output,total\n"

  /// Rows whose input is 1,000 of which 400 were cached, if it `holds` them: 600 × 0.25 + 400 × 0.025 + 50 × 2 = 260,
  /// else 1,000 × 0.25 + 400 × 0.025 + 50 × 2 = 360.
  private static func counted(_ id: String, holds: Bool, rows: Int = 2) -> String {
    let total = holds ? 1_050 : 1_450
    return header
      + (0..<rows).map { row in
        let clock = "\(10 + row / 60):\(10 + row % 50)"
        return "\(id)\(row),2026-08-01T\(clock):00Z,u,gpt-5-mini,1000,400,50,\(total)\n"
      }.joined()
  }

  /// Files, the paths of which mappings are proposed, and what each row costs in millionths of a USD.
  private static let cases: [(files: [String: String], paths: [String], costs: [String])] = [
    // Each file's own total shows how it counts.
    (
      ["east.csv": counted("e", holds: true), "west.csv": counted("w", holds: false)],
      ["ledger/east.csv", "ledger/west.csv"], ["260", "260", "360", "360"]
    ),
    // A pattern for those alike only where it means no other.
    (
      [
        "e1.csv": counted("e", holds: true), "e2.csv": counted("f", holds: true),
        "w1.csv": counted("w", holds: false),
      ], ["ledger/e*.csv", "ledger/w1.csv"], ["260", "260", "260", "260", "360", "360"]
    ),
    (
      [
        "a.csv": counted("e", holds: true), "b.csv": counted("w", holds: false),
        "c.csv": counted("f", holds: true),
      ], ["ledger/a.csv", "ledger/c.csv", "ledger/b.csv"],
      ["260", "260", "360", "360", "260", "260"]
    ),
    // A file without anything cached is read as the other's numbers show.
    (
      [
        "a.csv": counted("e", holds: true),
        "b.csv": header + "x,2026-08-01T10:00:00Z,u,gpt-5-mini,1000,0,50,1050\n",
      ], ["ledger/*.csv"], ["260", "260", "350"]
    ),
    // Times, numbers and what stands between columns: 1,000 × 0.25 + 50 × 2.
    (
      [
        "feb.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nf,2026-08-04 08:55:50,d,gpt-5-mini,1000,50\n",
        "jan.csv":
          "ID;Datum;Nutzer;Modell;Eingabe;Ausgabe\nj;03.08.2026 10:06:55;d;gpt-5-mini;1000;50\n",
      ], ["ledger/feb.csv", "ledger/jan.csv"], ["350", "350"]
    ),
    (
      [
        "feb.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nf,2026-08-04 08:55:50,d,gpt-5-mini,1000,50\n",
        "jan.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nj,03.08.2026 10:06:55,d,gpt-5-mini,1000,50\n",
      ], ["ledger/feb.csv", "ledger/jan.csv"], ["350", "350"]
    ),
    (
      [
        "de.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nj,2026-08-04 08:55:50,d,gpt-5-mini,1.000,50\n",
        "us.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nf,2026-08-04 08:55:50,d,gpt-5-mini,\"1,000\",50\n",
      ], ["ledger/de.csv", "ledger/us.csv"], ["350", "350"]
    ),
    // Only one of them tells whether months or days stand first.
    (
      [
        "a.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nj,08/04/2026 08:55:50,d,gpt-5-mini,1000,50\n",
        "b.csv":
          "ID,Datum,Nutzer,Modell,Eingabe,Ausgabe\nf,14/08/2026 08:55:50,d,gpt-5-mini,1000,50\n",
      ], ["ledger/*.csv"], ["350", "350"]
    ),
  ]

  /// A workspace of `files`, whose settings are what `check` proposes, and the lines of that.
  private static func propose(_ files: [String: String]) throws -> (Scratch, lines: [Substring]) {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt-5-mini,input,0.25\n"
        + "openai,gpt-5-mini,cache_read,0.025\nopenai,gpt-5-mini,output,2\n")
    for (name, text) in files { try folder.write("ws/ledger/" + name, text) }
    let lines = try Program.assay("check", folder.path("ws")).output
      .split(separator: "\n", omittingEmptySubsequences: false)
    try folder.write("ws/assay.json", lines.dropFirst(3).joined(separator: "\n"))
    return (folder, lines)
  }

  private static func follow(
    _ files: [String: String]
  ) throws -> (paths: [String], costs: [String], recorded: [String]) {
    let (folder, lines) = try propose(files)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    let costs = rated.map {
      "\((Decimal(string: $0["vendor_cost_usd"] ?? "") ?? -1) * 1_000_000)"
    }
    let paths = lines.filter { $0.hasPrefix("    \"ledger/") }
      .map { $0.dropFirst(5).prefix { $0 != "\"" } }
    return (paths.map(String.init), costs, rated.map { $0["recorded_cost_usd"] ?? "" })
  }

  @Test(arguments: cases.indices)
  func `files of the same columns share a mapping only where it reads all of them`(index: Int)
    throws
  {
    let (files, paths, costs) = Self.cases[index]
    let followed = try Self.follow(files)
    #expect(followed.paths == paths, "\(files.keys.sorted())")
    #expect(followed.costs == costs, "\(files.keys.sorted())")
  }

  /// The recorded costs of files, the paths of their proposed mappings, and the costs in USD.
  private static let written: [(costs: [String: [String]], paths: [String], recorded: [String])] = [
    (
      ["de.csv": ["0,003", "0,004"], "us.csv": ["0.00300"]], ["ledger/de.csv", "ledger/us.csv"],
      ["0.003", "0.004", "0.003"]
    ),
    // Where a comma stands before decimals in one, a point need not group digits in the other.
    (
      ["a.csv": ["1.000", "1.001"], "b.csv": ["2,50"]], ["ledger/a.csv", "ledger/b.csv"],
      ["1", "1.001", "2.5"]
    ),
    (
      ["a.csv": ["0,001"], "b.csv": ["1"], "c.csv": ["0.002"]],
      ["ledger/a.csv", "ledger/b.csv", "ledger/c.csv"], ["0.001", "1", "0.002"]
    ),
    (["a.csv": ["0,5"], "b.csv": ["1,234"]], ["ledger/*.csv"], ["0.5", "1.234"]),
  ]

  @Test(arguments: written.indices)
  func `files share a mapping only where it makes the same numbers of theirs`(index: Int) throws {
    let (costs, paths, recorded) = Self.written[index]
    var files: [String: String] = [:]
    for (name, costs) in costs {
      let rows = costs.enumerated().map { row, cost in
        "\(name)\(row);2026-08-01T10:00:00Z;u;gpt-5-mini;1000;50;\(cost)\n"
      }
      files[name] = "id;time;user;model;input;output;cost\n" + rows.joined()
    }
    let followed = try Self.follow(files)
    #expect(followed.paths == paths)
    #expect(followed.recorded == recorded)
  }

  /// Others that disagree do not tell whether 1 September or 9 January is meant.
  @Test func `an order of days and months that others do not share stays a guess`() throws {
    let row = { (id: String, day: String) in "\(id),\(day) 10:00,u,gpt-5-mini,1000,50\n" }
    let header = "id,date,user,model,input,output\n"
    let lines = try Self.propose([
      "eu-aug.csv": header + row("a", "14/08/2026"), "eu-sep.csv": header + row("b", "01/09/2026"),
      "us-aug.csv": header + row("c", "08/14/2026"),
    ]).lines.filter { $0.contains("\"ledger/") || $0.contains("time_format") }
    let format = { (format: String) in "      \"time_format\": \"\(format) HH:mm\"," }
    #expect(
      lines == [
        "Replace each FILL IN: time_format.",
        "    \"ledger/eu-aug.csv\": {", Substring(format("dd/MM/yyyy")),
        "    \"ledger/eu-sep.csv\": {",
        Substring(
          #"      "time_format": "FILL IN",  // both would fit: "MM/dd/yyyy HH:mm" and "#
            + #""dd/MM/yyyy HH:mm""#),
        "    \"ledger/us-aug.csv\": {", Substring(format("MM/dd/yyyy")),
      ])
  }

  /// Each file has 200 rows, so that the last come when the first have shown enough.
  @Test func `the last of many files is looked at as well`() throws {
    var files: [String: String] = [:]
    for day in 10..<62 { files["\(day).csv"] = Self.counted("d\(day)-", holds: true, rows: 200) }
    files["last.csv"] = Self.counted("w", holds: false)
    let followed = try Self.follow(files)
    #expect(followed.paths.suffix(1) == ["ledger/last.csv"])
    #expect(followed.costs.suffix(3) == ["260", "360", "360"])
  }
}
