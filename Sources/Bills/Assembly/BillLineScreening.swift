import Ledger

/// Reads all files once and gives each line its standing.
struct BillLineScreening: Sendable {
  let files: [ScannedFile]
  private let maker: BillLineMaker
  private let alike: DuplicateBillLines
  private let totals: BillTotalLines

  /// Why a line does not count, for a message.
  enum Reason {
    case fault(PlacedBillFault)
    case fx(Day)
    case duplicate(of: String)
    /// - Parameter more: by how much all lines like it are above the others; nil where that is not known, 0 after the
    ///   first of them.
    case conflict(Place, more: Money?)
    /// A line that the settings leave out, and that an earlier file has, too.
    case outOfScopeAgain
    case total(Money, items: Money, firstItem: Place)
    case overlap(BillOverlap)
  }

  init(files: [ScannedFile], maker: BillLineMaker) {
    self.files = files
    self.maker = maker
    var alike = DuplicateBillLines(files)
    var vendors = maker.vendors
    for index in files.indices where alike.files.contains(index) {
      BillLineScreening.read(files[index], needsLikeness: true) { row, likeness in
        guard let likeness else { return }
        for line in row.lines where line.fault == nil {
          let vendor = vendors.vendor(of: files[index].name(ofVendor: line))
          alike.add(DuplicateBillLines.key(likeness, of: line, vendor: vendor), line, file: index)
        }
      }
    }
    self.alike = alike
    var totals = BillTotalLines()
    let hasBoth = BillTotalLines.formats(of: files)
    if !hasBoth.isEmpty {
      var maker = maker
      for index in files.indices where hasBoth.contains(files[index].file.format.name) {
        let scanned = files[index]
        if scanned.isReplaced { continue }
        BillLineScreening.read(scanned, needsLikeness: alike.files.contains(index)) {
          row, likeness in
          for raw in row.lines where raw.role != .line {
            let line = maker.line(raw, of: scanned)
            guard line.standing == .counted else { continue }
            if let likeness, alike.files.contains(index) {
              let key = DuplicateBillLines.key(likeness, of: raw, vendor: line.vendor)
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
      _ = try scanned.file.read(BillFile.Manner(needsLikeness: needsLikeness), visit: visit)
    } catch {
      // The pass over all lines reports a file that changed.
    }
  }

  /// Reads every line, in the order of files and lines, and gives it away with its standing.
  ///
  /// - Parameters:
  ///   - numbersLines: lines that recur are given as such.
  ///   - give: gets every line of the bills that are wanted.
  ///   - add: gets every line, with the reason why it does not count; those that recur as one with their sum.
  /// - Returns: the files as they turned out to be.
  func run(
    numbersLines: Bool, give: (ListedBillLine) -> Void,
    add: (BillLine, RawBillLine, Reason?, LineCount) -> Void, onProblem: (Finding) -> Void
  ) -> [ScannedFile] {
    var maker = maker
    var overlaps: [BillKey: PeriodOverlaps] = [:]
    var conflicts: Set<Likeness> = []
    var seen = files
    for index in files.indices {
      let scanned = files[index]
      let manner = BillFile.Manner(
        needsLikeness: alike.files.contains(index), numbersRecords: numbersLines)
      var recurring = LineAggregation()
      do throws(FileProblem) {
        _ = try scanned.file.read(manner) { row in
          switch recurring.add(&row) {
          case nil: return false
          case .added(let line):
            if line.isWanted { give(.again(line)) }
          case .first(let raw):
            var line = maker.line(raw, of: scanned)
            let reason = decide(
              &line, raw, nil, file: index, overlaps: &overlaps, conflicts: &conflicts)
            let given =
              reason == nil
              ? row.number.flatMap { recurring.begin(line, raw, number: $0) } : nil
            if maker.context.choice.has(line.format, line.vendor) {
              give(given ?? .line(line, number: nil))
            }
            add(line, raw, reason, .one)
          }
          return true
        } visit: { row, likeness in
          if !scanned.isWhole { seen[index].add(row, vendors: &maker.vendors) }
          if let fault = row.faults.first { row.refuse(fault) }
          for raw in row.lines {
            var line = maker.line(raw, of: scanned)
            let reason = decide(
              &line, raw, likeness, file: index, overlaps: &overlaps, conflicts: &conflicts)
            let isWanted = maker.context.choice.has(line.format, line.vendor)
            let given =
              reason == nil ? recurring.keep(line, raw, of: &row, isWanted: isWanted) : nil
            if isWanted { give(given ?? .line(line, number: nil)) }
            add(line, raw, reason, .one)
          }
        }
      } catch {
        seen[index].isFaulty = true
        onProblem(error.finding)
      }
      recurring.finish(eachSum: { add($0, $1, nil, $2) }) { raw, decimals, span in
        seen[index].facts.add(decimals, of: raw.currency)
        seen[index].add(span, of: raw, vendors: &maker.vendors)
      }
    }
    return seen
  }

  /// Returns true if everything that the beginnings of files let expect was right.
  func isRight(about seen: [ScannedFile]) -> Bool {
    if files.allSatisfy(\.isWhole) { return true }
    return zip(files, seen).allSatisfy { $0.isWhole || (!$1.isFaulty && $0.facts == $1.facts) }
      && DuplicateBillLines(seen).files == alike.files
      && BillTotalLines.formats(of: seen) == BillTotalLines.formats(of: files)
  }

  /// Decides whether a line counts.
  private func decide(
    _ line: inout BillLine, _ raw: RawBillLine, _ likeness: Likeness?, file: Int,
    overlaps: inout [BillKey: PeriodOverlaps], conflicts: inout Set<Likeness>
  ) -> Reason? {
    let scanned = files[file]
    if scanned.isReplaced {
      line.standing = .replaced
      return nil
    }
    if let fault = raw.fault { return .fault(fault) }
    if !scanned.isInScope(line) {
      line.standing = .outOfScope
      guard let likeness, alike.files.contains(file) else { return nil }
      let key = DuplicateBillLines.key(likeness, of: raw, vendor: line.vendor)
      return alike.relation(key, file: file) == .first ? nil : .outOfScopeAgain
    }
    let reason = decideOfBill(
      &line, raw, likeness, file: file, overlaps: &overlaps, conflicts: &conflicts)
    let day = scanned.file.zone.day(of: line.period.from)
    guard let period = maker.context.period, !period.contains(day) else { return reason }
    line.standing = line.standing == .counted ? .countedOutsidePeriod : .outsidePeriod
    return nil
  }

  /// Decides whether a line counts in its bill, of which all periods are looked at.
  private func decideOfBill(
    _ line: inout BillLine, _ raw: RawBillLine, _ likeness: Likeness?, file: Int,
    overlaps: inout [BillKey: PeriodOverlaps], conflicts: inout Set<Likeness>
  ) -> Reason? {
    if line.standing != .counted {
      return .fx(maker.context.reportingZone.day(of: line.period.from))
    }
    if let likeness, alike.files.contains(file) {
      let key = DuplicateBillLines.key(likeness, of: raw, vendor: line.vendor)
      switch alike.relation(key, file: file) {
      case .first: break
      case .duplicate(let other):
        line.standing = .duplicate
        return .duplicate(of: files[other].path)
      case .conflict(let other, let number, let more):
        line.standing = .conflict
        let isDollars = raw.currency == .dollars || raw.currency.isEmpty
        return .conflict(
          Place(file: files[other].path, line: number),
          more: !conflicts.insert(key).inserted
            ? .zero : isDollars ? Money(attodollars: more) : nil)
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
    let zone = files[file].file.zone
    return .overlap(
      BillOverlap(
        ownUnit: zone.unit(of: line.period).words, otherUnit: zone.unit(of: other.period).words,
        place: other.place))
  }
}

extension ScannedFile {
  /// Returns true if the settings count the line.
  fileprivate func isInScope(_ line: BillLine) -> Bool { settings.scope(without: line) == nil }
}

extension BillFileSettings {
  /// Returns the field by which `only` leaves a line out, and its value; nil if the line counts.
  func scope(without line: BillLine) -> (field: Scope, value: Name)? {
    for field in Scope.allCases {
      guard let values = only[field] else { continue }
      let value =
        switch field {
        case .project: line.project
        case .apiKey: line.apiKey
        case .account: line.account
        }
      if !values.contains(value) { return (field, value) }
    }
    return nil
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
