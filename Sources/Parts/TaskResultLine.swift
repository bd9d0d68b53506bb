import Ledger
import Parsing
import Platform

/// The line that a finished task prints.
package struct TaskResultLine: Hashable, Sendable {
  package let task: String
  /// The path of the partial in the folder of the run.
  package let part: String
  package let bytes: Int64
  /// In lower-case hexadecimal digits.
  package let sha256: String

  /// - Parameters: see the members of these names.
  package init(task: String, part: String, bytes: Int64, sha256: String) {
    self.task = task
    self.part = part
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// The line, with its line feed.
  package var text: String {
    "{\"task\":\(JSONString.quoted(task)),\"part\":\(JSONString.quoted(part)),\"bytes\":\(bytes),"
      + "\"sha256\":\(JSONString.quoted(sha256))}\n"
  }

  /// Reads a line; nil where it is none.
  package init?(_ text: some Sequence<UInt8>) {
    let json: JSONValue
    do throws(JSONFault) { json = try JSONReader.read(Array(text), allowsComments: false) } catch {
      return nil
    }
    guard case .object(let members) = json.content, members.count == 4,
      let task = json["task"]?.text, let part = json["part"]?.text,
      let bytes = json["bytes"]?.whole, let sha256 = json["sha256"]?.text,
      PlannedTask.isName(task), bytes >= 0, SHA256.isDigest(sha256),
      TaskResultLine.isPart(part, of: task)
    else { return nil }
    self.init(task: task, part: part, bytes: bytes, sha256: sha256)
  }

  /// True for `parts/TASK.HEX.part`, so that no line names a file elsewhere.
  private static func isPart(_ path: String, of task: String) -> Bool {
    let start = "parts/" + task + "."
    guard path.hasPrefix(start), path.hasSuffix(".part") else { return false }
    let middle = path.dropFirst(start.count).dropLast(".part".count)
    return 1...32 ~= middle.utf8.count && SHA256.isHexadecimal(middle)
  }
}
