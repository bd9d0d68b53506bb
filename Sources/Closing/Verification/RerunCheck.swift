import Intake
import Ledger
import Platform

/// The files of the second run beside those that the manifest lists.
struct RerunCheck {
  /// The manifest of the close.
  let closed: ClosedManifest
  /// The manifest of the second run.
  let made: ClosedManifest
  /// The folder of the second run.
  let folder: String
  /// Folders that may hold the closed files, the likeliest first.
  let copies: [String]
  let isSameVersion: Bool
  /// The most files that are named with their difference.
  let limit: Int

  /// True if only people read it, and another version may draw it otherwise.
  private static func isDrawn(_ file: WrittenFile) -> Bool {
    [".xlsx", ".html", ".db"].contains(where: file.path.hasSuffix)
  }

  /// Returns the result, and a finding per file that differs.
  func result() throws -> (RerunProof, [Finding]) {
    let new = Dictionary(made.outputs.map { ($0.name, $0) }) { first, _ in first }
    var findings: [Finding] = []
    var (differing, uncompared): (Int, [String]) = (0, [])
    // Tables first: they tell where the difference is.
    let files =
      closed.outputs.filter { !RerunCheck.isDrawn($0) } + closed.outputs.filter(RerunCheck.isDrawn)
    for file in files where new[file.name]?.digest != file.digest {
      if !isSameVersion, RerunCheck.isDrawn(file) {
        uncompared.append(file.path)
        continue
      }
      guard let found = try finding(file, isWritten: new[file.name] != nil) else { continue }
      differing += 1
      if differing <= limit { findings.append(found) }
    }
    if isSameVersion {
      let known = Set(closed.outputs.map(\.name))
      for file in made.outputs where !known.contains(file.name) {
        differing += 1
        findings.append(make(file.path, "was not among the closed files"))
      }
    }
    if differing > findings.count {
      let more = differing - findings.count
      findings.append(
        make("manifest.json", "\(more) more \(more == 1 ? "file differs" : "files differ")"))
    }
    if differing > 0 { return (.differs(differing), findings) }
    // The manifest itself is a file of the run as well.
    let count = closed.outputs.count + 1
    return (
      isSameVersion
        ? .same(files: count)
        : .sameFigures(files: count - uncompared.count, uncompared: uncompared), []
    )
  }

  /// Returns the finding about a file whose digest differs; nil where another version wrote the same figures.
  private func finding(_ file: WrittenFile, isWritten: Bool) throws -> Finding? {
    guard isWritten else { return make(file.path, "the run no longer writes this file") }
    guard let copy = try RerunCheck.copy(of: file, in: copies) else {
      let rest =
        isSameVersion
        ? "; without a closed copy, Assay cannot show where"
        : ", and there is no closed copy to compare"
      return make(file.path, "differs from the closed one" + rest, help: against)
    }
    if RerunCheck.isDrawn(file) { return make(file.path, "differs from the closed one") }
    let present = folder + "/" + file.path
    let isTable = file.path.hasSuffix(".csv")
    let difference =
      !isSameVersion && isTable
      ? try NamedColumns.first(closed: copy, present: present)
      : try FileDifference.first(closed: copy, present: present)
    guard let difference else {
      return isSameVersion ? make(file.path, "differs from the closed one") : nil
    }
    return make(file.path, difference.words)
  }

  private var against: String { "name a checkout of the close with its out/: --against DIR" }

  private func make(_ path: String, _ message: String, help: String? = nil) -> Finding {
    Finding(
      .error, at: Place(file: path), code: "verify.rerun", message: message, help: help)
  }

  /// Returns the path of a file with the closed bytes; nil where no folder has one.
  static func copy(of file: WrittenFile, in folders: [String]) throws -> String? {
    for folder in folders {
      let path = folder + "/" + file.path
      guard case .file(file.size, _)? = try FileSystem.kind(of: path) else { continue }
      if try SHA256.file(path).sha256 == file.sha256 { return path }
    }
    return nil
  }
}
