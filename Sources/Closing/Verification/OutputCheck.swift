import Intake
import Ledger
import Platform

/// The reports on disk beside those of the close.
struct OutputCheck {
  /// The folder of the workspace.
  let root: String
  /// The folder of the reports in the workspace.
  let folder: String
  /// The files of the close, its manifest among them.
  let files: [WrittenFile]
  /// The folder of a second run that gave the closed bytes; nil where it did not.
  let made: String?

  /// Returns the result, and a finding per file that differs.
  func result() throws -> (OutputProof, [Finding]) {
    guard try FileSystem.kind(of: root + "/" + folder) == .folder else { return (.absent, []) }
    var findings: [Finding] = []
    for file in files {
      let location = root + "/" + folder + "/" + file.path
      guard case .file(let size, _)? = try FileSystem.kind(of: location) else {
        findings.append(make(file, nil, "is missing" + still))
        continue
      }
      if size == file.size, try SHA256.file(location).sha256 == file.sha256 { continue }
      findings.append(try finding(file, location, size))
    }
    return (findings.isEmpty ? .same(files: files.count) : .differs(findings.count), findings)
  }

  private var still: String { made == nil ? "" : "; the inputs still give the closed file" }

  private func make(_ file: WrittenFile, _ difference: FileDifference?, _ message: String)
    -> Finding
  {
    Finding(
      .error,
      at: Place(
        file: folder + "/" + file.path, line: difference?.line, column: difference?.column),
      code: "verify.output", message: message)
  }

  private func finding(_ file: WrittenFile, _ location: String, _ size: Int64) throws -> Finding {
    guard let made, try RerunCheck.copy(of: file, in: [made]) != nil,
      let difference = try FileDifference.first(closed: made + "/" + file.path, present: location)
    else { return make(file, nil, "differs from the closed one" + still) }
    let count =
      size == file.size ? try OutputCheck.differing(location, made + "/" + file.path) : nil
    let bytes = count.map { $0 == 1 ? "1 byte differs" : "\($0) bytes differ" } ?? "differs"
    let isText = [".csv", ".json", ".jsonl"].contains(where: file.path.hasSuffix)
    return make(
      file, isText ? difference : nil,
      bytes + (isText ? " at line \(difference.line): \(difference.detail)" : "") + still)
  }

  /// Returns the number of bytes that differ in two files of one size.
  private static func differing(_ one: String, _ other: String) throws(SystemError) -> Int {
    let (one, other) = (try OpenFile(one), try OpenFile(other))
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { chunk.deallocate() }
    let half = chunk.count / 2
    var (at, differing): (Int64, Int) = (0, 0)
    while true {
      let left = try one.read(into: .init(rebasing: chunk[..<half]), at: at)
      let right = try other.read(into: .init(rebasing: chunk[half...]), at: at)
      for place in 0..<min(left, right) where chunk[place] != chunk[half + place] {
        differing += 1
      }
      if left < half { return differing + abs(left - right) }
      at += Int64(left)
    }
  }
}
