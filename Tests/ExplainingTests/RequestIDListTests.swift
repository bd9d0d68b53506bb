import Explaining
import Ledger
import Testing
import Workspace

/// Request ids of a file.
struct RequestIDListTests {
  private static let files: [(text: String, ids: [String])] = [
    ("a\nb\n", ["a", "b"]), ("\u{FEFF}a\r\n\r\n  b \r\n", ["a", "b"]), ("", []),
    ("kind,request_id,line\nx,r1,2\ny,\"r,2\",3\nz,,4\n", ["r1", "r,2"]),
    ("request_id\nr1\n", ["r1"]), ("line;Request_ID\n2;r1\n", ["r1"]), ("a,b\n", ["a,b"]),
  ]

  @Test func `ids are lines, or the column of a table`() throws {
    for (text, ids) in Self.files {
      let found = try RequestIDList.ids(in: Array(text.utf8), file: "f")
      #expect(found.map(\.description) == ids, "\(text)")
    }
  }

  @Test func `a table with a broken row is refused`() {
    #expect(throws: RunRefusal.self) {
      try RequestIDList.ids(in: Array("request_id,line\na\n".utf8), file: "f.csv")
    }
  }
}
