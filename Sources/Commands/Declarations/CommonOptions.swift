import Engine
import Terminal

extension CommandDeclaration.Option {
  // Options that several commands have, each declared once.

  static let asKnownAt = Self(
    name: "--as-known-at", value: "T", group: .period,
    help: "use only book rows recorded by T [all rows]")
  static let output = Self(
    name: "--output", value: "DIR", group: .output,
    help: "write reports to DIR [out/; out/PERIOD/ with a period]", takes: .folder)
  static let invoices = Self(
    name: "--invoices", value: nil, group: .output,
    help: "also write a workbook per invoice to invoices/")
  static let eventRevenue = Self(
    name: "--event-revenue", value: "FILE", group: .output,
    help: "also write revenue by credit event, for whole months", takes: .file)
  static let force = Self(
    name: "--force", value: nil, group: .output,
    help: "replace files that Assay did not write")
  static let quiet = Self(
    name: "--quiet", value: nil, group: .output, help: "print no summary, only errors")
  static let verbose = Self(
    name: "--verbose", value: nil, group: .output,
    help: "list every finding, not one line per kind")
  static let json = Self(
    name: "--json", value: nil, group: .output, help: "print the result as JSON on stdout")
  static let noProgress = Self(
    name: "--no-progress", value: nil, group: .output, help: "show no progress line",
    isForMachines: true)
  package static let color = Self(
    name: "--color", value: "WHEN", group: .output,
    help: "colour the output: auto, always or never [auto]",
    takes: .word(Paint.Choice.allCases.map(\.rawValue)))
  static let billTolerance = Self(
    name: "--bill-tolerance", value: "USD", group: .checks,
    help: "for --fail-on, ignore bill differences up to this [0]")
  static let maxRejects = Self(
    name: "--max-rejects", value: "N|P%", group: .checks,
    help: "refuse a file with more rejected rows than this [50%]")
  static let maxRatio = Self(
    name: "--max-ratio", value: "N", group: .checks,
    help: "refuse a gzip file that expands more than N-fold [200]",
    isForMachines: true)
  static let maxBytes = Self(
    name: "--max-bytes", value: "N", group: .checks,
    help: "refuse a gzip file that expands over N bytes [64 GiB]",
    isForMachines: true)
  static let skipBadFiles = Self(
    name: "--skip-bad-files", value: nil, group: .checks,
    help: "skip unusable files, but exit with 1")
  static let threads = Self(
    name: "--threads", value: "N", group: .work,
    help: "use N threads [all cores]; same results for any N",
    isForMachines: true)
  static let blockBytes = Self(
    name: "--block-bytes", value: "N", group: .work,
    help: "read N bytes at once [\(ReadingOptions().blockBytes)]; same results",
    isForMachines: true)
  static let careful = Self(
    name: "--careful", value: nil, group: .work,
    help: "read every row with the slow parser; same results",
    isForMachines: true)
  static let wait = Self(
    name: "--wait", value: "SECONDS", group: .work,
    help: "wait for another run in the workspace to end [5]",
    isForMachines: true)
  static let help = Self(
    name: "--help", value: nil, group: .help,
    help: "print this page; --help all shows every option")

  /// The options of every command that reads the ledger, at the end of its list.
  static let forWork: [Self] = [threads, blockBytes, careful]
}
