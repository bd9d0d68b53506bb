import Ledger

/// A file after a look at its beginning or at all of it: the facts that decide how each line counts.
struct ScannedFile {
  let file: BillFile
  let settings: BillFileSettings
  var facts = BillFileTraits()
  /// By vendor, the time from the first start to the last end.
  var spans: [Name: Validity] = [:]
  /// Lines of items and of totals of all items.
  var hasItems = false
  var hasTotals = false
  /// A cell cannot be read.
  var isFaulty = false
  /// All of the file was looked at.
  var isWhole = false
  var isReplaced = false

  var path: String { file.source.path }

  /// A bill below this is refused as a whole if a cell of it cannot be read.
  static let limit: Int64 = 64 << 20

  init(_ file: BillFile, settings: BillFileSettings) {
    self.file = file
    self.settings = settings
  }

  /// Looks at the beginning of a file, and at all of it if something is wrong there.
  ///
  /// - Returns: nil if it is refused; the findings say why.
  static func beginning(
    of file: BillFile, settings: BillFileSettings, vendors: inout BillVendors,
    findings: inout BillFindings
  ) -> ScannedFile? {
    var seen = findings
    if let scanned = scan(
      file, settings: settings, isBeginning: true, vendors: &vendors, findings: &seen),
      scanned.isWhole || !scanned.isFaulty
    {
      findings = seen
      return scanned
    }
    return whole(file, settings: settings, vendors: &vendors, findings: &findings)
  }

  /// Looks at all of a file.
  ///
  /// - Returns: nil if it is refused; the findings say why.
  static func whole(
    _ file: BillFile, settings: BillFileSettings, vendors: inout BillVendors,
    findings: inout BillFindings
  ) -> ScannedFile? {
    scan(file, settings: settings, isBeginning: false, vendors: &vendors, findings: &findings)
  }

  private static func scan(
    _ file: BillFile, settings: BillFileSettings, isBeginning: Bool, vendors: inout BillVendors,
    findings: inout BillFindings
  ) -> ScannedFile? {
    var scanned = ScannedFile(file, settings: settings)
    var faults = BillFindings()
    let path = scanned.path
    let ending: BillFile.Ending
    do throws(FileProblem) {
      ending = try file.read(BillFile.Manner(isBeginning: isBeginning)) { row, _ in
        for fault in row.faults { faults.add(fault.finding(in: path)) }
        scanned.add(row, vendors: &vendors)
      }
    } catch {
      for finding in faults.all { findings.add(finding) }
      findings.add(error.finding)
      return nil
    }
    if let more = ending.morePages {
      findings.add(BillMessage.pages(at: Place(file: path, line: more.line, column: more.column)))
    }
    scanned.isWhole = ending.isWhole
    guard scanned.isFaulty, ending.isWhole, ending.bytes < ScannedFile.limit else {
      return scanned
    }
    for finding in faults.all { findings.add(finding) }
    return nil
  }

  /// Adds the lines of a record.
  mutating func add(_ row: BillRow, vendors: inout BillVendors) {
    if !row.faults.isEmpty { isFaulty = true }
    for line in row.lines {
      facts.add(line)
      switch line.role {
      case .line: break
      case .item: hasItems = true
      case .total: hasTotals = true
      }
      if line.fault == nil {
        add(Validity(from: line.start, to: line.end), of: line, vendors: &vendors)
      }
    }
  }

  /// Adds the time of a line.
  mutating func add(_ time: Validity, of line: RawBillLine, vendors: inout BillVendors) {
    let vendor = vendors.vendor(of: name(ofVendor: line))
    let span = spans[vendor]
    spans[vendor] = Validity(
      from: min(span?.from ?? time.from, time.from), to: max(span?.to ?? time.to, time.to))
  }

  /// The name of the vendor of a line: that of the settings, of the line, or of the format.
  func name(ofVendor line: RawBillLine) -> Name {
    if let vendor = settings.vendor { return vendor }
    return line.vendor.isEmpty ? file.format.vendor : line.vendor
  }
}
