import Testing

/// Books in which nothing stands: a failed download, or an editor that saved nothing.
struct EmptyBookTests {
  private static let nothing: [(text: String, message: String)] = [
    ("", ": error: [file.empty] the file is empty, expected a header line (a failed download?)\n"),
    ("\u{FEFF}", ": error: [file.empty] the file is empty, expected a header line (a failed"),
    ("\n", ":1:1: error: [csv.header]"), ("\r\n\r\n", ":1:1: error: [csv.header]"),
    ("\u{FEFF}\n", ":1:1: error: [csv.header]"),
  ]

  @Test(arguments: [
    "prices/p.csv", "aliases.csv", "derivations.csv", "models.csv", "multipliers.csv", "plans.csv",
    "fx.csv", "price-sources.csv", "price-acks.csv",
  ])
  func `a book without a header is not one that was left out`(book: String) throws {
    for (text, message) in Self.nothing {
      let folder = try Scratch()
      try folder.write("ws/" + book, text)
      for command in ["check", "run"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 1, "\(book), \(Array(text.utf8)): \(run.output)")
        let errors = run.errors.split(separator: "\n").filter { $0.contains(": error: ") }
        #expect(errors.count == 1, "\(book), \(Array(text.utf8)): \(errors)")
        #expect(run.errors.contains(book + message), "\(run.errors)")
      }
    }
  }

  /// One request of 2026 for a dollar.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
        + "p,m,input,1,2026-01-01,2026-01-01\np,m,input,2,2026-08-02,2026-08-01\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-01T00:00:00Z,u,,p,m,1000000\nr2,2026-08-02T00:00:00Z,u,,p,m,1000000\n")
    return folder
  }

  @Test(arguments: ["budgets.csv", "balances.csv"])
  func `so a forecast refuses the books that it alone reads`(book: String) throws {
    let folder = try workspace()
    for (text, message) in Self.nothing {
      try folder.write("ws/" + book, text)
      let run = try Program.assay("forecast", folder.path("ws"))
      #expect(run.status == 1 && run.errors.contains(book + message), "\(run.errors)")
    }
    for (line, message) in [
      ("ln -s nowhere \(book)", "[file.open] No such file"),
      ("mkdir \(book)", "[file.open] not a file"),
    ] {
      let made = try Program.shell("cd '\(folder.path("ws"))'; rm -rf \(book); \(line)")
      #expect(made.status == 0)
      let run = try Program.assay("forecast", folder.path("ws"))
      #expect(run.status == 1 && run.errors.contains("\(book): error: \(message)"), "\(run.errors)")
    }
  }

  @Test func `a word on an alert is added to no book without a header`() throws {
    let folder = try workspace()
    for (text, message) in Self.nothing {
      try folder.write("ws/price-acks.csv", text)
      let run = try Program.assay(
        "watch", folder.path("ws"), "--acknowledge", "p/m/change/2026-08-02", "--reason", "ok")
      #expect(run.status == 1 && run.errors.contains("price-acks.csv" + message), "\(run.errors)")
      #expect(try folder.text("ws/price-acks.csv") == text)
    }
  }

  @Test func `a word on an alert keeps its reason where the book has no column for it`() throws {
    let folder = try workspace()
    try folder.write("ws/price-acks.csv", "id,action\np/m/change/2026-01-01,acknowledged\n")
    let run = try Program.assay(
      "watch", folder.path("ws"), "--acknowledge", "p/m/change/2026-08-02", "--reason", "ok",
      "--by", "me", "--at", "2026-08-03")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try folder.text("ws/price-acks.csv") == """
        id,action,reason,by,recorded_at
        p/m/change/2026-01-01,acknowledged,,,
        p/m/change/2026-08-02,acknowledged,ok,me,2026-08-03

        """)
  }

  @Test(arguments: ["\n", "\u{FEFF}\r\n\n"])
  func `blank lines above the header of a book are no columns of what is added`(
    blank: String
  ) throws {
    let folder = try workspace()
    let book = blank + "id;action;reason;by;recorded_at\n"
    try folder.write("ws/price-acks.csv", book)
    let run = try Program.assay(
      "watch", folder.path("ws"), "--acknowledge", "p/m/change/2026-08-02", "--reason", "ok",
      "--at", "2026-08-03")
    #expect(run.status == 0, "\(run.errors)")
    let end = blank.contains("\r") ? "\r\n" : "\n"
    #expect(
      try folder.text("ws/price-acks.csv")
        == book + "p/m/change/2026-08-02;acknowledged;ok;;2026-08-03" + end)
    #expect(
      rows(ofCSV: try folder.text("ws/out/price-watch.csv")).contains {
        $0["acknowledged"] == "acknowledged: ok"
      })
  }
}
