import Testing

/// Faults in `price-acks.csv` are reported as in any other book, and a faulty row covers no alert.
struct AcknowledgementBookTests {
  private static let header = "id,action,reason,by,recorded_at\n"
  private static let id = "p/m/change/2026-08-02"

  /// Two requests, and a price that doubles between them.
  private func workspace(_ book: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
        + "p,m,input,1,2026-01-01,2026-01-01\np,m,input,2,2026-08-02,2026-08-01\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-01T00:00:00Z,u,,p,m,1000000\nr2,2026-08-02T00:00:00Z,u,,p,m,1000000\n")
    try folder.write("ws/price-acks.csv", book)
    return folder
  }

  @Test(arguments: [
    (
      "\(id),acknowledged,ok,me,24.11.2026",
      "2:42: error: [book.date] recorded_at is \"24.11.2026\", expected a day or an RFC 3339 instant"
    ),
    ("\(id),acknowledged,ok,me,2026-02-30T00:00:00Z", "2:42: error: [book.date]"),
    (
      "\(id),acknowledgd,ok,me,2026-08-03",
      "2:23: error: [book.word] action is \"acknowledgd\", expected one of acknowledged, ignored\n"
        + "  help: did you mean \"acknowledged\"?"
    ),
    (
      "id,action,reason,by,recorded_at",
      "2:4: error: [book.word] action is \"action\", expected one of acknowledged, ignored"
    ),
    (",ignored,ok,me,2026-08-03", "2:1: error: [book.word] id is \"\", expected a name"),
    (" \(id),ignored,ok,me,2026-08-03", "2:1: error: [id.space] id begins or ends with a blank"),
    (
      "\(id)\u{202E},ignored,ok,me,2026-08-03",
      "2:1: error: [id.hidden] invisible character U+202E in id"
    ),
    (
      "\(id),ignored,o\0k,me,2026-08-03",
      "2:31: error: [text.control] control character U+0000 in reason"
    ),
    ("\(id),ignored,ok,\u{FEFF}me,2026-08-03", "2:34: error: [enc.bom] byte order mark"),
  ])
  func `a row that cannot be read is refused with its place by whatever reads it`(
    row: String, message: String
  ) throws {
    let folder = try workspace(Self.header + row + "\n")
    for words in [
      ["check"], ["run"], ["watch"], ["forecast"], ["simulate"],
      ["watch", "--ignore", Self.id, "--reason", "ok"],
    ] {
      let run = try Program.assay([words[0], folder.path("ws")] + words.dropFirst())
      #expect(run.status == 1, "\(words): \(run.errors)")
      #expect(run.errors.contains("price-acks.csv:" + message), "\(words): \(run.errors)")
    }
    #expect(try folder.text("ws/price-acks.csv") == Self.header + row + "\n")
  }

  /// Alerts belong to a period: of an id that has none now nothing is said.
  @Test(arguments: [
    ("\(id),acknowledged,ok,me,", "acknowledged: ok"),
    ("\(id),ignored,ok,,2026-08-03", "ignored: ok"),
    ("\(id),ignored,ok,me,2026-07-31", ""), ("p/m/change/2020-01-01,ignored,ok,me,", ""),
  ])
  func `a word covers the alert of its id as far as it was recorded`(
    row: String, word: String
  ) throws {
    let folder = try workspace(Self.header + row + "\n")
    let run = try Program.assay("watch", folder.path("ws"))
    #expect(run.status == 0 && !run.errors.contains("price-acks.csv"), "\(run.errors)")
    let watched = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    #expect(watched.map { $0["acknowledged"] } == [word])
  }

  /// An id names a provider and a model, each of which may have 256 bytes.
  @Test func `the word on an alert with a long id can be read again`() throws {
    let model = String(repeating: "m", count: 250)
    let folder = try workspace(Self.header)
    for file in ["ws/prices/p.csv", "ws/ledger/l.csv"] {
      try folder.write(file, try folder.text(file).replacing("p,m,", with: "p,\(model),"))
    }
    for at in ["2026-08-03", "2026-08-04"] {
      let run = try Program.assay(
        "watch", folder.path("ws"), "--acknowledge", "p/\(model)/change/2026-08-02", "--reason",
        "ok", "--at", at)
      #expect(run.status == 0, "\(run.errors)")
    }
    let watched = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    #expect(watched.map { $0["acknowledged"] } == ["acknowledged: ok"])
  }
}
