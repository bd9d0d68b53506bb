import Ledger

/// A file after its first pass: the facts that need all of it.
struct ScannedFile {
  let file: BillFile
  let settings: BillFileSettings
  var facts = BillFacts()
  /// By vendor, the time from the first start to the last end.
  var spans: [Name: Validity] = [:]
  /// Lines of items and of totals of all items.
  var hasItems = false
  var hasTotals = false
  var bytes: Int64 = 0
  var isReplaced = false

  var path: String { file.source.path }

  /// A bill below this is refused as a whole if a cell of it cannot be read.
  static let limit: Int64 = 64 << 20

  /// Reads all of a file once.
  ///
  /// - Returns: nil if it is refused; the findings say why.
  static func scan(
    _ file: BillFile, settings: BillFileSettings, vendors: inout BillVendors,
    findings: inout BillFindings
  ) -> ScannedFile? {
    var scanned = ScannedFile(file: file, settings: settings)
    var faults = BillFindings()
    var isFaulty = false
    let path = scanned.path
    do throws(FileProblem) {
      let ending = try file.read(facts: BillFacts(), needsLikeness: false) { row, _ in
        for fault in row.faults {
          faults.add(fault.finding(in: path))
          isFaulty = true
        }
        for line in row.lines { scanned.add(line, vendors: &vendors) }
      }
      scanned.bytes = ending.bytes
      if let more = ending.morePages {
        findings.add(
          BillMessage.pages(at: Place(file: path, line: more.line, column: more.column)))
      }
    } catch {
      for finding in faults.all { findings.add(finding) }
      findings.add(error.finding)
      return nil
    }
    guard isFaulty, scanned.bytes < ScannedFile.limit else { return scanned }
    for finding in faults.all { findings.add(finding) }
    return nil
  }

  private mutating func add(_ line: RawBillLine, vendors: inout BillVendors) {
    facts.add(line)
    switch line.role {
    case .line: break
    case .item: hasItems = true
    case .total: hasTotals = true
    }
    if line.fault != nil { return }
    let vendor = vendors.vendor(of: name(ofVendor: line))
    let span = spans[vendor]
    spans[vendor] = Validity(
      from: min(span?.from ?? line.start, line.start), to: max(span?.to ?? line.end, line.end))
  }

  /// The name of the vendor of a line: that of the settings, of the line, or of the format.
  func name(ofVendor line: RawBillLine) -> Name {
    if let vendor = settings.vendor { return vendor }
    return line.vendor.isEmpty ? file.format.vendor : line.vendor
  }
}
