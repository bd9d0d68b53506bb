import Ledger

/// Reads all files once and gives each line its standing.
struct BillPass: Sendable {
  let files: [ScannedFile]
  private let maker: BillLineMaker
  private let alike: AlikeLines
  private let totals: ItemTotals

  /// Why a line does not count, for a message.
  enum Reason {
    case fault(PlacedBillFault)
    case fx(Day)
    case duplicate(of: String)
    case conflict(Place)
    case total(Money, items: Money, firstItem: Place)
    case overlap(BillOverlap)
  }

  init(files: [ScannedFile], maker: BillLineMaker) {
    self.files = files
    self.maker = maker
    var alike = AlikeLines(files)
    var vendors = maker.vendors
    for index in files.indices where alike.files.contains(index) {
      BillPass.read(files[index], needsLikeness: true) { row, likeness in
        guard let likeness else { return }
        for line in row.lines where line.fault == nil {
          let vendor = vendors.vendor(of: files[index].name(ofVendor: line))
          alike.add(AlikeLines.key(likeness, of: line, vendor: vendor), line, file: index)
        }
      }
    }
    self.alike = alike
    var totals = ItemTotals()
    let hasBoth = Set(files.filter(\.hasTotals).map(\.file.format.name))
      .intersection(files.filter(\.hasItems).map(\.file.format.name))
    if !hasBoth.isEmpty {
      var maker = maker
      for index in files.indices where hasBoth.contains(files[index].file.format.name) {
        let scanned = files[index]
        if scanned.isReplaced { continue }
        BillPass.read(scanned, needsLikeness: alike.files.contains(index)) { row, likeness in
          for raw in row.lines where raw.role != .line {
            let line = maker.line(raw, of: scanned)
            guard line.standing == .counted else { continue }
            if let likeness, alike.files.contains(index) {
              let key = AlikeLines.key(likeness, of: raw, vendor: line.vendor)
              guard alike.relation(key, file: index) == .first else { continue }
            }
            totals.add(line, role: raw.role)
          }
        }
      }
    }
    self.totals = totals
  }

  /// Reads the rows of a file that was read before.
  private static func read(
    _ scanned: ScannedFile, needsLikeness: Bool, visit: (inout BillRow, Likeness?) -> Void
  ) {
    do throws(FileProblem) {
      _ = try scanned.file.read(
        facts: scanned.facts, needsLikeness: needsLikeness, visit: visit)
    } catch {
      // The pass over all lines reports a file that changed.
    }
  }

  /// Passes every line on, in the order of files and lines.
  ///
  /// - Parameter needsTexts: lines have their amounts as billed.
  func run(
    needsTexts: Bool, each: (RawBillLine, BillLine, Reason?) -> Void, onProblem: (Finding) -> Void
  ) {
    var maker = maker
    maker.needsTexts = needsTexts
    var overlaps: [BillKey: PeriodOverlaps] = [:]
    for index in files.indices {
      let scanned = files[index]
      let isAlike = alike.files.contains(index)
      do throws(FileProblem) {
        _ = try scanned.file.read(facts: scanned.facts, needsLikeness: isAlike) { row, likeness in
          if let fault = row.faults.first { row.refuse(fault) }
          for raw in row.lines {
            var line = maker.line(raw, of: scanned)
            let reason = decide(
              &line, raw, likeness, file: index, overlaps: &overlaps)
            each(raw, line, reason)
          }
        }
      } catch {
        onProblem(error.finding)
      }
    }
  }

  /// Decides whether a line counts.
  private func decide(
    _ line: inout BillLine, _ raw: RawBillLine, _ likeness: Likeness?, file: Int,
    overlaps: inout [BillKey: PeriodOverlaps]
  ) -> Reason? {
    let scanned = files[file]
    if scanned.isReplaced {
      line.standing = .replaced
      return nil
    }
    if let fault = raw.fault { return .fault(fault) }
    if !scanned.isInScope(line) {
      line.standing = .outOfScope
      return nil
    }
    let zone = scanned.file.zone
    if let period = maker.context.period, !period.contains(zone.day(of: line.period.from)) {
      line.standing = .outsidePeriod
      return nil
    }
    if line.standing != .counted {
      return .fx(maker.context.reportingZone.day(of: line.period.from))
    }
    if let likeness, alike.files.contains(file) {
      let key = AlikeLines.key(likeness, of: raw, vendor: line.vendor)
      switch alike.relation(key, file: file) {
      case .first: break
      case .duplicate(let other):
        line.standing = .duplicate
        return .duplicate(of: files[other].path)
      case .conflict(let other, let number):
        line.standing = .conflict
        return .conflict(Place(file: files[other].path, line: number))
      }
    }
    if raw.role == .total {
      switch totals.relation(of: line) {
      case .alone: break
      case .equal:
        line.standing = .duplicate
        return nil
      case .differs(let total, let items, let first):
        line.standing = .conflict
        return .total(total, items: items, firstItem: first)
      }
    }
    guard line.kind == .usage else { return nil }
    let key = line.bill
    guard
      let other = overlaps[key, default: PeriodOverlaps()].add(line.period, at: line.place)
    else { return nil }
    line.standing = .refused("bill.overlap")
    return .overlap(
      BillOverlap(
        ownUnit: zone.unit(of: line.period).words, otherUnit: zone.unit(of: other.period).words,
        place: other.place))
  }
}

extension ScannedFile {
  /// Returns true if the settings count the line.
  fileprivate func isInScope(_ line: BillLine) -> Bool {
    settings.only.allSatisfy { scope, values in
      switch scope {
      case .project: values.contains(line.project)
      case .apiKey: values.contains(line.apiKey)
      case .account: values.contains(line.account)
      }
    }
  }
}

extension BillRow {
  /// Refuses every line of the record; one that became no line is a line without anything.
  fileprivate mutating func refuse(_ fault: PlacedBillFault) {
    var refused = lines
    if refused.isEmpty { refused = [RawBillLine()] }
    clear()
    for var line in refused {
      line.fault = fault
      emit(line)
    }
  }
}
