import Engine
import Intake
import Ledger
import Parsing
import Platform

/// `plan.json`: what a run in tasks does, without a clock and without a machine.
package struct TaskPlanFile: Sendable {
  /// The number of the format of plans, lines and partials.
  package static let format: Int64 = 3

  /// As many shards as keys have partitions, at most.
  package static let possibleShards: ClosedRange<Int64> = 1...Int64(RowKeys.allPartitions.count)
  /// The bytes of a ledger for each shard, if it is not said how many there are: some fifty million rows.
  private static let shardBytes: Int64 = 8 << 30

  /// The number of shards of a ledger of that size in bytes, if it is not said: a single one for most.
  package static func shards(ofLedger bytes: Int64) -> Int {
    Int(min(possibleShards.upperBound, 1 + bytes / shardBytes))
  }

  /// The version of the program, and the digest of its file in hexadecimal digits.
  package let version: String
  package let program: String
  /// The path of the workspace from the root of the file system.
  package let workspace: String
  /// The words after `assay run`.
  package let words: [String]
  /// The files of the ledger with their sizes in bytes, in the order of their paths.
  package let files: [(path: String, size: Int64)]
  /// The requested size of a slice, in bytes; nil takes the default.
  package let sliceBytes: Int64?
  /// How many shards the facts and keys of slices are divided into.
  package let shards: Int
  /// The first stage.
  package let stage: TaskStage

  /// - Parameters: see the members of these names.
  package init(
    version: String, program: String, workspace: String, words: [String],
    files: [(path: String, size: Int64)], sliceBytes: Int64?, shards: Int, stage: TaskStage
  ) {
    self.version = version
    self.program = program
    self.workspace = workspace
    self.words = words
    self.files = files
    self.sliceBytes = sliceBytes
    self.shards = shards
    self.stage = stage
  }

  /// The bytes of the file.
  package var bytes: [UInt8] {
    let files = files.map { path, size in
      JSONText.object([("path", .string(path)), ("bytes", .number(size))])
    }
    return Array(
      JSONText.object([
        ("format", .number(TaskPlanFile.format)), ("version", .string(version)),
        ("program_sha256", .string(program)), ("workspace", .string(workspace)),
        ("run", .array(words.map { .string($0) })), ("files", .array(files)),
        ("slice_bytes", sliceBytes.map { .number($0) } ?? .null),
        ("shards", .number(Int64(shards))), ("stage", stage.json),
      ]).text.utf8)
  }

  /// Reads the file; nil where it is none of this format.
  package init?(_ bytes: [UInt8]) throws(JSONFault) {
    let json = try JSONReader.read(bytes, allowsComments: false)
    guard json["format"]?.whole == TaskPlanFile.format, let version = json["version"]?.text,
      let shards = json["shards"]?.whole, TaskPlanFile.possibleShards ~= shards,
      let program = json["program_sha256"]?.text, let workspace = json["workspace"]?.text,
      let stage = json["stage"].flatMap({ TaskStage($0) })
    else { return nil }
    var files: [(path: String, size: Int64)] = []
    for item in json["files"]?.items ?? [] {
      guard let path = item["path"]?.text, let size = item["bytes"]?.whole else { return nil }
      files.append((path, size))
    }
    self.init(
      version: version, program: program, workspace: workspace,
      words: (json["run"]?.items ?? []).compactMap(\.text), files: files,
      sliceBytes: json["slice_bytes"]?.whole, shards: Int(shards), stage: stage)
  }
}

extension JSONValue {
  /// The whole number that this is; nil where it is none of 64 bits.
  var whole: Int64? { if case .number(let text) = content { Int64(text) } else { nil } }

  var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }
}
