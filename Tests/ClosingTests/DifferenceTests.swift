import Ledger
import Platform
import Testing

@testable import Closing

/// The first difference between two files, in line, column and values.
struct DifferenceTests {
  /// Returns what `body` makes of two files with these texts.
  private func files<Value>(
    _ closed: String, _ present: String, name: String = "a.csv",
    _ body: (String, String) throws -> Value
  ) throws -> Value {
    let root = try FileSystem.makeScratchFolder()
    defer { FileSystem.removeIfPossible(root) }
    for (folder, text) in [("then", closed), ("now", present)] {
      try FileSystem.makeFolder(root + "/" + folder)
      try FileSystem.write(Array(text.utf8), toNew: root + "/\(folder)/" + name)
    }
    return try body(root + "/then/" + name, root + "/now/" + name)
  }

  private func first(_ closed: String, _ present: String, name: String = "a.csv") throws
    -> FileDifference?
  {
    try files(closed, present, name: name) { try FileDifference.first(closed: $0, present: $1) }
  }

  @Test func `equal files have no difference`() throws {
    #expect(try first("a,b\n1,2\n", "a,b\n1,2\n") == nil)
  }

  @Test func `a field of a table is named by row and column`() throws {
    let difference = try #require(
      try first("tier,usd\nfree,1\npro,70.34\n", "tier,usd\nfree,1\npro,70.35\n"))
    // "pro,70.34": the last digit is the ninth byte of line 3.
    #expect((difference.line, difference.column) == (3, 9))
    #expect(difference.words == "row 2, usd is 70.35, was 70.34")
    #expect(difference.change == "line 3 was changed: usd is 70.35, was 70.34")
  }

  @Test func `a field with a line end is one field, and its line is counted`() throws {
    let difference = try #require(
      try first("a,b\n\"x\ny\",1\nz,2\n", "a,b\n\"x\ny\",1\nz,\"\"\n"))
    #expect((difference.line, difference.column) == (4, 3))
    #expect(difference.words == "row 2, b is blank, was 2")
    let inside = try #require(try first("a,b\n\"x\ny\",1\n", "a,b\n\"x\nw\",1\n"))
    #expect((inside.line, inside.column) == (3, 1))
  }

  @Test func `a row that is missing or was added is named by its line`() throws {
    #expect(try first("a\n1\n2\n", "a\n1\n")?.words == "line 3 and the lines after it are gone")
    #expect(try first("a\n1\n", "a\n1\n2\n")?.words == "line 3 was not there")
  }

  @Test func `a text without columns is shown on both sides`() throws {
    let difference = try #require(try first("{\"n\":1}\n", "{\"n\":2}\n", name: "a.json"))
    #expect((difference.line, difference.column) == (1, 6))
    #expect(difference.words == "line 1 is \"{\"n\":2}\", was \"{\"n\":1}\"")
  }

  @Test func `columns are compared by name, and columns added since are passed over`() throws {
    func compared(_ closed: String, _ present: String) throws -> FileDifference? {
      try files(closed, present) { try NamedColumns.first(closed: $0, present: $1) }
    }
    #expect(try compared("a,b\n1,2\n", "b,new,a\n2,9,1\n") == nil)
    #expect(
      try compared("a,b\n1,2\n3,4\n", "b,new,a\n2,9,1\n4,9,5\n")?.words == "row 2, a is 5, was 3")
    #expect(try compared("a,b\n1,2\n", "b\n2\n")?.line == 1)
    #expect(try compared("a\n1\n2\n", "a\n1\n")?.kind == .ends)
    #expect(try compared("a\n1\n", "a\n1\n2\n")?.kind == .more)
  }

  @Test(arguments: [
    ("a\nb\n", "a\r\nb\r\n", LineEnds.Conversion.added as LineEnds.Conversion?),
    ("a\r\nb\r\n", "a\nb\n", .removed), ("a\nb\n", "a\r\nc\r\n", nil),
    // A carriage return alone is no line end.
    ("a\rb\n", "a\rb\r\n", .added), ("a\r\rb\r\n", "a\r\rb\n", .removed),
    // Rows were added since.
    ("a\nb\n", "a\r\nb\r\nc\r\n", .added),
  ])
  func `converted line ends are distinguished from other changes`(
    closed: String, present: String, expected: LineEnds.Conversion?
  ) throws {
    let bytes = Array(closed.utf8)
    let file = WrittenFile(path: "a.csv", size: Int64(bytes.count), sha256: SHA256.text(of: bytes))
    let found = try files(closed, present) { try LineEnds.conversion(of: $1, since: file) }
    #expect(found == expected)
  }

  @Test func `a setting that differs is a note with both values`() throws {
    let notes = try SettingsChange.notes(
      closed: Array(#"{"watch":{"stale_days":30},"charge":["completed"],"gone":1}"#.utf8),
      present: Array(
        #"{"watch":{"stale_days":60},"charge":["completed","failed"],"new":null}"#.utf8))
    #expect(
      notes.map(\.message) == [
        "watch.stale_days is 60 now, was 30: no effect on the close",
        "charge is [completed, failed] now, was [completed]: no effect on the close",
        "new is none now, was not stated: no effect on the close",
        "gone is no longer set; it was 1: no effect on the close",
      ])
    #expect(notes.allSatisfy { $0.severity == .note && $0.code == "verify.settings" })
  }

  @Test func `manifests are the same whatever lines the settings have`() throws {
    func manifest(_ file: String, line: Int) -> [UInt8] {
      Array(#"{"doubts":[{"file":"\#(file)","line":\#(line),"code":"x"}],"outputs":[]}"#.utf8)
    }
    #expect(
      try ManifestText.isSame(manifest("assay.json", line: 2), manifest("assay.json", line: 9)))
    #expect(try !ManifestText.isSame(manifest("a.csv", line: 2), manifest("a.csv", line: 9)))
  }
}
