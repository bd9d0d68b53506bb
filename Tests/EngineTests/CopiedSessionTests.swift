import Support
import Testing

/// Sessions that begin with the requests of another session under new ids, as forks do.
struct CopiedSessionTests {
  /// A request of a session: its time on one day, in and out.
  private static func row(
    _ id: String, _ session: String, _ time: String, _ input: Int, _ output: Int,
    user: String = "u", end: String = ""
  ) -> String {
    "\(id),2026-08-03T\(time)Z,\(end.isEmpty ? "" : "2026-08-03T\(end)Z"),\(user),pro,p,m,"
      + "\(input),\(output),\(session)\n"
  }

  private static func check(_ files: [[String]]) throws -> String {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\np,m,output,10\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    for (number, rows) in files.enumerated() {
      try folder.write(
        "ws/ledger/\(number).csv",
        "request_id,request_started_at,request_completed_at,user_id,tier,provider,model,input_tokens,output_tokens,"
          + "session_id\n" + rows.joined())
    }
    return try InProcessRun.told(folder)
  }

  private static func two(_ session: String) -> [String] {
    [
      row("\(session)1", session, "09:00:00.120", 1_000, 100),
      row("\(session)2", session, "09:01:00.480", 2_000, 200),
    ]
  }
  private static func three(_ session: String, _ counts: [Int]) -> [String] {
    counts.enumerated().map { row("\(session)\($0)", session, "09:0\($0):00", $1, 100) }
  }

  private static let copies: [(files: [[String]], words: String)] = [
    // Each goes on by itself.
    (
      [
        two("A") + [row("x", "A", "09:02:00.300", 9, 9)] + two("B") + [
          row("y", "B", "09:01:30", 5, 5)
        ]
      ],
      "ledger/0.csv: warning: [dup.response] 2 rows of \"session_id\" \"B\" have the time, user, model and all counts of"
        + " \"A\" under another id. This looks like a copy of a session: Assay counts the tokens and cost of 2 requests twice"
    ),
    // The copy has not the first request.
    (
      [[row("x", "A", "08:59:00.300", 9, 9)] + two("A") + two("B")],
      "2 rows of \"session_id\" \"B\""
    ),
    ([two("A"), two("B")], "ledger/1.csv: warning: [dup.response] 2 rows"),
    ([two("A"), two("B")], "all counts of \"A\" in ledger/0.csv under another id"),
    // 2,000 rows are compared of a file.
    (
      [two("A") + two("B") + (0..<2_000).map { row("z\($0)", "Z", "10:00:00.250", $0, 9) }],
      " requests twice; Assay compared only the first rows of these files"
    ),
    (
      [three("A", [1_000, 1_001, 1_002]) + three("B", [1_000, 1_001, 1_002])],
      "3 rows of \"session_id\" \"B\""
    ),
    (
      [
        [
          row("a", "A", "09:00:00.120", 1_000, 100, end: "09:00:04.513"),
          row("b", "B", "09:00:00.120", 1_000, 100, end: "09:00:04.513"),
        ]
      ], "1 row of \"session_id\" \"B\" has the time"
    ),
  ]

  @Test(arguments: copies.indices)
  func `a session that begins as another one did is reported`(index: Int) throws {
    let told = try Self.check(Self.copies[index].files)
    #expect(told.contains(Self.copies[index].words), "\(told)")
  }

  private static let others: [[[String]]] = [
    // Jobs that were started together, by whole seconds.
    [three("A", [1_000, 1_001]) + three("B", [1_000, 1_001])],
    [three("A", [512, 512, 512]) + three("B", [512, 512, 512])],
    // One request, of which nobody knows when it ended.
    [[row("a", "A", "09:00:00.120", 7, 7), row("b", "B", "09:00:00.120", 7, 7)]],
    // The session began with another request.
    [two("A") + [row("x", "B", "09:00:00.120", 3, 3), row("b", "B", "09:01:00.480", 2_000, 200)]],
    [
      two("A") + [
        row("b1", "B", "09:00:00.120", 1_000, 100, user: "v"),
        row("b2", "B", "09:01:00.480", 2_000, 200, user: "v"),
      ]
    ],
    // One session in two files.
    [two("A"), two("A").map { $0.replacing("A1,", with: "B1,").replacing("A2,", with: "B2,") }],
    // Calls that failed and used nothing.
    [
      (0..<4).map { row("a\($0)", "A", "09:0\($0):00.120", 0, 0) }
        + (0..<4).map { row("b\($0)", "B", "09:0\($0):00.120", 0, 0) }
    ],
  ]

  @Test(arguments: others.indices)
  func `sessions that are alike by chance are not reported`(index: Int) throws {
    let told = try Self.check(Self.others[index])
    #expect(!told.contains("dup.response"), "\(told)")
  }
}
