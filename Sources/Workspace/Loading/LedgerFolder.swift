import Glibc
import Intake
import Ledger
import Parsing
import Platform
import Pricing

extension WorkspaceLoader {
  /// Looks at every export below `ledger/`; one that cannot be used is noted.
  ///
  /// - Parameters:
  ///   - limits: how much a gzip file may grow.
  ///   - formats: what the settings say of files, by their path.
  ///   - models: the models of the price book: a gateway's name of a provider that is among its providers stays as it is.
  package mutating func ledger(
    _ limits: GzipLimits, formats: [ConfiguredFormat], models: [ModelKey]
  ) throws(SystemError) -> [LedgerFile] {
    var files: [LedgerFile] = []
    var starts: [LedgerStart: SharedStart] = [:]
    let paths = try ledgerPaths(in: WorkspacePath.ledger, limits).sorted()
    noteUnread()
    noteUnknownPaths(of: formats, among: paths)
    let stated = Dictionary(formats.map { ($0.path, $0.format) }) { first, _ in first }
    let keptVendors = VendorName.kept(of: Set(models.map(\.provider.description)))
    files.reserveCapacity(paths.count)
    for path in paths {
      let earlier = findings.count
      do throws(FileFailure) {
        let format = stated[path.description]
        if !isStated(path.description, stated) || BucketFormat.names.contains(format ?? ""),
          try takesBuckets(path.description, limits, format: format, keptVendors: keptVendors)
        {
          if findings[earlier...].contains(where: { $0.severity == .error }),
            let misplaced = misplacedBill(at: path.description, limits)
          {
            findings.replaceSubrange(earlier..., with: [misplaced])
          }
          continue
        }
        let found = try inspect(
          path.description, limits, format: format.flatMap(UsageFormat.init(rawValue:)))
        var file = found.beginning(found.start.keeping(vendors: keptVendors).ignoring(harmless))
        // Most files of a ledger have one header: it is kept once.
        file.share(&starts)
        files.append(file)
      } catch {
        // How its columns would be read is said, and wrong: that is what there is to mend.
        if error.fault.isUnknownExport, hasFaultyMapping(path.description) { continue }
        if !isStated(path.description, stated),
          let misplaced = misplacedBill(at: path.description, limits)
        {
          unknownExports.remove(path.description)
          findings.append(misplaced)
          continue
        }
        let isProposed = unknownExports.endWith(path.description)
        findings.append(error.finding(in: path.description, isProposed: isProposed))
      }
    }
    return files
  }

  /// Notes the files that the settings name a format or a mapping for and that are not there.
  private mutating func noteUnknownPaths(of formats: [ConfiguredFormat], among paths: [Name]) {
    // The settings may name a file that a view does not show.
    if reading.linksLeadOut { return }
    let known = paths.map(\.description)
    let refused = findings.filter { $0.severity == .error }
    // What cannot be opened is there, and may be a folder of what is named.
    let closed = refused.filter { $0.code == "file.open" }.map { $0.place.file + "/" }
    let there = known + refused.map(\.place.file)
    func note(_ named: String, at place: Place, means: (String) -> Bool) {
      if there.contains(where: means) { return }
      let start = named.prefix { $0 != "*" }
      let isPattern = start.count < named.count
      if closed.contains(where: { named.hasPrefix($0) || isPattern && $0.hasPrefix(start) }) {
        return
      }
      let fault = SettingsFault.unknownExport(named, near: nearest(to: named, among: known))
      findings.append(fault.finding(at: place))
    }
    for stated in formats { note(stated.path, at: stated.place) { $0 == stated.path } }
    for stated in mappings { note(stated.pattern, at: stated.place, means: stated.means) }
  }

  /// True if the settings state the format of the file at `path`.
  private func isStated(_ path: String, _ formats: [String: String]) -> Bool {
    formats[path] != nil || mappings.contains { $0.pattern == path }
  }

  /// The maximum depth of folders below `ledger/`.
  ///
  /// No real ledger has such depth, and each level takes room on the stack.
  private static let deepest = 100

  private mutating func ledgerPaths(
    in folder: String, _ limits: GzipLimits
  ) throws(SystemError) -> [Name] {
    var paths: [Name] = []
    for name in names(in: folder) {
      let path = folder + "/" + name.words
      if name.isHidden {
        if !name.isBeside && holdsExport(path) { noteHidden(path) }
        continue
      }
      guard isReadable(name, at: path) else { continue }
      if isIgnored(path) {
        ignoredFiles.append(path)
        continue
      }
      let kind: FileSystem.Kind?
      do throws(SystemError) { kind = try FileSystem.kind(of: root + "/" + path) } catch {
        findings.append(FileFailure(.cannotOpen(reason: error.reason)).finding(in: path))
        continue
      }
      guard kind != nil else {
        // What the link leads to may be a folder of exports.
        findings.append(
          FileFailure(.cannotOpen(reason: FileSystem.reason(ENOENT))).finding(in: path))
        continue
      }
      if kind == .folder {
        if path.utf8.count(where: { $0 == 0x2F }) > WorkspaceLoader.deepest {
          let reason = "nested more than \(WorkspaceLoader.deepest) folders deep"
          findings.append(FileFailure(.cannotOpen(reason: reason)).finding(in: path))
          continue
        }
        // A link to a folder could lead out of the workspace, or round in circles.
        if try FileSystem.isLink(root + "/" + path) {
          findings.append(FileFailure(.cannotOpen(reason: "a link to a folder")).finding(in: path))
          continue
        }
        let inside = try ledgerPaths(in: path, limits)
        paths += inside
        if inside.isEmpty && ExportName.isExport(path) {
          let reason = "a folder without a usage export in it"
          findings.append(FileFailure(.cannotOpen(reason: reason)).finding(in: path))
        }
        continue
      }
      if try leadsOut(path) {
        let reason = "a link that points outside ledger/"
        findings.append(FileFailure(.cannotOpen(reason: reason)).finding(in: path))
        continue
      }
      if ExportName.isExport(path) {
        paths.append(Name(path))
      } else {
        if case .file? = kind {
          keepUnread(path, isFile: true, limits)
        } else {
          keepUnread(path, isFile: false, limits)
        }
      }
    }
    return paths
  }

  /// True if the path is an export by its name, or a folder that contains one at any depth.
  private func holdsExport(_ path: String) -> Bool {
    let depth = path.utf8.count { $0 == 0x2F }
    if ExportName.isExport(path) || depth > WorkspaceLoader.deepest { return true }
    let place = root + "/" + path
    do throws(SystemError) {
      guard try FileSystem.kind(of: place) == .folder, try !FileSystem.isLink(place) else {
        return false
      }
      return try FileSystem.names(in: place).contains { holdsExport(path + "/" + $0.words) }
    } catch {
      // What nobody can look into may hold one.
      return true
    }
  }

  /// True if the file at `path` is a link to one outside the ledger, where that counts.
  private func leadsOut(_ path: String) throws(SystemError) -> Bool {
    guard !reading.linksLeadOut, try FileSystem.isLink(root + "/" + path),
      let real = FileSystem.realPath(root + "/" + path),
      let ledger = FileSystem.realPath(root + "/ledger")
    else { return false }
    return !real.hasPrefix(ledger + "/")
  }
}

extension FileFailure {
  /// The failure as a finding in the file at `path` of the workspace.
  ///
  /// - Parameter isProposed: there is a mapping for it to be looked over.
  package func finding(in path: String, isProposed: Bool = false) -> Finding {
    Finding(
      .error, at: Place(file: path, line: line, column: column), code: fault.code,
      message: fault.message,
      help: isProposed ? FileFailure.pasteHelp : fault.help)
  }

  /// The advice for an export with a proposed mapping to review.
  static let pasteHelp = "paste into assay.json the mapping that assay check proposes for it"
}
