import Engine
import Ledger
import Parsing

/// Tasks that may run in any order and at the same time: all are asked the same.
package struct TaskStage: Sendable {
  /// From 1.
  package let number: Int64
  package let question: SliceMapParameters
  /// In the order of the ledger.
  package let tasks: [PlannedTask]

  /// - Parameters: see the members of these names.
  package init(number: Int64, question: SliceMapParameters, tasks: [PlannedTask]) {
    self.number = number
    self.question = question
    self.tasks = tasks
  }

  /// The stage as it stands in a file.
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
    return .object([
      ("number", .number(number)), ("asks", asked), ("tasks", .array(tasks.map(\.json))),
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
    self.init(
      number: number,
      question: SliceMapParameters(
        period: period("period"), base: period("base"),
        coveredDays: (Int(clamping: baseDays), Int(clamping: days)),
        constantAt: asked["constant_at_ns"]?.whole.map { Instant(nanoseconds: $0) },
        countsDays: counts), tasks: tasks)
  }
}

/// The pieces that one process maps.
package struct PlannedTask: Sendable {
  /// `[a-z0-9-]+`, as it stands in `RUN/tasks`.
  package let name: String
  package let pieces: [TaskInputPiece]

  /// - Parameters: see the members of these names.
  package init(name: String, pieces: [TaskInputPiece]) {
    self.name = name
    self.pieces = pieces
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
    return .object([("task", .string(name)), ("pieces", .array(pieces))])
  }

  init?(_ json: JSONValue) {
    guard let name = json["task"]?.text, PlannedTask.isName(name) else { return nil }
    var pieces: [TaskInputPiece] = []
    for item in json["pieces"]?.items ?? [] {
      guard let path = item["file"]?.text, let size = item["file_bytes"]?.whole,
        let from = item["from"]?.whole, let isProven = item["proven"]?.boolean,
        let end = item["to"], from >= 0, size >= 0
      else { return nil }
      let to = end.whole ?? Piece.endOfFile
      guard to >= from else { return nil }
      pieces.append(
        TaskInputPiece(path: Name(path), size: size, from: from, to: to, isProven: isProven))
    }
    self.init(name: name, pieces: pieces)
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
