import Foundation
import Testing

/// JSON documents and the lists in them: every record is read, or the file is refused.
struct JSONListTests {
  private static func record(_ id: String) -> String {
    #"{"request_id":"\#(id)","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","tier":"pro","provider":"openai","model":"m","input_tokens":5}"#
  }

  private static func run(_ ledger: String) throws -> (Scratch, Program) {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,m,input,1,2026-01-01\n")
    try folder.write("ws/ledger/a.json", ledger)
    return (folder, try Program.assay("run", folder.path("ws"), "--quiet"))
  }

  /// Documents with records in two lists, and the name of the second.
  private static let second: [(text: String, name: String)] = [
    (#"{"data":[A],"data":[B]}"#, "data"), (#"{"data":[A],"items":[B]}"#, "items"),
    (#"{"items":[A],"data":[B,C]}"#, "data"), (#"{"items":[A],"data":{"rows":[B]}}"#, "data"),
    (#"{"success":true,"data":{"page":1,"logs":[A],"items":[B],"total":2}}"#, "items"),
    (#"{"data":{"logs":[A]},"next":null,"logs":[B]}"#, "logs"),
  ]

  @Test(arguments: second.indices) func `a second list of records is reported`(index: Int) throws {
    let (text, name) = Self.second[index]
    let (folder, run) = try Self.run(Self.filled(text))
    #expect(run.status == 1, "\(text)")
    let before = text.components(separatedBy: "\"\(name)\"").dropLast()
      .joined(separator: "\"\(name)\"")
    let column = Self.filled(before).utf8.count + 1
    #expect(
      run.errors.contains(
        "ledger/a.json:1:\(column): error: [json.list] a second list of records, \"\(name)\""),
      "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("ws/out")))
  }

  /// Documents whose every record stands in one list, and how many these are.
  private static let lone: [(text: String, rows: Int)] = [
    (#"{"data":[A,B],"items":[]}"#, 2), (#"{"data":[],"items":[A]}"#, 1),
    (#"{"data":[],"data":[A]}"#, 1), (#"{"logs":[],"data":[A,B,C]}"#, 3),
    (#"{"data":[A],"errors":[{"code":5}],"rows":3}"#, 1),
    (#"{"success":true,"data":{"logs":[],"items":[A]}}"#, 1),
    ("[\nA,\nB\n]\n", 2), ("[A,\nB]", 2), ("[\n  A,\n  B\n]", 2), ("{\"data\":[\nA,\nB\n]}", 2),
    ("{\n\"total\":2,\n\"data\":[\nA\n,B\n]}", 2), ("A\nB\n", 2),
    ("{\"data\":[{\"request_id\nA\nB\n", 3), (#"{"rows":[{"u":"a"}],"usage":NaN}"# + "\nA\nB\n", 3),
    (#"{"created":1,"data":[{"u":"a"},{"u":"# + "\nA\nB\n", 3),
  ]

  @Test func `a list without records is read and has no usage`() throws {
    let (_, run) = try Self.run(#"{"data":[]}"#)
    #expect(run.status == 1 && run.errors.contains("error: no usage in "), "\(run.errors)")
    #expect(!run.errors.contains("[json."), "\(run.errors)")
  }

  @Test(arguments: lone.indices) func `the records of the one list are read`(index: Int) throws {
    let (text, count) = Self.lone[index]
    let (folder, run) = try Self.run(Self.filled(text))
    #expect(run.status == 0 || run.status == 2, "\(text): \(run.errors)")
    #expect(
      try folder.text("ws/out/summary.csv").contains("rows_read,\(count)\n"),
      "\(text): \(run.errors)")
  }

  /// Objects on one line whose lists no rule finds, and the lists that are told.
  ///
  /// These are those whose objects name a model, where the object itself names none and does not say both when it began
  /// and what it used. Others are records, of columns that nobody knows.
  private static let unfound: [(text: String, lists: String?)] = [
    (#"{"calls":[A,B],"page":1,"total":2,"from":3,"to":4}"#, #""calls""#),
    (#"{"page":1,"calls":[A],"notes":[{"text":"x"}],"old":[B],"to":4}"#, #""calls", "old""#),
    (#"{"calls":[A],"old":[B]}"#, #""calls", "old""#),
    (#"{"llm":"m","messages":[A,B],"a":1,"b":2,"c":3}"#, nil),
    (#"{"messages":[{"role":"user"}],"a":1,"b":2,"c":3,"d":4}"#, nil),
    (
      #"{"id":"r1","created":"2026-08-01T10:00:00Z","customer":"c","prompt_tokens":5,"attempts":[{"model":"m","ok":true}]}"#,
      nil
    ),
  ]

  @Test(arguments: unfound.indices) func `an object around lists of records is no record`(
    index: Int
  ) throws {
    let (text, lists) = Self.unfound[index]
    let (_, run) = try Self.run(Self.filled(text))
    #expect(run.status == 1)
    let words = lists.map { "[json.list] a JSON document with objects in \($0), expected them" }
    #expect(
      run.errors.contains("ledger/a.json:1:1: error: \(words ?? "[format.unknown]")"),
      "\(text): \(run.errors)")
    // Only the last has what a request needs: its one attempt states the model. No mapping would work for the others.
    let isMappable = index == Self.unfound.count - 1
    #expect(run.errors.contains("the mapping that assay check proposes") == isMappable)
  }

  /// The second record is no JSON, the third no text: what is wrong first is told, wherever blocks end.
  @Test(arguments: ["1", "64", "65536"])
  func `what is wrong first in a document is reported`(blockBytes: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    let (first, third) = (Self.record("a"), Self.record("b"))
    let bytes =
      Data("[\(first),\n{\"request_id\" 5},\n".utf8)
      + Data(third.utf8).map { $0 == UInt8(ascii: "u") ? 0xFF : $0 } + Data("]".utf8)
    try folder.write("ws/ledger/a.json", bytes)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--block-bytes", blockBytes)
    #expect(run.status == 1)
    #expect(run.errors.contains("ledger/a.json:2:15: error: [json.syntax]"), "\(run.errors)")
  }

  private static func filled(_ text: String) -> String {
    text.replacing("A", with: record("a")).replacing("B", with: record("b"))
      .replacing("C", with: record("c"))
  }
}
