import Engine
import Terminal

extension CommandDeclaration.Option {
  // Options that several commands have, each declared once.

  static let asKnownAt = Self(
    name: "--as-known-at", value: "T", group: .period,
    help: "with the books as they were recorded at T")
  static let output = Self(
    name: "--output", value: "DIR", group: .output,
    help: "where reports go [out/, or out/PERIOD/]", takes: .folder)
  static let force = Self(
    name: "--force", value: nil, group: .output,
    help: "replace files that assay did not write")
  static let quiet = Self(
    name: "--quiet", value: nil, group: .output, help: "no summary; errors still show")
  static let json = Self(
    name: "--json", value: nil, group: .output, help: "the answer as JSON on stdout")
  static let noProgress = Self(
    name: "--no-progress", value: nil, group: .output, help: "no progress line")
  static let color = Self(
    name: "--color", value: "WHEN", group: .output,
    help: "auto, always or never [auto]; NO_COLOR is obeyed",
    takes: .word(Paint.Choice.allCases.map(\.rawValue)))
  static let maxRejects = Self(
    name: "--max-rejects", value: "N|P%", group: .checks,
    help: "refuse above so many rejected rows a file [50%]")
  static let maxRatio = Self(
    name: "--max-ratio", value: "N", group: .checks,
    help: "let a gzip file grow so many times [200]")
  static let maxBytes = Self(
    name: "--max-bytes", value: "N", group: .checks,
    help: "let a gzip file grow to so many bytes [64 GiB]")
  static let skipBadFiles = Self(
    name: "--skip-bad-files", value: nil, group: .checks,
    help: "use the other files (still exit 1)")
  static let threads = Self(
    name: "--threads", value: "N", group: .work,
    help: "[all cores]; the result is the same for any N")
  static let blockBytes = Self(
    name: "--block-bytes", value: "N", group: .work,
    help: "bytes read at once [\(ReadingOptions().blockBytes)]; the same for any N")
  static let careful = Self(
    name: "--careful", value: nil, group: .work,
    help: "read every row the slow way; the result is the same")
  static let wait = Self(
    name: "--wait", value: "SECONDS", group: .work,
    help: "for another run in the workspace to end [5]")
  static let help = Self(name: "--help", value: nil, group: .work, help: "this page")

  /// The options of every command that reads the ledger, at the end of its list.
  static let forWork: [Self] = [threads, blockBytes, careful]
}
