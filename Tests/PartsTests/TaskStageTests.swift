import Engine
import Ledger
import Parsing
import Testing

@testable import Parts

/// Stages as files, and the names of their tasks.
struct TaskStageTests {
  private static let question = SliceMapParameters(
    period: nil, base: nil, coveredDays: (3, 4), constantAt: nil, countsDays: true)
  private static let piece = TaskInputPiece(
    path: "ledger/a.csv", size: 900, from: 10, to: 500, isProven: true)

  @Test func `a stage is read again as it was written, whatever its tasks do`() throws {
    let merge = MergeParameters(question: Self.question, files: ["ledger/a.csv"], shards: 2)
    let stages = [
      TaskStage(
        number: 1, question: Self.question,
        tasks: [
          PlannedTask(name: "map-00001", pieces: [Self.piece]),
          PlannedTask(name: "digest-00001", pieces: [Self.piece], work: .digest),
        ]),
      TaskStage(number: 2, merging: merge),
      TaskStage(number: 3, question: Self.question, again: [Self.piece]),
    ]
    for stage in stages {
      let json = try JSONReader.read(Array(stage.json.text.utf8), allowsComments: false)
      let read = try #require(TaskStage(json))
      #expect(read.json.text == stage.json.text)
      #expect(read.tasks.map(\.work) == stage.tasks.map(\.work))
      #expect(read.question == Self.question)
    }
    #expect(
      stages.map { $0.tasks.map(\.name) }
        == [["map-00001", "digest-00001"], ["shard-00001", "shard-00002"], ["map3-00001"]])
  }

  @Test(arguments: [
    ("map-00001", true), ("digest-00012", true), ("map2-7", true), ("", false), ("../x", false),
    ("Map-1", false), ("map 1", false),
  ])
  func `names of tasks have small letters, digits and hyphens`(_ name: String, _ isName: Bool) {
    #expect(PlannedTask.isName(name) == isName)
  }

  @Test(arguments: [
    (#"{"task":"map-1","part":"parts/map-1.0a.part","bytes":3,"sha256":"SHA"}"#, true),
    (#"{"task":"map-1","part":"../map-1.0a.part","bytes":3,"sha256":"SHA"}"#, false),
    (#"{"task":"map-1","part":"parts/map-2.0a.part","bytes":3,"sha256":"SHA"}"#, false),
    (#"{"task":"map-1","part":"parts/map-1.0a.part","bytes":-3,"sha256":"SHA"}"#, false),
    (#"{"task":"map-1","part":"parts/map-1.0a.part","bytes":3,"sha256":"12"}"#, false),
    ("progress 3 %", false),
  ])
  func `a line names a partial of its own task below parts, and nothing else`(
    _ text: String, _ isLine: Bool
  ) {
    let line = text.replacing("SHA", with: String(repeating: "a", count: 64))
    #expect((TaskResultLine(Array(line.utf8)) != nil) == isLine)
  }
}
