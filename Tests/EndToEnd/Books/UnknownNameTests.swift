import Foundation
import Testing

/// Messages about names and prices that some book lacks, with the rows to add, and of findings that are not
/// all told.
struct UnknownNameTests: OneRowLedger {
  @Test func `of very many unknown models only the first 200 are compared with those of the book`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", UnknownNameTests.prices.replacing("p,m,", with: "p,modelname,"))
    let rows = (1...201).map { "r\($0),2026-07-01T00:00:00Z,u,p,modelname-\(1000 + $0),pro,5\n" }
    try folder.write("ws/ledger/a.csv", UnknownNameTests.header + "\n" + rows.joined())
    let check = try Program.assay("check", folder.path("ws"), "--json")
    #expect(check.output.ranges(of: "\"code\": \"ref.unpriced\"").count == 201)
    #expect(check.output.ranges(of: "if it is modelname, ").count == 200)
    #expect(
      check.output.contains(
        "\"help\": \"add to prices/p.csv: p,modelname-1201,input,PRICE,2026-07-01\""))
  }

  /// The first of 22 files names 22 tiers and models that no book knows, the last two, each other one.
  @Test
  func `twenty unknown names of a file are reported, and of twenty files; others are counted`()
    throws
  {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", Self.prices)
    var rows = 0
    for file in 0..<22 {
      let lines = (0..<(file == 0 ? 22 : file == 21 ? 2 : 1)).map { _ in
        rows += 1
        return "r\(rows),2026-07-01T00:00:00Z,u,p,x\(rows),t\(rows),5\n"
      }
      try folder.write("ws/ledger/\(10 + file).csv", Self.header + "\n" + lines.joined())
    }
    let all = try Program.assay("check", folder.path("ws"), "--json").output
    let lines = try Program.assay("run", folder.path("ws")).errors.split(separator: "\n")
    for code in ["ref.tier", "ref.unpriced"] {
      // Of the first file and of 19 more.
      #expect(lines.count { $0.contains(": [\(code)] ") } == 20 + 19)
      #expect(lines.contains("… and 2 more [\(code)] in ledger/10.csv"))
      #expect(lines.contains("… and 3 more [\(code)] in 2 other files"))
      #expect(all.ranges(of: "\"code\": \"\(code)\"").count == 22 + 20 + 2)
    }
    let check = try Program.assay("check", folder.path("ws")).errors
    #expect(check.contains("… and 3 more [ref.tier] in 2 other files\n"), "\(check)")
    let verbose = try Program.assay("check", folder.path("ws"), "--verbose").errors
    #expect(verbose.components(separatedBy: ": [ref.tier] ").count == 44 + 1)
  }

  /// The files of a workspace, and what is said of them; some rows are not used.
  private static let unpriced: [(files: [String: String], message: String)] = [
    (
      ledger(header + ",output_tokens", row + ",7", row.replacing("r1", with: "r2") + ",7"),
      "ledger/a.csv:2: warning: [ref.unpriced] model \"m\" of p has no price for output (first of 2 rows)\n"
        + "  help: add to prices/p.csv: p,m,output,PRICE,2026-07-01\n"
    ),
    (
      [
        "ledger/a.csv": [
          header + ",output_tokens,service_tier",
          row.replacing("r1", with: "r2").replacing("07-01", with: "07-02") + ",7,flex",
          row + ",0,flex", row.replacing("r1", with: "r3") + ",7,",
        ].joined(separator: "\n"),
        "prices/p.csv": "provider,model,unit_class,price_usd,service_tier\np,m,input,1,\n",
      ],
      "model \"m\" of p has no price for output, and for input, output at service tier \"flex\""
        + " (first of 3 rows)\n  help: add to prices/p.csv: p,m,output,PRICE, p,m,input,PRICE,flex"
        + " p,m,output,PRICE,flex\n"
    ),
    (
      [
        "ledger/a.csv": header + ",cache_read_tokens,service_tier\n" + row + ",7,batch\n",
        "derivations.csv": "provider,unit_class,service_tier,from_unit_class,factor\n"
          + "p,cache_read,,input,0.1\n*,,batch,,0.5\n",
        "prices/p.csv": "provider,model,unit_class,price_usd,effective_from\np,m,output,1,\n",
      ],
      "has no price for input, cache_read at service tier \"batch\" (first of 1 row)\n"
        + "  help: add to prices/p.csv: p,m,input,PRICE,2026-07-01\n"
    ),
    (
      ledger(header + ",service_tier", row + ",flex"),
      "has no price for input at service tier \"flex\" (first of 1 row)\n  help: make prices/service-tiers.csv"
        + " with the header provider,model,unit_class,price_usd,per,service_tier,effective_from, and add:"
        + " p,m,input,PRICE,1000000,flex,2026-07-01\n"
    ),
    (
      [
        "ledger/a.csv": [
          header + ",output_tokens,service_tier", row + ",7,",
          row.replacing("r1", with: "r2") + ",0,flex",
        ].joined(separator: "\n"), "price-sources.csv": "source,rank\np,1\n",
      ],
      "help: make prices/own.csv with the header provider,model,unit_class,price_usd,per,service_tier,effective_from,"
        + " and add: p,m,output,PRICE,1000000,,2026-07-01 p,m,input,PRICE,1000000,flex,2026-07-01\n"
    ),
    (
      ledger(header, row.replacing(",p,", with: ",P,")),
      "help: the price book calls the provider p: use that name in the export, or add to prices/p.csv:"
        + " P,m,input,PRICE,2026-07-01\n"
    ),
    (
      ledger(header, row.replacing(",p,m,", with: ",acme,mm,")),
      "help: if it is m of p, export both names; or add to prices/p.csv: acme,mm,input,PRICE,2026-07-01\n"
    ),
  ]

  @Test func `a model of another version is never suggested, one without its date is`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    let known = [
      "claude-opus-4", "claude-sonnet-4", "gpt-5", "gpt-4o", "gemini-2.0-flash",
      "claude-sonnet-4.5",
    ]
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + known.map { "p,\($0),input,1,2026-01-01\n" }.joined())
    let models: [(name: String, meant: String?)] = [
      ("claude-opus-5", nil), ("claude-sonnet-4-6", nil), ("claude-opus-4-1", nil),
      ("gpt-5.4", nil),
      ("gpt-5-mini", nil), ("claude-opus-5-20260101", nil), ("gpt-5-2025-08-07", "gpt-5"),
      ("claude-sonnet-4-20250514", "claude-sonnet-4"), ("gemini-2.0-flash-001", "gemini-2.0-flash"),
      ("gpt-4o-latest", "gpt-4o"), ("claude-sonnet-4-5-20250929", "claude-sonnet-4.5"),
      ("gpt4o", "gpt-4o"),
    ]
    let rows = models.enumerated().map {
      "r\($0.offset),2026-07-01T00:00:00Z,u,p,\($0.element.name),pro,5\n"
    }
    try folder.write("ws/ledger/a.csv", UnknownNameTests.header + "\n" + rows.joined())
    let check = try Program.assay("run", folder.path("ws"), "--quiet")
    for (name, meant) in models {
      let help =
        meant.map { "if it is \($0), " }
        ?? "import its prices from a catalog (assay prices import \(folder.path("ws")) CATALOG), or"
        + " add to prices/p.csv: p,\(name),input,PRICE,2026-07-01\n"
      let message = "model \"\(name)\" of p has no price (first of 1 row)\n  help: \(help)"
      #expect(check.errors.contains(message), "\(message): \(check.errors)")
    }
  }

  @Test func `the rows that a price book lacks are given to be added`() throws {
    for (files, message) in Self.unpriced {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/p.csv", Self.prices)
      for (name, text) in files { try folder.write("ws/" + name, text) }
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == 2, "\(message)")
      #expect(run.errors.contains(message), "\(message): \(run.errors)")
    }
  }

  /// A row under the ledger's own name of the vendor would hide all that the book has under another.
  @Test func `prices to be added are for the name under which the book has the model`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    let prices = "provider,model,unit_class,price_usd,effective_from\n"
    let inForce = "google,m,input,1,2026-01-01\n"
    let late = "google,late,input,1,2026-08-01\n"
    try folder.write("ws/prices/p.csv", prices + inForce + late)
    try folder.write(
      "ws/derivations.csv",
      "provider,unit_class,service_tier,from_unit_class,factor\ngoogle,cache_read,,output,0.1\n")
    try folder.write(
      "ws/ledger/a.csv",
      Self.header + ",cache_read_tokens\nr1,2026-07-01T00:00:00Z,u,gemini,m,pro,5,7\n"
        + "r2,2026-07-01T00:00:00Z,u,vertex_ai,late,pro,5,0\n")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    for message in [
      "model \"m\" of gemini has no price for cache_read (first of 1 row)\n"
        + "  help: add to prices/p.csv: google,m,output,PRICE,2026-07-01\n",
      "model \"late\" of vertex_ai has no price in force at the start of the request (first of 1 row)\n"
        + "  help: add to prices/p.csv: google,late,input,PRICE,2026-07-01\n",
    ] {
      #expect(run.errors.contains(message), "\(message): \(run.errors)")
    }
    let explain = try Program.assay("explain", folder.path("ws"), "r2")
    #expect(explain.output.contains("p.csv:3 (1), in force from 2026-08-01"), "\(explain.output)")

    try folder.write(
      "ws/prices/p.csv",
      prices + inForce + late + "google,m,output,2,2026-07-01\ngoogle,late,input,3,2026-07-01\n")
    let mended = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(mended.status == 0, "\(mended.errors)")
    // 5 × 1 + 7 × 2 × 0.1 and 5 × 3 millionths.
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == ["0.0000064", "0.000015"])
  }

  @Test
  func `a name in the multipliers is known where a row is rejected, or no book could know it`()
    throws
  {
    let multipliers =
      "level,tier,provider,model,multiplier,status\ntier,prop,,,2,rejected\nmodel,,,meant,2,approved\n"
    let folder = try Scratch()
    try folder.write("ws/multipliers.csv", multipliers + "combination,nope,nobody,no,2,approved\n")
    #expect(!(try Program.assay("run", folder.path("ws")).errors.contains("book.unknown")))
    try folder.write("ws/multipliers.csv", multipliers)
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/aliases.csv", "provider,alias,model\np,x,meant\n")
    try folder.write("ws/prices/0.csv", "provider,model,unit_class,price_usd\np,m,output,1\n")
    #expect(!(try Program.assay("run", folder.path("ws")).errors.contains("book.unknown")))
  }

  /// A name in a faulty row is not reported as unknown: that would blame the wrong book.
  @Test(arguments: [
    (
      "plans.csv", "tier,monthly_price_usd\nfree,0\npro,abc\n",
      "plans.csv:3:5: error: [book.number]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np,x,input,1\np,m,input,abc\n",
      "prices/p.csv:3:11: error: [book.number]"
    ),
    (
      "aliases.csv", "provider,alias,model,effective_from\np,old,m,soon\n",
      "aliases.csv:2:9: error: [book.date]"
    ),
  ])
  func `a name in a row that cannot be read is not called unknown`(
    book: String, text: String, error: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/0.csv", "provider,model,unit_class,price_usd\np,x,output,1\n")
    try folder.write("ws/" + book, text)
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,model,multiplier,status\n"
        + (book == "plans.csv" ? "tier,pro,,2,approved\n" : "model,,m,2,approved\n"))
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 1)
    #expect(run.errors.contains(error), "\(run.errors)")
    #expect(!run.errors.contains("book.unknown"), "\(run.errors)")
  }

  @Test func `what is not reported is in one file, and that file is named`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", Self.prices)
    let bad = Self.row.replacing(",5", with: ",x")
    let rows = Array(repeating: Self.row, count: 61) + Array(repeating: bad, count: 50)
    try folder.write(
      "ws/ledger/a.csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    let out = folder.path("ws/out")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(
      run.errors.contains(
        "… and 40 more [dup.same] in ledger/a.csv; all in \(out)/exceptions.csv\n"))
    #expect(
      run.errors.contains("… and 30 more [num.form] in ledger/a.csv; all in \(out)/rejects.csv\n"))
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains(
        "… and 30 more [num.form] in ledger/a.csv; all in rejects.csv after a run\n"))
    #expect(
      check.errors.contains(
        "… and 40 more [dup.same] in ledger/a.csv; all in exceptions.csv after a run\n"))
    let all = try Program.assay("check", folder.path("ws"), "--verbose").errors
    #expect(all.components(separatedBy: "[dup.same]").count == 61 && !all.contains("… and"))
  }
}
