import Engine
import Ledger
import Parsing

/// Tasks that may run in any order and at the same time: all are asked the same.
package struct TaskStage: Sendable {
  /// From 1.
  package let number: Int64
  package let question: SliceMapParameters
  /// In the order of the ledger, those that map first; or one for each shard.
  package let tasks: [PlannedTask]
  /// What the tasks merge; nil where they map.
  package let merge: MergeParameters?

  /// - Parameters: see the members of these names.
  package init(
    number: Int64, question: SliceMapParameters, tasks: [PlannedTask],
    merge: MergeParameters? = nil
  ) {
    self.number = number
    self.question = question
    self.tasks = tasks
    self.merge = merge
  }

  /// A stage with a task for each shard.
  package init(number: Int64, merging merge: MergeParameters) {
    self.init(
      number: number, question: merge.question,
      tasks: (0..<merge.shards).map { shard in
        PlannedTask(
          name: TaskStage.name("shard", of: number, shard + 1, among: merge.shards), pieces: [],
          work: .merge(shard: shard))
      }, merge: merge)
  }

  /// A stage with a task for each piece that is mapped again.
  package init(number: Int64, question: SliceMapParameters, again pieces: [TaskInputPiece]) {
    self.init(
      number: number, question: question,
      tasks: TaskStage.tasks("map", of: number, pieces.map { [$0] }, .map))
  }

  /// Returns a task for each of the lists of pieces.
  static func tasks(
    _ verb: String, of stage: Int64, _ lists: [[TaskInputPiece]], _ work: PlannedTask.Work
  ) -> [PlannedTask] {
    lists.enumerated().map { index, pieces in
      PlannedTask(
        name: name(verb, of: stage, index + 1, among: lists.count), pieces: pieces, work: work)
    }
  }

  /// The name of a task: it contains the stage after the first one of its kind can have been.
  static func name(_ verb: String, of stage: Int64, _ number: Int, among count: Int) -> String {
    let text = String(number)
    let zeros = String(repeating: "0", count: max(5, String(count).count) - text.count)
    return verb + (stage > (verb == "shard" ? 2 : 1) ? String(stage) : "") + "-" + zeros + text
  }

  /// The stage as it is in a file.
  package var json: JSONText {
    func day(_ day: Day?) -> JSONText { .described(day) }
    func period(_ period: Period?) -> JSONText {
      period.map { .array([day($0.from), day($0.to)]) } ?? .null
    }
    let asked = JSONText.object([
      ("period", period(question.period)), ("base", period(question.base)),
      ("covered_days", .number(Int64(question.coveredDays.period))),
      ("covered_base_days", .number(Int64(question.coveredDays.base))),
      ("constant_at_ns", question.constantAt.map { .number($0.nanoseconds) } ?? .null),
      ("counts_days", .boolean(question.countsDays)),
    ])
    let merged = merge.map { merge in
      JSONText.object([
        ("files", .array(merge.files.map { .string($0.description) })),
        ("shards", .number(Int64(merge.shards))),
      ])
    }
    return .object([
      ("number", .number(number)), ("asks", asked), ("merges", merged ?? .null),
      ("tasks", .array(tasks.map(\.json))),
    ])
  }

  /// Reads a stage; nil where it is none.
  package init?(_ json: JSONValue) {
    guard let number = json["number"]?.whole, let asked = json["asks"],
      let counts = asked["counts_days"]?.boolean,
      let days = asked["covered_days"]?.whole, let baseDays = asked["covered_base_days"]?.whole
    else { return nil }
    var tasks: [PlannedTask] = []
    for item in json["tasks"]?.items ?? [] {
      guard let task = PlannedTask(item) else { return nil }
      tasks.append(task)
    }
    func period(_ key: String) -> Period? {
      let days = (asked[key]?.items ?? []).compactMap { $0.text.flatMap { Day($0) } }
      return days.count == 2 && days[0] < days[1] ? Period(from: days[0], to: days[1]) : nil
    }
    let question = SliceMapParameters(
      period: period("period"), base: period("base"),
      coveredDays: (Int(clamping: baseDays), Int(clamping: days)),
      constantAt: asked["constant_at_ns"]?.whole.map { Instant(nanoseconds: $0) },
      countsDays: counts)
    guard let shards = json["merges"]?["shards"]?.whole else {
      self.init(number: number, question: question, tasks: tasks)
      return
    }
    guard TaskPlanFile.possibleShards ~= shards else { return nil }
    let files = (json["merges"]?["files"]?.items ?? []).compactMap(\.text).map { Name($0) }
    self.init(
      number: number, question: question, tasks: tasks,
      merge: MergeParameters(question: question, files: files, shards: Int(shards)))
  }
}

/// The pieces that one process maps or digests, or the shard that it merges.
package struct PlannedTask: Sendable {
  /// `[a-z0-9-]+`, as it is in `RUN/tasks`.
  package let name: String
  package let pieces: [TaskInputPiece]
  package let work: Work

  /// The work of a task.
  package enum Work: Hashable, Sendable {
    case map
    /// Digests one file of several pieces, and these.
    case digest
    /// Merges a shard, numbered from 0.
    case merge(shard: Int)
  }

  /// - Parameters: see the members of these names.
  package init(name: String, pieces: [TaskInputPiece], work: Work = .map) {
    self.name = name
    self.pieces = pieces
    self.work = work
  }

  var json: JSONText {
    let pieces = pieces.map { piece in
      JSONText.object([
        ("file", .string(piece.path.description)), ("file_bytes", .number(piece.size)),
        ("from", .number(piece.from)),
        ("to", piece.to == Piece.endOfFile ? .null : .number(piece.to)),
        ("proven", .boolean(piece.isProven)),
      ])
    }
    let shard: JSONText = if case .merge(let shard) = work { .number(Int64(shard)) } else { .null }
    return .object([
      ("task", .string(name)), ("pieces", .array(pieces)),
      ("digests", .boolean(work == .digest)), ("shard", shard),
    ])
  }

  init?(_ json: JSONValue) {
    guard let name = json["task"]?.text, PlannedTask.isName(name) else { return nil }
    var pieces: [TaskInputPiece] = []
    for item in json["pieces"]?.items ?? [] {
      guard let path = item["file"]?.text, let size = item["file_bytes"]?.whole,
        let from = item["from"]?.whole, let isProven = item["proven"]?.boolean,
        let end = item["to"], from >= 0, size >= 0
      else { return nil }
      // A record may reach beyond the piece that begins in it: then nothing is left of the piece.
      let to = end.whole ?? Piece.endOfFile
      guard to >= 0 else { return nil }
      pieces.append(
        TaskInputPiece(path: Name(path), size: size, from: from, to: to, isProven: isProven))
    }
    guard let isDigest = json["digests"]?.boolean else { return nil }
    guard let shard = json["shard"]?.whole else {
      self.init(name: name, pieces: pieces, work: isDigest ? .digest : .map)
      return
    }
    guard (0..<TaskPlanFile.possibleShards.upperBound) ~= shard else { return nil }
    self.init(name: name, pieces: pieces, work: .merge(shard: Int(shard)))
  }

  /// True if a text may be the name of a task.
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count < 100
      && text.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
      }
  }
}
