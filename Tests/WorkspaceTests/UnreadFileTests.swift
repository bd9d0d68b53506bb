import Support
import Testing
import Workspace

/// Files in `ledger/` that are no exports by their names.
struct UnreadFileTests {
  private static let table =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"
    + "r3,2026-08-03T10:00:00Z,u1,pro,p,m,1000,0.002\n"
  private static let tabs = table.replacing(",", with: "\t")
  private static let zip = "PK\u{3}\u{4}x"

  private static let cases: [(name: String, text: String, help: String)] = [
    ("august.xlsx", Self.zip, "save it as CSV UTF-8 into ledger/"),
    ("August.XLS", "x", "save it as CSV UTF-8 into ledger/"),
    ("a.numbers", Self.zip, "save it as CSV UTF-8 into ledger/"),
    ("august.txt", Self.tabs, "ledger/august.txt WS/ledger/august.tsv"),
    ("august.tab", Self.tabs, "ledger/august.tab WS/ledger/august.tsv"),
    ("august.csv.txt", Self.table, "ledger/august.csv.txt WS/ledger/august.csv"),
    ("august", Self.table, "ledger/august WS/ledger/august.csv"),
    ("july.txt", Self.table, "ledger/july.txt WS/ledger/july-2.csv"),
    ("august.log", "{\"request_id\":\"r\"}\n", "ledger/august.log WS/ledger/august.jsonl"),
    ("august.csv.zip", Self.zip, "unpack it: unzip -n WS/ledger/august.csv.zip -d WS/ledger"),
    ("august.7z", "x", "unpack it into ledger/"),
    ("august.parquet", "PAR1", "write it as CSV UTF-8 into ledger/"),
    ("august.csv.part", Self.table, "fetch the whole file again"),
    ("august.csv.bak", Self.table, "keep it elsewhere: mv WS/ledger/august.csv.bak WS/"),
    (
      "deep/README.md", "Notes, of us, here, and so on.\n",
      "\"ignore\": [\"ledger/deep/README.md\"]"
    ),
    ("notes.txt", "x", "\"ignore\": [\"ledger/notes.txt\"]"),
  ]

  @Test func `the help of a file that is not read fits what it is`() throws {
    for (name, text, help) in Self.cases {
      let folder = try Scratch()
      try folder.write("ws/ledger/july.csv", Self.table)
      try folder.write("ws/ledger/" + name, text)
      let told = try TestWorkspace.told(folder)
      #expect(told.contains("ledger/\(name): error: [file.unread] "), "\(told)")
      #expect(told.contains(help), "\(name): \(told)")
    }
  }

  @Test func `the others are read all the same`() throws {
    let folder = try Scratch()
    try folder.write("ws/ledger/july.csv", Self.table)
    try folder.write("ws/ledger/august.xlsx", Self.zip)
    #expect(try TestWorkspace.workspace(folder).ledger.map(\.path) == ["ledger/july.csv"])
  }
}
