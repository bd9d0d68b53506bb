import Ledger

/// Reads one ledger row cell by cell with every check, collecting every fault.
///
/// The result is the same as the fast path's for rows that both can read.
struct CarefulRow {
  let layout: LedgerLayout
  let zone: ReportingZone
  /// The cells of the row, in file order.
  let fields: [CarefulScanner.Field]
  /// The offset at which the row begins in the bytes from which the fields were scanned.
  let start: Int
  /// The conditions that the row states besides its cells.
  private(set) var conditions: RequestConditions
  /// Nil where no books are at hand.
  let undivided: UndividedMediaOutput?

  /// A fault, its place, and its place in the order of reports: the smallest rank comes first.
  struct Fault {
    let fault: RowFault
    let column: LedgerColumn?
    /// The byte in the row, from 1.
    let byte: Int
    let rank: Int
  }

  private(set) var faults: [Fault] = []
  /// With the byte in the row, from 1, of the cell that each is about.
  private(set) var warnings: [(warning: RowWarning, byte: Int)] = []

  init(
    layout: LedgerLayout, zone: ReportingZone, fields: [CarefulScanner.Field], start: Int,
    conditions: RequestConditions = RequestConditions(), undivided: UndividedMediaOutput?
  ) {
    self.conditions = conditions
    self.undivided = undivided
    self.layout = layout
    self.zone = zone
    self.fields = fields
    self.start = start
  }

  /// The content of a row, as far as it could be read.
  struct Reading {
    var record = UsageRecord()
    var requestID: [UInt8] = []
    var startedAtText: [UInt8] = []
    var user = UserKey(account: .empty, user: .empty)
    /// Nil when provider, model, or whose key was used could not be read.
    var kind: RateKey?
    /// True if the values that decide the cost could be read, whatever else is faulty.
    var isEstimable = false
  }

  /// Reads the row; it is to be rejected when `faults` is not empty afterwards.
  mutating func read() -> Reading {
    var reading = Reading()
    checkTypes()
    checkTexts()
    reading.requestID = cell(.requestID)
    reading.startedAtText = cell(.startedAt)
    checkIDs()
    let startedAt = time(.startedAt)
    let endedAt = readCompletion(after: startedAt)
    let quantityFaults = faults.count
    let statesQuantity = readQuantities(&reading.record.quantities)
    let hasQuantity = statesQuantity || conditions.allowsNoQuantity
    if reading.record.quantities == Quantities(), !StatusAndFlagCells.hasFailed(cell(.status)),
      layout.needsQuantity(model: text(.model), service: text(.service))
    {
      conditions.insert(.unitsNotStated)
    }
    undividedOutput(reading.record.quantities).forEach { conditions.insert($0) }
    let couldReadQuantities =
      faults.count == quantityFaults && !LedgerColumn.quantities.contains(where: isOfWrongType)
    readRecorded(&reading.record)
    let refunding = reading.record.refundingColumn
    if let refunding { add(.refundedUsage(refunding, text: text(refunding)), refunding) }
    reading.user = UserKey(account: name(.accountID), user: name(.userID))
    reading.kind = kind()
    if !hasQuantity && couldReadQuantities && StatusAndFlagCells.status(cell(.status)) != .failed {
      add(.noQuantity, nil, rank: .max)
    }
    if let startedAt {
      reading.record.startedAt = startedAt
      reading.record.endedAt = endedAt ?? startedAt
      reading.record.day = zone.day(of: startedAt)
    }
    let priced: [LedgerColumn] = [.provider, .model, .serviceTier, .region, .byok]
    reading.isEstimable =
      startedAt != nil && couldReadQuantities && hasQuantity && reading.kind != nil
      && refunding == nil
      && !faults.contains { $0.column.map(priced.contains) ?? false }
    // The first fault in the order of the columns decides the code; faults of the row come last.
    faults.sort { ($0.rank, $0.byte) < ($1.rank, $1.byte) }
    return reading
  }

  // MARK: Cells

  private func cell(_ column: LedgerColumn) -> [UInt8] {
    layout.field(of: column).map { fields[$0].text } ?? []
  }

  func name(_ column: LedgerColumn) -> Name { Name(bytes: cell(column)) }

  private func text(_ column: LedgerColumn) -> String {
    String(decoding: cell(column).prefix(64), as: UTF8.self)
  }

  private mutating func add(_ fault: RowFault, _ column: LedgerColumn?, rank: Int? = nil) {
    let field = column.flatMap(layout.field(of:))
    faults.append(
      Fault(fault: fault, column: column, byte: byte(of: field), rank: rank ?? field ?? .max))
  }

  private mutating func warn(_ warning: RowWarning, _ column: LedgerColumn) {
    warnings.append((warning, byte(of: layout.field(of: column))))
  }

  /// Returns the byte at which a field begins in the row, from 1.
  private func byte(of field: Int?) -> Int { field.map { fields[$0].start - start + 1 } ?? 1 }

  // MARK: Types

  /// A value of another type leaves its cell blank, which is no fault of its own then.
  private mutating func checkTypes() {
    for column in LedgerColumn.allCases {
      if let fault = sourceFault(column) { add(fault, column) }
    }
  }

  private func sourceFault(_ column: LedgerColumn) -> RowFault? {
    layout.field(of: column).flatMap { fields[$0].fault }
  }

  private func isOfWrongType(_ column: LedgerColumn) -> Bool { sourceFault(column) != nil }

  private func isBlank(_ column: LedgerColumn) -> Bool {
    cell(column).isEmpty && !isOfWrongType(column)
  }

  // MARK: Texts

  private mutating func checkTexts() {
    for column in LedgerColumn.allCases {
      if column.content.isText {
        for fault in NameFault.faults(inName: cell(column)) {
          add(.text(fault, column: column), column)
        }
      } else if let fault = NameFault.unreadable(
        in: cell(column), isName: false, allowing: column.content.allowedControls)
      {
        add(.text(fault, column: column), column)
      }
    }
  }

  private mutating func checkIDs() {
    if ChangedID.isTotal(cell(.requestID), isWhole: layout.joinsIDs) {
      add(.totalLine, .requestID, rank: -1)
    }
    for column in LedgerColumn.ids {
      guard let fault = ChangedID.fault(in: cell(column)) else { continue }
      add(.changedID(fault, column: column, text: text(column)), column)
    }
    for column in [LedgerColumn.requestID, .provider, .model] where isBlank(column) {
      add(.emptyID(column), column)
    }
    if isBlank(.userID) && isBlank(.accountID) { add(.noUser, .userID, rank: .max) }
  }

  // MARK: Times

  private mutating func time(_ column: LedgerColumn) -> Instant? {
    let bytes = cell(column)
    guard !bytes.isEmpty else {
      if isBlank(column) { add(.noTime(column), column) }
      return nil
    }
    let result = bytes.withUnsafeBufferPointer {
      text -> Result<InstantText.Reading, InstantFault> in
      do throws(InstantFault) { return .success(try InstantText.read(text)) } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let reading):
      if reading.isLeapSecond { warn(.leapSecond, column) }
      return reading.instant
    case .failure(let fault):
      add(.time(fault, column: column, text: text(column)), column)
      return nil
    }
  }

  /// Returns the end of the request; nil where the row states none that can be used.
  private mutating func readCompletion(after startedAt: Instant?) -> Instant? {
    guard !cell(.completedAt).isEmpty, let completedAt = time(.completedAt), let startedAt else {
      return nil
    }
    if completedAt < startedAt {
      add(.completedBeforeStarted, .completedAt, rank: .max)
    } else if completedAt.nanoseconds - startedAt.nanoseconds > StatusAndFlagCells.longestRequest {
      warn(.longRequest, .completedAt)
    }
    return completedAt
  }

  // MARK: Numbers

  /// Reads every quantity; returns whether at least one cell holds something.
  private mutating func readQuantities(_ quantities: inout Quantities) -> Bool {
    var hasQuantity = false
    for column in LedgerColumn.quantities {
      guard case .quantity(let unitClass) = column.content, hasNumber(column) else { continue }
      hasQuantity = true
      if unitClass == .second {
        quantities[.second] = Int64(decimal(column) ?? 0)
      } else {
        quantities[unitClass] = count(column) ?? 0
      }
    }
    return hasQuantity
  }

  private mutating func readRecorded(_ record: inout UsageRecord) {
    if hasNumber(.vendorCostUSD) {
      record.recordedCost = decimal(.vendorCostUSD).map(Money.init(attodollars:))
    }
    if hasNumber(.multiplier) { _ = decimal(.multiplier) }
    for column in [LedgerColumn.creditsDeducted, .balanceBefore, .balanceAfter]
    where hasNumber(column) {
      let credits = decimal(column).map { Credits(microcredits: Int64($0)) }
      if column == .creditsDeducted { record.recordedCredits = credits }
      if column == .balanceAfter { record.balanceAfter = credits }
    }
  }

  /// Returns true if the cell holds more than blanks; blanks alone are an unknown number.
  func hasNumber(_ column: LedgerColumn) -> Bool {
    cell(column).contains { $0 != 0x20 && $0 != 0x09 }
  }

  private mutating func count(_ column: LedgerColumn) -> Int64? {
    let result = cell(column).withUnsafeBufferPointer {
      // The point of a number of JSON never groups digits.
      NumberText.count(
        $0, limit: Quantities.countLimit, allowsGroupOfZeros: !layout.format.isCSV)
    }
    return accept(result, column)
  }

  private mutating func decimal(_ column: LedgerColumn) -> Int128? {
    guard let rule = column.content.decimalRule else {
      preconditionFailure("only columns of decimals are read as such")
    }
    return accept(cell(column).withUnsafeBufferPointer(rule.read), column)
  }

  private mutating func accept<Value>(
    _ result: Result<ReadNumber<Value>, NumberText.Failure>, _ column: LedgerColumn
  ) -> Value? {
    switch result {
    case .success(let number):
      if number.wasTrimmed { warn(.trimmedNumber, column) }
      if number.hadZeroDecimals { warn(.zeroDecimals, column) }
      return number.value
    case .failure(let failure):
      add(.number(failure.fault, column: column, text: text(column)), column)
      return nil
    }
  }

  // MARK: The kind of request

  private mutating func kind() -> RateKey? {
    let status = StatusAndFlagCells.status(cell(.status))
    if status == nil {
      let isRefund = RefundText.stand(in: text(.status))
      add(isRefund ? .refundStatus(text(.status)) : .status(text(.status)), .status)
    }
    let byok = StatusAndFlagCells.boolean(cell(.byok))
    if byok == nil { add(.byok(text(.byok)), .byok) }
    guard let byok, !cell(.provider).isEmpty, !cell(.model).isEmpty else { return nil }
    // A faulty status rejects the row; what it cost us does not depend on it.
    return RateKey(
      tier: name(.tier), service: name(.service).or(RateKey.chatService),
      provider: name(.provider), model: name(.model), status: status ?? .completed, isBYOK: byok,
      serviceTier: name(.serviceTier).or(RateKey.standardServiceTier), region: name(.region),
      currency: name(.currency), conditions: conditions)
  }
}

extension Name {
  /// This name, or `other` where it is blank.
  fileprivate func or(_ other: Name) -> Name { isEmpty ? other : self }
}
