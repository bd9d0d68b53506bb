import Ledger
import Parsing
import Platform
import Pricing
import Workspace

/// The files of a catalog, read: one for each day that it is known of.
package struct CatalogFiles {
  package let source: CatalogSource
  /// In the order of their days.
  package let snapshots: [Snapshot]

  /// A catalog as it was on a day.
  package struct Snapshot {
    package let day: Day
    package let catalog: Catalog
    package let files: [String]
  }

  /// Reads a file, or all files `.json` of a folder.
  ///
  /// - Parameters:
  ///   - stated: the catalog that it is; nil is found out.
  ///   - day: of a file whose name has none; nil is `today`.
  package init(_ path: String, source stated: CatalogSource?, day: Day?, today: Day) throws {
    let files = try CatalogFiles.files(at: path)
    var documents: [(file: String, day: Day?, catalog: Catalog)] = []
    var found: Set<CatalogSource> = []
    for file in files {
      let (json, twice) = try CatalogFiles.json(file)
      guard let kind = stated ?? CatalogSource.detect(json) else {
        throw CatalogProblem.unknownKind(file: file)
      }
      found.insert(kind)
      var catalog = try CatalogFiles.catalog(json, kind, file: file)
        .calling(CatalogProviders.names(of: kind))
      for fault in twice {
        if case .duplicateKey(let key) = fault.reason { catalog.noteAgain(key, line: fault.line) }
      }
      documents.append((file, CatalogFiles.day(in: FileSystem.name(of: file)), catalog))
    }
    guard let source = found.first, found.count == 1 else {
      throw CatalogProblem.severalKinds(path, found.map(\.rawValue).sorted())
    }
    self.source = source
    let days = Set(documents.compactMap(\.day))
    if let day {
      try CatalogFiles.requireOneDay(path, days.subtracting([day]))
    }
    let isHistory = day == nil && documents.count > 1 && !days.isEmpty
    if isHistory, let undated = documents.first(where: { $0.day == nil }) {
      throw CatalogProblem.noDay(file: undated.file)
    }
    var snapshots: [Snapshot] = []
    for document in documents {
      let own = day ?? document.day ?? today
      if let last = snapshots.last, last.day == own {
        if isHistory { throw CatalogProblem.sameDay(document.file, last.files[0], own) }
        var joined = last.catalog
        joined.add(document.catalog)
        snapshots[snapshots.count - 1] = Snapshot(
          day: own, catalog: joined, files: last.files + [document.file])
      } else {
        snapshots.append(
          Snapshot(day: own, catalog: document.catalog, files: [document.file]))
      }
    }
    self.snapshots = snapshots.sorted { $0.day < $1.day }
    for (earlier, later) in zip(self.snapshots, self.snapshots.dropFirst())
    where earlier.day == later.day {
      throw CatalogProblem.sameDay(later.files[0], earlier.files[0], later.day)
    }
  }

  /// A stated day is that of one catalog; files that have other days in their names are a history.
  private static func requireOneDay(_ path: String, _ others: Set<Day>) throws(CatalogProblem) {
    if let other = others.min() { throw .otherDay(path, other) }
  }

  private static func files(at path: String) throws -> [String] {
    switch try FileSystem.kind(of: path) {
    case nil: throw CatalogProblem.missing(path)
    case .file, .other: return [path]
    case .folder:
      let names = try FileSystem.names(in: path).filter {
        $0.isText && $0.words.trimmedLowercase.hasSuffix(".json") && $0.bytes.first != 0x2E
      }
      if names.isEmpty { throw CatalogProblem.emptyFolder(path) }
      return names.map { "\(path)/\($0.words)" }
    }
  }

  /// The document, and the keys that it has twice.
  private static func json(_ file: String) throws -> (JSONValue, twice: [JSONFault]) {
    let bytes = try WholeFile.named(file, expected: "JSON")
    if bytes.isEmpty { throw CatalogProblem.unreadable(file, 1, 1, "file.empty", "0 bytes") }
    do throws(JSONFault) {
      var twice: [JSONFault] = []
      let value = try JSONReader.readLast(bytes, twice: &twice)
      return (value, twice)
    } catch {
      throw CatalogProblem.unreadable(
        file, error.line, error.column, error.code, error.message)
    }
  }

  private static func catalog(
    _ json: JSONValue, _ source: CatalogSource, file: String
  ) throws -> Catalog {
    do throws(CatalogFault) { return try source.read(json) } catch {
      throw CatalogProblem.unreadable(
        file, error.line, error.column, error.code, error.message)
    }
  }

  /// The first day that a name holds.
  private static func day(in name: String) -> Day? {
    let bytes = Array(name.utf8)
    guard bytes.count >= 10 else { return nil }
    for start in 0...bytes.count - 10 {
      let isWhole =
        (start == 0 || !(0x30...0x39).contains(bytes[start - 1]))
        && (start + 10 == bytes.count || !(0x30...0x39).contains(bytes[start + 10]))
      let text = String(decoding: bytes[start..<start + 10], as: UTF8.self)
      if isWhole, let day = Day(text) { return day }
    }
    return nil
  }
}
