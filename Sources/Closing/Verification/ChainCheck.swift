import Ledger
import Platform

/// The chain of a workspace beside the files of `closes/`.
struct ChainCheck {
  private let root: String
  private let chain: CloseChain
  /// About the chain itself.
  private(set) var findings: [Finding]
  /// About files that a close lacks, by the number of its line.
  private(set) var lacks: [Int: [Finding]] = [:]

  /// Looks at every file that a line names, and at what no line names.
  ///
  /// - Parameter closes: the closes that are to be proved: what they lack is an error, what others lack a warning.
  init(_ chain: CloseChain, in root: String, of closes: [MonthClose]) throws(SystemError) {
    self.root = root
    self.chain = chain
    findings = chain.faults.map { $0.finding() }
    let wanted = Set(closes.map(\.row.sequence))
    for row in chain.rows where row.kind != .approve {
      try check(row, isWanted: wanted.contains(row.sequence))
    }
    findings += try chain.leftovers(in: root)
  }

  private mutating func note(
    _ severity: Finding.Severity, _ path: String, _ message: String, help: String? = nil
  ) {
    findings.append(
      Finding(
        severity, at: Place(file: path), code: ChainFault.Code.chain.rawValue, message: message,
        help: help))
  }

  private mutating func check(_ row: CloseRow, isWanted: Bool) throws(SystemError) {
    let line = "\(CloseChain.file):\(row.line)"
    if case .file? = try FileSystem.kind(of: root + "/" + row.manifest) {
      let bytes = try FileSystem.contents(of: root + "/" + row.manifest)
      if SHA256.text(of: bytes) != row.manifestSHA256 {
        changed(
          row.manifest, "is not the manifest that \(line) names: it was changed",
          isConverted: SHA256.text(of: LineEnds.withoutCR(bytes)) == row.manifestSHA256)
      }
    } else {
      try lack(row, row.manifest, "the inputs of this close are unknown", isWanted: isWanted)
    }
    if case .file? = try FileSystem.kind(of: root + "/" + row.rowPath) {
      let bytes = try FileSystem.contents(of: root + "/" + row.rowPath)
      if !ChainCheck.isLine(bytes, row) {
        changed(
          row.rowPath, "is not the line \(line)",
          isConverted: ChainCheck.isLine(LineEnds.withoutCR(bytes), row))
      }
    } else {
      try lack(row, row.rowPath, "it holds the line \(line)", isWanted: isWanted)
    }
  }

  /// Notes a file of other bytes.
  ///
  /// - Parameter isConverted: its line ends explain the change.
  private mutating func changed(_ path: String, _ message: String, isConverted: Bool) {
    if isConverted {
      note(.error, path, LineEnds.Conversion.added.message, help: LineEnds.Conversion.help)
    } else {
      note(.error, path, message, help: restore(path))
    }
  }

  /// True if the bytes are the line with that hash, and nothing else.
  private static func isLine(_ bytes: [UInt8], _ row: CloseRow) -> Bool {
    let end = Array(row.rowSHA256.utf8) + [0x0A]
    return bytes.count > end.count && bytes.suffix(end.count) == end[...]
      && SHA256.text(of: Array(bytes.dropLast(end.count))) == row.rowSHA256
  }

  /// Says that a file is missing: an error for a close that is to be proved, a warning for others.
  private mutating func lack(
    _ row: CloseRow, _ path: String, _ meaning: String, isWanted: Bool
  ) throws(SystemError) {
    let isMissing = try FileSystem.kind(of: root + "/" + path) == nil
    let finding = Finding(
      isWanted ? .error : .warning, at: Place(file: path), code: ChainFault.Code.chain.rawValue,
      message: (isMissing ? "is missing: " : "is not a file: ") + meaning, help: restore(path))
    if isWanted {
      lacks[row.sequence, default: []].append(finding)
    } else {
      findings.append(finding)
    }
  }

  private func restore(_ path: String) -> String {
    "restore the file as it was: git checkout -- \(path)"
  }
}
