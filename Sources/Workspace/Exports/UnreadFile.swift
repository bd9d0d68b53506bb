import Intake
import Ledger
import Parsing
import Platform

/// A file in `ledger/` that is no usage export by its name: it could hold a month of usage, so it is not passed over.
struct UnreadFile {
  /// In the workspace.
  let path: String
  let kind: Kind

  /// The kind of the file, which decides the advice.
  enum Kind: Hashable {
    /// Of a spreadsheet: renamed, it would still not be an input of Assay.
    case spreadsheet
    /// Text that can be read under a name that ends so; UTF-16 and UTF-32 are converted first.
    case table(ending: String, WideEncoding?)
    /// Files packed into one.
    case archive(String)
    /// A copy that an editor or a person kept.
    case backup
    /// A download that did not end.
    case partial
    /// A table in a form for programs.
    case binary
    /// Notes, pictures and whatever else holds no usage.
    case other
  }

  /// - Parameter beginning: the first bytes of the file, inflated; empty where they cannot be read.
  init(_ path: String, beginning: [UInt8], isGzip: Bool) {
    self.path = path
    kind = UnreadFile.kind(path.trimmedLowercase, beginning, isGzip: isGzip)
  }

  private static let spreadsheets = [
    ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".fods", ".numbers",
  ]
  private static let archives = [
    ".zip", ".7z", ".rar", ".tar", ".tgz", ".tbz2", ".bz2", ".xz", ".zst", ".lz4",
  ]
  private static let binaries = [
    ".parquet", ".arrow", ".feather", ".orc", ".avro", ".db", ".sqlite", ".sqlite3", ".duckdb",
  ]
  private static let backups = [".bak", ".backup", ".old", ".orig", ".copy", "~"]
  private static let partials = [".part", ".partial", ".crdownload", ".download", ".tmp"]
  private static let notes = [
    ".md", ".markdown", ".rst", ".pdf", ".doc", ".docx", ".html", ".htm", ".png", ".jpg", ".sh",
    ".py", ".sql", ".yaml", ".yml", ".toml", ".ini", ".sha256", ".md5",
  ]

  private static func kind(_ name: String, _ bytes: [UInt8], isGzip: Bool) -> Kind {
    func ends(_ endings: [String]) -> String? { endings.first(where: name.hasSuffix) }
    if ends(spreadsheets) != nil { return .spreadsheet }
    let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    if plain.hasSuffix(".tar") { return .archive(".tar") }
    if let archive = ends(archives) { return .archive(archive) }
    if ends(binaries) != nil { return .binary }
    if ends(backups) != nil { return .backup }
    if ends(partials) != nil { return .partial }
    if ends(notes) != nil { return .other }
    switch FileKind(bytes) {
    case .encoding(let encoding):
      return .table(ending: ".tsv", encoding)
    case .other("Parquet"): return .binary
    case .other("PDF"): return .other
    case .other("zstd"): return .archive(".zst")
    case .other: return .archive(".zip")
    case .gzip, nil: break
    }
    guard let ending = TextTable.ending(of: bytes) else { return .other }
    return .table(ending: ending + (isGzip ? ".gz" : ""), nil)
  }

  /// The kinds of table that the start of a text shows.
  private enum TextTable {
    /// The ending for a file that begins with `bytes`; nil where they are no table and no JSON.
    static func ending(of bytes: [UInt8]) -> String? {
      let text = bytes.dropFirst(bytes.byteOrderMarkLength)
      guard let first = text.first(where: { !" \t\r\n".utf8.contains($0) }) else { return nil }
      if first == UInt8(ascii: "{") { return ".jsonl" }
      if first == UInt8(ascii: "[") { return ".json" }
      let line = text.split(whereSeparator: "\r\n".utf8.contains).first ?? []
      if line.contains(UInt8(ascii: "\t")) { return ".tsv" }
      // A sentence has a comma or two; a header has more columns than that, and no full stop.
      let counts = ",;|".utf8.map { sign in line.count { $0 == sign } }
      let isTable = (counts.max() ?? 0) >= 3 && line.last != UInt8(ascii: ".")
      return isTable ? ".csv" : nil
    }
  }
}

extension UnreadFile {
  /// The file as a finding.
  ///
  /// - Parameters:
  ///   - ignored: the setting that leaves out all files that hold no usage, as it is written.
  ///   - folder: the folder of the workspace that it is in.
  ///   - isFree: whether nothing is at a path of the workspace.
  package func finding(
    ignoredBy ignored: String, in root: String, folder: String = WorkspacePath.ledger,
    isFree: (String) -> Bool
  ) -> Finding {
    let endings =
      folder == WorkspacePath.credits
      ? ".csv, .tsv, .jsonl or .ndjson" : ".csv, .tsv, .jsonl or .json"
    let isDocument = path.trimmedLowercase.hasSuffix(".json")
    return Finding(
      .error, at: Place(file: path), code: "file.unread",
      message:
        "\(words(folder)): Assay does not read this file. Expected \(endings), optionally .gz",
      help: isDocument
        ? "write one object per line to a .jsonl file, as in: jq -c '.[]' < FILE"
        : help(ignored, root, folder, isFree))
  }

  private func words(_ folder: String) -> String {
    let noun = folder == WorkspacePath.credits ? "a file of credit events" : "a usage export"
    return switch kind {
    case .spreadsheet: "a spreadsheet"
    case .table: "not \(noun), judging by its name"
    case .archive: "an archive"
    case .backup: "a backup copy, judging by its name"
    case .partial: "an unfinished download, judging by its name"
    case .binary: "not a text file"
    case .other: "not \(noun), judging by its name"
    }
  }

  private func help(
    _ ignored: String, _ root: String, _ folder: String, _ isFree: (String) -> Bool
  ) -> String {
    func shell(_ path: String) -> String { FileSystem.shellPath(path, in: root) }
    let away = "mv \(shell(path)) \(ShellWord.path(root))/"
    switch kind {
    case .spreadsheet:
      return "save it as CSV UTF-8 into \(folder)/, and keep the spreadsheet elsewhere"
    case .table(let ending, nil):
      return "rename it so that Assay reads it: mv \(shell(path)) \(shell(free(ending, isFree)))"
    case .table(let ending, let encoding?):
      return "convert it to UTF-8: iconv -f \(encoding.rawValue) -t UTF-8 \(shell(path)) >"
        + " \(shell(free(ending, isFree))) && \(away)"
    case .archive(".zip"):
      return
        "unpack it: unzip -n \(shell(path)) -d \(shell(FileSystem.parent(of: path))) && \(away)"
    case .archive(".tar"):
      return "unpack it: tar -xf \(shell(path)) -C \(shell(FileSystem.parent(of: path))) && \(away)"
    case .archive: return "unpack it into \(folder)/, and keep the archive elsewhere"
    case .backup: return "keep it elsewhere: \(away)"
    case .partial: return "fetch the whole file again, and delete this one"
    case .binary:
      return
        "write it as CSV UTF-8 into \(folder)/ with the program that made it, and move the original"
        + " out of \(folder)/"
    case .other:
      return "keep it elsewhere (\(away)), or add it to \"ignore\" in assay.json: \(ignored)"
    }
  }

  /// The path of the file with another ending where nothing is yet.
  private func free(_ ending: String, _ isFree: (String) -> Bool) -> String {
    let folder = FileSystem.parent(of: path)
    var name = FileSystem.name(of: path)
    if ending.hasSuffix(".gz"), name.trimmedLowercase.hasSuffix(".gz") { name.removeLast(3) }
    let endings = [".txt", ".tab", ".dat", ".text", ".log", ".out", ".asc", ".data"]
    if let old = endings.first(where: name.trimmedLowercase.hasSuffix) {
      name.removeLast(old.count)
    }
    let tables = [".csv", ".tsv", ".jsonl", ".json", ".ndjson"]
    let plain = ending.hasSuffix(".gz") ? String(ending.dropLast(3)) : ending
    if let own = tables.first(where: name.trimmedLowercase.hasSuffix) {
      let kept = String(name.suffix(own.count))
      name.removeLast(own.count)
      return numbered(folder + "/" + name, kept + ending.dropFirst(plain.count), isFree)
    }
    return numbered(folder + "/" + name, ending, isFree)
  }

  private func numbered(_ start: String, _ ending: String, _ isFree: (String) -> Bool) -> String {
    if isFree(start + ending) { return start + ending }
    let number = (2...).first { isFree("\(start)-\($0)\(ending)") } ?? 2
    return "\(start)-\(number)\(ending)"
  }
}
