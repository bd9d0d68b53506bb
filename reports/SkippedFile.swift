import Ledger

/// A file that could not be used, so that none of its rows counts.
package struct SkippedFile: Hashable, Sendable {
  /// The path in the workspace.
  package let path: Name
  package let code: String
  package let message: String

  package init(path: Name, code: String, message: String) {
    self.path = path
    self.code = code
    self.message = message
  }

  /// Returns the files of some faults by path, each with its first fault.
  package static func all(of faults: [Finding]) -> [SkippedFile] {
    var files: [Name: SkippedFile] = [:]
    for fault in faults {
      let path = Name(fault.place.file)
      if files[path] != nil { continue }
      files[path] = SkippedFile(path: path, code: fault.code, message: fault.message)
    }
    return files.values.sorted { $0.path < $1.path }
  }
}
