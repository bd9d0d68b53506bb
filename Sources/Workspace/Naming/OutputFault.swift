import Glibc
import Ledger
import Platform

/// Why nothing may be written at a path.
///
/// It carries the values; `finding` makes the words.
package enum OutputFault: FindingError, Hashable {
  case truth(String)
  /// The folder has the workspace in it.
  case aboveWorkspace(String)
  case foreign(String)
  case blocked(String)
  case notAFolder(String)
  /// A single file is named by `option`; nil where it is one of a folder.
  case notAFile(String, option: String?)
  case link(String, option: String?)
  /// The file that `option` names for us to write is what another option names as well.
  case namedTwice(String, option: String, example: String, other: String)
  /// The database is a link, which a run would replace by a file.
  case databaseLink(String)
  /// The single hyphen that elsewhere means standard output.
  case hyphen
  case temporary(String)
  /// A file of an earlier run cannot be removed.
  case leftover(String, Int32)
  case notWritable(String, Int32)

  /// The finding about the fault.
  package var finding: Finding {
    let (path, message, help) = words
    let code = if case .foreign = self { "out.exists" } else { "out.write" }
    return Finding(.error, at: Place(file: path), code: code, message: message, help: help)
  }

  private var words: (path: String, message: String, help: String) {
    switch self {
    case .truth(let path):
      (
        path, "is a file of the workspace; Assay never overwrites it",
        "write elsewhere: --output out"
      )
    case .aboveWorkspace(let path):
      (
        path, "contains the workspace, expected a folder for reports only",
        "write elsewhere: --output out"
      )
    case .foreign(let path):
      (path, "Assay did not write it", "use another path, or replace it: --force")
    case .blocked(let path):
      (
        path, "is in the place of a report",
        "move it away, or write elsewhere: --output DIR"
      )
    case .notAFolder(let path):
      // What is in the way may well be the folder that is elsewhere proposed.
      (
        path, "not a folder",
        "name a folder: --output " + (FileSystem.name(of: path) == "out" ? "reports" : "out")
      )
    case .notAFile(let path, let option):
      (path, "not a regular file", OutputFault.elsewhere(option, "name a file"))
    case .link(let path, let option):
      (
        path, "a link, expected a file",
        OutputFault.elsewhere(option, "name the file that it points to")
      )
    case .namedTwice(let path, let option, let example, let other):
      (
        path, "named by \(other) and by \(option), expected a file for each",
        "name another file: \(option) \(example)"
      )
    case .databaseLink(let path):
      (
        path, "a link, expected a file or none",
        "remove the link, so that a run creates the file: rm \(ShellWord.path(path))"
      )
    case .hyphen:
      (
        "-", "Assay does not write files to standard output",
        "for the summary: --json; for a file or a folder of that name: ./-"
      )
    case .temporary(let path):
      (path, "Assay deletes files whose names begin with \(Stage.prefix)", "use another name")
    case .leftover(let path, let number):
      (
        path, "left by an earlier run, and Assay could not delete it: \(FileSystem.reason(number))",
        "remove it, then run again: " + OutputFault.removal(path, number)
      )
    case .notWritable(let path, EPERM):
      // Not even root may: it has a flag.
      (path, FileSystem.reason(EPERM), "clear its flags: chattr -i -a \(ShellWord.path(path))")
    case .notWritable(let path, let number):
      (path, FileSystem.reason(number), "make it writable, or write elsewhere: --output DIR")
    }
  }

  private static func elsewhere(_ option: String?, _ file: String) -> String {
    option.map { "\(file): \($0)" } ?? "write elsewhere: --output DIR"
  }

  private static func removal(_ path: String, _ number: Int32) -> String {
    let path = ShellWord.path(path)
    return (number == EPERM ? "chattr -i -a \(path); " : "") + "rm -r \(path)"
  }
}

extension Leftover: FindingError {
  package var finding: Finding { OutputFault.leftover(path, number).finding }
}
