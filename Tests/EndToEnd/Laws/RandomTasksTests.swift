import Foundation
import Support
import Testing

/// For random workspaces, slices and shards, tasks in random order give the bytes of a run.
struct RandomTasksTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `tasks in any order, some twice, write every byte of run`(seed: UInt64) throws {
    var world = TaskWorld(seed: seed)
    let folder = try Scratch()
    for place in ["one/ws", "many/ws"] { try world.write(to: folder, place) }
    let options = world.options
    let run = try Program.assay(["run", "ws"] + options, in: folder.path("one"))
    let plan = try Program.assay(
      [
        "plan", "ws", "--to", folder.path("plan"), "--slice-bytes", "\(world.sliceBytes)",
        "--shards", "\(world.shards)",
      ] + options, in: folder.path("many"))
    #expect(plan.status == 0, "\(plan.errors)")

    var reduce = try rounds(folder, &world, [])
    #expect(reduce.status == run.status, "\(reduce.errors)")
    #expect(reduce.output == run.output)
    #expect(run.status == 0 || run.status == 2, "\(run.errors)")
    try compare(folder)

    reduce = try rounds(folder, &world, ["--json"])
    let json = try Program.assay(["run", "ws", "--json"] + options, in: folder.path("one"))
    #expect(reduce.output == json.output)
    try compare(folder)
  }

  /// Does the tasks until none waits.
  private func rounds(
    _ folder: Scratch, _ world: inout TaskWorld, _ words: [String]
  ) throws -> Program {
    var reduce: Program
    var rounds = 0
    repeat {
      let tasks = try folder.text("plan/tasks").split(separator: "\n").map(String.init)
      try folder.write("names", world.order(of: tasks).map { $0 + "\n" }.joined())
      reduce = try Program.shell(
        "cd '\(folder.path("many"))' && xargs -P 2 -I{} \"$ASSAY\" map ../plan {} < ../names > ../lines"
          + " && \"$ASSAY\" reduce ../plan \(words.joined(separator: " ")) < ../lines")
      rounds += 1
    } while reduce.status == 4 && rounds < 6
    return reduce
  }

  /// Every file of the two workspaces is the same.
  private func compare(_ folder: Scratch) throws {
    let (one, many) = (try folder.files(in: "one/ws"), try folder.files(in: "many/ws"))
    #expect(one["assay.db"] != nil && one.keys.contains { $0.hasSuffix("facts.csv") })
    let other = Set(one.keys).union(many.keys).filter { one[$0] != many[$0] }
    #expect(other.isEmpty, "other bytes: \(other.sorted())")
  }
}

/// A workspace of a seed: rows of several formats, files and zones, with copies, rejects, quoted line ends, responses that
/// grow, guards of a free tier and a change of prices.
private struct TaskWorld {
  private var dice: Dice
  private var files: [String: Data] = [:]
  let options: [String]
  let sliceBytes: Int
  let shards: Int
  private let zone: String

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    zone = ["UTC", "Asia/Kolkata", "America/New_York"].randomElement(using: &dice) ?? ""
    let number = Int(seed) % 4
    options =
      [
        ["--month", "last"], ["--period", "2026-08"], [],
        ["--from", "2026-08-04", "--to", "2026-08-09"],
      ][number]
    shards = [2, 5, 1, 256][number]
    // From a row or less to many rows.
    sliceBytes = [110, 700, 110, 3_000][number]
    let rows = sliceBytes > 110 ? 120 : 14
    var others: [(inout TaskWorld) -> Void] = [
      { $0.lines(rows) }, { $0.grown(rows) }, { $0.claude(rows) },
    ]
    native(rows)
    others.shuffle(using: &dice)
    for make in others.prefix(pick(1, 2)) { make(&self) }
  }

  /// All tasks in another order, some of them twice.
  mutating func order(of tasks: [String]) -> [String] {
    let again = tasks.filter { _ in Int.random(in: 0..<6, using: &dice) == 0 }
    return (tasks + again).shuffled(using: &dice)
  }

  func write(to folder: Scratch, _ place: String) throws {
    let mappings = """
      {"ledger/grown*": {"columns": {"request_id": "id", "request_started_at": "time",
         "user_id": "user", "tier": "plan", "model": "model", "input_tokens": "in", "output_tokens": "out"},
         "constants": {"provider": "p"}, "time_format": "dd.MM.yyyy HH:mm:ss", "time_zone": "Europe/Berlin"}}
      """
    let isMapped = files.keys.contains { $0.hasPrefix("grown") }
    try folder.write(
      place + "/assay.json",
      """
      {"time_zone": "\(zone)", "free_tier": {"budget_credits": "0.5", "daily_cap_credits": "0.2"},
       "mappings": \(isMapped ? mappings : "{}")}
      """)
    try folder.write(
      place + "/prices/p.csv",
      """
      provider,model,unit_class,price_usd,effective_from
      p,m,input,1,2026-01-01
      p,m,input,2,2026-08-06
      p,m,output,10,2026-01-01
      p,n,input,1.5,2026-01-01
      p,n,output,4,2026-01-01

      """)
    try folder.write(
      place + "/plans.csv",
      """
      tier,is_free,target_margin_percent,effective_from
      pro,false,40,2026-01-01
      free,true,,2026-01-01

      """)
    try folder.write(
      place + "/multipliers.csv",
      "level,multiplier,status,effective_from\ndefault,1.5,approved,2026-01-01\n")
    for (path, data) in files { try folder.write(place + "/ledger/" + path, data) }
  }

  private mutating func pick<Value>(_ values: Value...) -> Value {
    values[Int.random(in: values.indices, using: &dice)]
  }

  private mutating func number(below count: Int) -> Int { Int.random(in: 0..<count, using: &dice) }

  /// Keeps a text as one file or two, some of them compressed.
  private mutating func put(_ name: String, _ end: String, _ head: String, _ rows: [String]) {
    let cut = pick(rows.count, rows.count / 2)
    for (part, own) in [("a", rows[..<cut]), ("b", rows[cut...])] where !own.isEmpty {
      let text = Data((head + own.joined()).utf8)
      let isCompressed = number(below: 4) == 0
      files["\(name)-\(part).\(end)\(isCompressed ? ".gz" : "")"] = isCompressed ? gzip(text) : text
    }
  }

  private mutating func time() -> String {
    let month = pick(7, 8, 8, 8)
    let (day, hour) = (1 + number(below: 9), 10 + number(below: 10))
    return "2026-0\(month)-0\(day)T\(hour):0\(number(below: 10)):0\(number(below: 10))"
  }

  /// Assay's own columns, with copies, conflicts, unknown names, rejects and line ends within quotes.
  private mutating func native(_ rows: Int) {
    var lines: [String] = []
    for row in 0..<rows {
      let id = number(below: 8) == 0 ? "n\(number(below: 4))" : "n\(row)"
      let note = pick("", "", "\"a, b\"", "\"two\nlines,x\"", "\"say \"\"x\"\"\n\"")
      lines.append(
        "\(id),\(time())Z,\(pick("u", "v", "w")),\(pick("pro", "free", "lost")),p,\(pick("m", "n", "o")),"
          + "\(pick("1000", "20", "0", "x")),\(number(below: 90) * 1000),\(note)\(pick("\n", "\r\n"))"
      )
    }
    put(
      "native", "csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,note\n",
      lines)
  }

  /// The same as JSON lines, and a copy of a file.
  private mutating func lines(_ rows: Int) {
    var lines: [String] = []
    for row in 0..<rows {
      lines.append(
        "{\"request_id\": \"j\(row)\", \"request_started_at\": \"\(time())Z\", \"user_id\": \"\(pick("u", "v"))\","
          + " \"tier\": \"free\", \"provider\": \"p\", \"model\": \"\(pick("m", "n"))\","
          + " \"input_tokens\": \(number(below: 5000)), \"output_tokens\": \(number(below: 500))}\n"
      )
    }
    put("lines", "jsonl", "", lines)
    // Of a mapped export the path says what it is.
    let others = files.keys.sorted().filter { !$0.hasPrefix("grown") }
    if let path = others.first { files["again-" + path] = files[path] }
  }

  /// A mapped export in which the rows of a response state ever more output.
  private mutating func grown(_ rows: Int) {
    var lines: [String] = []
    for row in 0..<rows / 2 {
      let (user, day) = (pick("u", "x", "\"c\n,x\""), 1 + number(below: 9))
      for part in 0..<pick(1, 2, 3) {
        lines.append(
          "g\(row),0\(day).08.2026 10:0\(number(below: 10)):0\(part),\(user),\(pick("pro", "free")),m,5,\(10 * part)\n"
        )
      }
    }
    put("grown", "csv", "id,time,user,plan,model,in,out\n", lines.shuffled(using: &dice))
  }

  /// A log of which several lines are one response.
  private mutating func claude(_ rows: Int) {
    var lines: [String] = []
    for row in 0..<rows / 2 {
      let start = time()
      for part in 0..<pick(1, 2) {
        lines.append(
          "{\"timestamp\": \"\(start).\(part)00Z\", \"sessionId\": \"\(pick("s", "t"))\", \"type\": \"assistant\","
            + " \"requestId\": \"r\(row)\", \"uuid\": \"u\(row)-\(part)\", \"message\": {\"id\": \"msg\(row)\","
            + " \"model\": \"m\", \"usage\": {\"input_tokens\": 5, \"output_tokens\": \(1 + 9 * part)}}}\n"
        )
      }
    }
    put("claude", "jsonl", "", lines)
  }
}
