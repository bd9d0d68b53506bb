import Engine
import Ledger
import Parsing
import Platform

/// The folder of a run in tasks, as `plan` made it.
package struct RunFolder: Sendable {
  package let path: String
  package let plan: TaskPlanFile
  /// The digest of `plan.json`, by which partials know their plan.
  package let digest: String
  /// All stages so far; the last is open.
  package let stages: [TaskStage]

  package static let planName = "plan.json"
  package static let booksName = "books"
  package static let partsName = "parts"
  private static let tasksName = "tasks"
  private static let acceptedName = "accepted"
  private static let statusName = "status"

  /// Reads the folder.
  package init(_ path: String) throws {
    let place = path + "/" + RunFolder.planName
    guard try FileSystem.exists(place) else { throw DistributedFault.notPlanned(path) }
    let bytes = try FileSystem.contents(of: place)
    let refusal = DistributedFault.noPlan(place)
    let read: TaskPlanFile?
    do throws(JSONFault) { read = try TaskPlanFile(bytes) } catch { throw refusal }
    guard let plan = read else { throw refusal }
    self.path = path
    self.plan = plan
    digest = SHA256.text(of: bytes)
    var stages = [plan.stage]
    while true {
      let next = path + "/" + RunFolder.stageName(Int64(stages.count + 1))
      guard try FileSystem.exists(next) else { break }
      let bytes = try FileSystem.contents(of: next)
      let json: JSONValue
      do throws(JSONFault) { json = try JSONReader.read(bytes, allowsComments: false) } catch {
        throw DistributedFault.noPlan(next)
      }
      guard let stage = TaskStage(json) else { throw DistributedFault.noPlan(next) }
      stages.append(stage)
    }
    self.stages = stages
  }

  private static func stageName(_ number: Int64) -> String { "stage-\(number).json" }

  /// The folder of the settings and books that were copied.
  package var books: String { path + "/" + RunFolder.booksName }

  /// Makes the files of a new folder; `plan.json` is the last, so that a folder with one is complete.
  package static func write(_ plan: TaskPlanFile, to path: String) throws {
    try FileSystem.makeFolder(path + "/" + partsName)
    try replace(tasksName, in: path, by: lines(plan.stage.tasks.map(\.name)))
    try replace(planName, in: path, by: plan.bytes)
  }

  /// Opens a further stage.
  package func open(_ stage: TaskStage) throws {
    try RunFolder.replace(
      RunFolder.stageName(stage.number), in: path, by: Array(stage.json.text.utf8))
    try writeTasks(stage.tasks.map(\.name))
  }

  /// Writes the names of the tasks that wait.
  package func writeTasks(_ names: [String]) throws {
    try RunFolder.replace(RunFolder.tasksName, in: path, by: RunFolder.lines(names))
  }

  /// The lines of the partials that were accepted.
  package func accepted() throws -> [TaskResultLine] {
    let place = path + "/" + RunFolder.acceptedName
    guard try FileSystem.exists(place) else { return [] }
    return try FileSystem.contents(of: place).split(separator: 0x0A).compactMap {
      TaskResultLine($0)
    }
  }

  /// Keeps the lines of the partials that were accepted.
  package func writeAccepted(_ lines: [TaskResultLine]) throws {
    try RunFolder.replace(
      RunFolder.acceptedName, in: path, by: Array(lines.map(\.text).joined().utf8))
  }

  /// The files of the ledger that storage says were changed after the plan was written, or at the same time.
  ///
  /// That proves nothing: whoever asks digests them again.
  package func filesChangedSincePlan() throws -> Set<Name> {
    guard case .file(_, let planned) = try FileSystem.kind(of: path + "/" + RunFolder.planName)
    else { return Set(plan.files.map { Name($0.path) }) }
    var changed: Set<Name> = []
    for (file, _) in plan.files {
      if case .file(_, let identity) = try FileSystem.kind(of: plan.workspace + "/" + file),
        !identity.isChanged(since: planned)
      {
        continue
      }
      changed.insert(Name(file))
    }
    return changed
  }

  /// The exit status of the run that is finished; nil before it is.
  package func status() throws -> Int32? {
    let place = path + "/" + RunFolder.statusName
    guard try FileSystem.exists(place) else { return nil }
    let text = String(decoding: try FileSystem.contents(of: place), as: UTF8.self)
    guard let line = text.split(separator: "\n").first, let status = Int32(line) else {
      throw DistributedFault.noPlan(place)
    }
    return status
  }

  /// Keeps the exit status of the run, which is finished.
  package func finish(_ status: Int32) throws {
    try RunFolder.replace(RunFolder.statusName, in: path, by: Array("\(status)\n".utf8))
  }

  private static func lines(_ names: [String]) -> [UInt8] {
    Array(names.map { $0 + "\n" }.joined().utf8)
  }

  private static func replace(
    _ name: String, in path: String, by bytes: [UInt8]
  ) throws(SystemError) {
    let new = path + "/." + name + ".new"
    try FileSystem.removeTree(new)
    try FileSystem.write(bytes, toNew: new)
    try FileSystem.flushFile(new)
    try FileSystem.rename(new, to: path + "/" + name)
    try FileSystem.flushFolder(path)
  }
}
