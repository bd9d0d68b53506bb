import Credits
import Intake
import Ledger
import Parsing
import Testing
import Workspace

/// Files of credit events in every format give the same ledger.
struct CreditReadingTests {
  private static let t = "2026-08-01T10:00:00"
  private static let header = [
    "event_id", "at", "account_id", "kind", "credits", "request_id", "reason",
  ]
  private static let rows = [
    ["e1", "\(t)Z", "acc-1", "deduct", "1.5", "r1", ""],
    ["e2", "\(t).250Z", "acc \u{E9}", "refund", "1.5", "r1", ""],
    ["e3", "2026-08-01T12:00:00+02:00", "acc-1", "adjust", "-2", "", "a, b"],
    ["e4", "\(t)Z", "acc-1", "adjust", "3", "", "say \"no\""],
  ]

  private static func table(_ mark: String, end: String = "\n", quoted: Bool = false) -> String {
    ([header] + rows).map { cells in
      cells.map { cell in
        quoted || cell.contains(mark) || cell.contains("\"")
          ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: mark) + end
    }.joined()
  }

  private static let lines = rows.map { cells in
    let members = zip(header, cells).filter { !$1.isEmpty }.map { name, cell in
      name == "credits" ? "\"credits\": \(cell)" : "\"\(name)\": \(JSONString.quoted(cell))"
    }
    return "{" + members.joined(separator: ", ") + "}\n"
  }.joined()

  private func plain(_ reading: CreditReading) -> [String] {
    EventFile.words(reading).map { String($0.prefix { $0 != "/" }) }
  }

  @Test func `tables and JSON lines give one ledger`() {
    let expected = plain(EventFile.read(Self.table(",")))
    #expect(expected.count == 4)
    for mark in [";", "\t", "|"] {
      #expect(plain(EventFile.read(Self.table(mark))) == expected, "\(mark)")
    }
    #expect(plain(EventFile.read(Self.table(",", end: "\r\n", quoted: true))) == expected)
    #expect(plain(EventFile.read("sep=;\n" + Self.table(";"))) == expected)
    #expect(plain(EventFile.read("\u{FEFF}" + Self.table(","))) == expected)
    let lines = EventFile.read(Self.lines, name: "a.jsonl")
    #expect(plain(lines) == expected, "\(lines.rejects.map(\.message))")
  }

  @Test func `gzip gives the same ledger`() {
    let bytes: [UInt8] = GzippedEvents.bytes
    let source = ByteSource(path: "credits/a.csv.gz") { () throws(ReadFault) in
      let gzip = GzipReader(limits: GzipLimits(), read: ReadBytes.once(bytes))
      return { buffer throws(ReadFault) in try gzip.next(buffer) }
    }
    let reading = CreditReading([EventInput(source: source, isJSONLines: false)])
    #expect(reading.findings.isEmpty && reading.ledger.events.count == 1)
    #expect(reading.ledger.events.first?.credits == 1_000_000)
  }

  @Test func `the order in which files are given does not matter`() {
    let files = [
      (name: "b.csv", text: Self.table(",")), (name: "a/z.jsonl", text: Self.lines),
      (name: "a.csv", text: Self.table(";")),
    ]
    let expected = EventFile.words(EventFile.read(files))
    #expect(EventFile.words(EventFile.read(files.reversed())) == expected)
    #expect(expected.first?.hasSuffix("credits/a.csv:2") == true)
  }

  @Test func `a mapping names columns, joins times, and gives kinds and units their meaning`() {
    var mapping = CreditMapping()
    mapping.columns = [
      .eventID: ["Nr"], .at: ["Tag", "Zeit"], .accountID: ["Konto"], .kind: ["Art"],
      .credits: ["Menge"],
    ]
    mapping.constants = [.reason: "imported"]
    mapping.values = [.kind: ["Korrektur": "adjust"]]
    mapping.units[.credits] = UnitFactor(word: "hundreds")
    mapping.times = TimeForm(shape: TimeForm.shape("dd.MM.yyyy HH:mm") ?? .rfc3339, zone: .utc)
    mapping.numbers.hasDecimalComma = true
    let text = "Nr;Tag;Zeit;Konto;Art;Menge\n1;01.08.2026;10:00;acc;Korrektur;-0,5\n"
    let reading = EventFile.read([("a.csv", text)], mapping: mapping)
    #expect(reading.rejects.isEmpty, "\(reading.rejects.map(\.message)) \(reading.findings)")
    let event = reading.ledger.events.first
    #expect(event?.credits == -50_000_000 && event?.kind == .adjust)
    #expect(event?.instant.description == "2026-08-01T10:00:00Z")
  }

  @Test func `rows recorded after the known instant are not read`() throws {
    let day = try #require(Day("2026-08-02"))
    let text =
      "event_id,at,account_id,kind,credits,request_id,recorded_at\n"
      + "e1,\(Self.t)Z,a,deduct,1,r,2026-08-02T00:00:00Z\ne2,\(Self.t)Z,a,deduct,1,r,2026-08-02T00:00:01Z\n"
      + "e3,\(Self.t)Z,a,deduct,1,r,\n"
    let reading = EventFile.read([("a.csv", text)], knownAt: Instant(startOf: day))
    #expect(reading.ledger.events.count == 2 && reading.recordedLater == 1)
    #expect(reading.rowsRead == 2)
  }

  @Test func `unknown columns and members are named once`() {
    let reading = EventFile.read([
      ("a.csv", "event_id,at,account_id,kind,memo\n"),
      ("b.csv", "event_id,at,account_id,kind,memo\n"),
      (
        "c.jsonl",
        "{\"event_id\": \"e\", \"at\": \"\(Self.t)Z\", \"account_id\": \"a\", \"kind\": \"release\","
          + " \"reservation_id\": \"v\", \"memo\": 1, \"tags\": []}\n"
      ),
    ])
    #expect(
      reading.findings.filter { $0.code == "csv.unknown" }.map { "\($0.place) \($0.message)" } == [
        "credits/a.csv:1:29 unknown column \"memo\"; Assay ignores it",
        "credits/c.jsonl:1:121 unknown member \"tags\"; Assay ignores it",
      ])
    #expect(reading.findings.count { $0.code == "file.norows" } == 2)
  }

  /// A file, and the code and message for which it is refused.
  private static let refused: [(text: String, code: String, message: String)] = [
    ("", "file.empty", "the file is empty"),
    ("hello\nworld\n", "csv.header", "first line is not a header"),
    ("event_id,at,kind\n", "csv.missing", "no column \"account_id\""),
    ("event_id,kind\n", "csv.missing", "no columns \"at\", \"account_id\""),
    ("event_id,at,account_id,kind,kind\n", "csv.twice", "column \"kind\" appears at 4 and 5"),
    ("event_id,at,account_id,kind,Request-ID\n", "csv.missing", "no column \"request_id\", found"),
    ("[{\"event_id\": 1}]", "file.kind", "this is a JSON document file"),
    ("PK\u{3}\u{4}", "file.kind", "ZIP"),
    (
      "event_id,at,account_id,kind\n\"e,1,a,release\n", "csv.open",
      "quote opened here is never closed"
    ),
  ]

  @Test func `a file that is no table of events is refused, and leaves no event`() {
    for (text, code, message) in Self.refused {
      let reading = EventFile.read([("a.csv", text), ("b.csv", Self.table(","))])
      #expect(reading.refusedFiles.map(\.code) == [code], "\(text)")
      let error = reading.findings.first { $0.severity == .error }
      #expect(error?.message.contains(message) == true, "\(text): \(error?.message ?? "")")
      #expect(reading.ledger.events.count == 4 && reading.ledger.rejected.isEmpty)
    }
  }

  @Test func `a file of which more than half the rows are rejected is refused`() {
    let rows = (1...20).map { "e\($0),\(Self.t)Z,a,deduct,\($0 <= 11 ? "x" : "1"),r" }
    let reading = EventFile.read(
      (["event_id,at,account_id,kind,credits,request_id"] + rows).joined(separator: "\n"))
    #expect(reading.refusedFiles.map(\.code) == ["file.rejects"])
    #expect(reading.ledger.events.isEmpty && reading.ledger.rejected.isEmpty)
  }

  /// A row that cannot be split or decoded keeps the code of the usage ledger.
  private static let structure: [(row: String, code: String)] = [
    ("e,\(t)Z,a,release", "csv.fields"), ("e,\(t)Z,a,re\"lease,,v,", "csv.quote"),
    ("event_id,at,account_id,kind,credits,request_id,reason", "csv.header2"),
    ("Total,\(t)Z,a,deduct,5,r,", "csv.total"),
  ]

  @Test func `a row without the structure of a row keeps the code of its fault`() {
    for (row, code) in Self.structure {
      let reading = EventFile.read(Self.table(",") + row + "\n")
      #expect(reading.rejects.map(\.code) == [code], "\(row)")
      #expect(reading.ledger.events.count == 4)
    }
    let line = "{\"event_id\": \"e\", \"at\": 5}\n{\"event_id\": \"e\"\n[]\n{\"event_id\": \"e\""
    let reading = EventFile.read(line, name: "a.jsonl")
    #expect(
      reading.rejects.map(\.code) == ["json.type", "json.syntax", "json.type", "json.cut"],
      "\(reading.rejects.map(\.message))")
  }

  @Test func `a guard of a spreadsheet is taken off ids, and spaces off numbers`() {
    let reading = EventFile.read(
      "event_id,at,account_id,kind,credits,request_id\n\"=\"\"0417\"\"\",\(Self.t)Z,'0815,deduct, 1 ,r\n"
    )
    let names = reading.ledger.names
    #expect(reading.ledger.events.map { names.name($0.eventID) } == ["0417"])
    #expect(reading.ledger.events.map { names.name($0.account) } == ["0815"])
    #expect(Set(reading.findings.map(\.code)) == ["id.guard", "num.space"])
  }

  @Test func `rows of balances.csv come first`() throws {
    let day = try #require(Day("2026-08-02"))
    let balance = BookBalance(
      account: "a", at: Instant(startOf: day), credits: Credits(microcredits: 5), line: 3)
    let input = EventInput(
      source: ByteSource(path: "credits/a.csv", bytes: Array(Self.table(",").utf8)),
      isJSONLines: false)
    let reading = CreditReading([input], balances: [balance])
    #expect(reading.ledger.files == ["balances.csv", "credits/a.csv"])
    #expect(reading.ledger.events[0].isBookBalance && reading.rowsRead == 4)
  }

  @Test func `mappings of the settings know every column of events`() {
    #expect(ConfiguredBillOrEventMapping.eventColumns == CreditColumn.allCases.map(\.header))
  }

  @Test func `rejected rows can be passed once more, with their texts`() {
    let text = "event_id,at,account_id,kind\nx,y,z,release\n"
    let input = EventInput(
      source: ByteSource(path: "credits/a.csv", bytes: Array(text.utf8)), isJSONLines: false)
    var rows: [String] = []
    CreditReading.forEachReject(in: [input], CreditReading.Rules()) { row, path in
      rows.append("\(path):\(row.line) " + String(decoding: row.text, as: UTF8.self))
    }
    #expect(rows == ["credits/a.csv:2 x,y,z,release"])
  }
}
