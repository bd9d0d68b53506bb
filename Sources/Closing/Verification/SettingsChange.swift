import Ledger
import Parsing
import Workspace

/// The settings of a close beside those of today, which have no effect on it.
enum SettingsChange {
  /// Returns a note per setting that is not as it was closed, in the order of the settings.
  ///
  /// - Parameters:
  ///   - closed: the settings of the manifest, as JSON.
  ///   - present: the settings in force, as JSON in the same form; nil if they cannot be read.
  static func notes(
    closed: [UInt8], present: [UInt8]?
  ) throws(JSONFault) -> [Finding] {
    guard let present else { return [note("Assay cannot read the settings now")] }
    let was = values(try JSONReader.read(closed, allowsComments: false), below: "")
    let now = values(try JSONReader.read(present, allowsComments: false), below: "")
    var notes: [Finding] = []
    let old = Dictionary(was) { first, _ in first }
    let new = Dictionary(now) { first, _ in first }
    for (path, text) in now where old[path] != text {
      notes.append(note("\(path) is \(text) now, was \(old[path] ?? "not stated")"))
    }
    for (path, text) in was where new[path] == nil {
      notes.append(note("\(path) is no longer set; it was \(text)"))
    }
    return notes
  }

  private static func note(_ message: String) -> Finding {
    Finding(
      .note, at: Place(file: WorkspacePath.settings), code: "verify.settings",
      message: message + ": no effect on the close")
  }

  /// The settings by their path, such as `watch.stale_days`, in the order written.
  private static func values(_ value: JSONValue, below path: String) -> [(String, String)] {
    guard case .object(let members) = value.content, !members.isEmpty else {
      return [(path, words(value))]
    }
    return members.flatMap { member in
      values(member.value, below: path.isEmpty ? member.key : path + "." + member.key)
    }
  }

  private static func words(_ value: JSONValue) -> String {
    switch value.content {
    case .null: "none"
    case .boolean(let flag): "\(flag)"
    case .number(let text): text
    case .string(let text): SafeText.safe(text.excerpt)
    case .array(let items): "[" + items.map(words).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\($0.key): \(words($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
