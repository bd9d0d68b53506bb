import Ledger

/// The plan of the fast path for one layout: which field is what, and the texts met so far.
struct FastRow {
  private let id: Int
  private let startedAt: Int
  private let completedAt: Int
  private let counts: CountFields
  private let recorded: RecordedFields
  /// Texts that no report uses yet: only their form is checked.
  private let plainTexts: [Int]
  /// Nil where no column states conditions that nothing reads.
  private let unread: UnreadFields?
  private let kindRuns: LookupFields
  private let userRuns: LookupFields
  private let accountID: Int
  private let userID: Int
  /// The number of fields of a row up to the last one of its user.
  let fieldsToUser: Int
  private let zone: ReportingZone

  private var instants = FastInstants()
  private var kinds = InternedSpans()
  private var users = InternedSpans()
  /// By their number, the users whose rows are passed over; empty where all are sought.
  private var isUnsought: [Bool] = []
  /// The day that was computed last, and the instants for which it holds.
  private var dayFrom = Instant.distantFuture
  private var dayTo = Instant.distantPast
  private var day = Day(number: 0)

  init(layout: LedgerLayout, zone: ReportingZone) {
    func field(_ column: LedgerColumn) -> Int { layout.field(of: column) ?? -1 }
    id = field(.requestID)
    startedAt = field(.startedAt)
    completedAt = field(.completedAt)
    counts = CountFields(layout)
    recorded = RecordedFields(layout)
    plainTexts = [LedgerColumn.capability, .qualityLevel].compactMap(layout.field(of:))
    unread = layout.usage == .native ? UnreadFields(layout) : nil
    kindRuns = LookupFields(layout.runs(of: LedgerColumn.kind))
    accountID = field(.accountID)
    userID = field(.userID)
    let userRuns = layout.runs(of: LedgerColumn.user)
    self.userRuns = LookupFields(userRuns)
    fieldsToUser = (userRuns.map(\.upperBound).max() ?? -1) + 1
    self.zone = zone
  }

  /// The data that the careful path remembers for rows of the same texts.
  struct Texts {
    let kind: Int32
    /// Rows that count nothing are for the careful path.
    let needsQuantity: Bool
    /// Rows that do not divide their output are for it, too.
    let undivided: RequestConditions
    let user: Int32
    /// False where rows of the user are passed over.
    let isSought: Bool
  }

  /// Stands for the user of a row who was not met before.
  static let unmet: Int32 = -1
  /// Of a kind that was met, the bits which say that its rows need a quantity, and which parts of their output; the
  /// others are its number.
  private static let needsQuantity: Int32 = 1 << 30
  private static let needsImages: Int32 = 1 << 29
  private static let needsAudio: Int32 = 1 << 28

  /// Fills `record` from the fields of a plain row, its user `unmet` where these texts are new; false leaves the row to
  /// the careful path.
  @inline(__always)
  mutating func read(
    _ fields: some RowFields, into record: inout UsageRecord
  ) -> Bool {
    let requestID = fields.text(id)
    // Users are many, and kinds fill more than the nearest cache: the slots of this one's are asked for here, the user's
    // text when the slot is there, and the user is looked at last.
    let user = userRuns.text(in: fields)
    let userHash = TextHash.hash(user)
    users.prefetchSlot(of: userHash)
    let kindText = kindRuns.text(in: fields)
    let kindHash = TextHash.hash(kindText)
    kinds.prefetchSlot(of: kindHash)
    guard requestID.count > 0, isTidy(requestID), ChangedID.isPlain(requestID),
      plainTexts.allSatisfy({ isTidy(fields.text($0)) }),
      let instant = instants.read(fields.text(startedAt))
    else { return false }
    if let unread, unread.stateAny(fields) { return false }
    kinds.prefetchText(of: kindHash)
    record.requestID = requestID
    record.startedAtText = fields.text(startedAt)
    record.startedAt = instant
    record.endedAt = instant
    if completedAt >= 0 && fields.text(completedAt).count > 0 {
      guard let completed = instants.read(fields.text(completedAt)), completed >= instant,
        completed.nanoseconds &- instant.nanoseconds <= StatusAndFlagCells.longestRequest
      else { return false }
      record.endedAt = completed
    }
    guard let kind = kinds.number(of: kindText, hash: kindHash) else { return false }
    record.kind = kind & (FastRow.needsAudio - 1)
    guard counts.read(fields, into: &record.quantities) else { return false }
    if kind >= FastRow.needsAudio, lacksCounts(fields, kind, record.quantities) { return false }
    users.prefetchText(of: userHash)
    guard recorded.read(fields, into: &record) else { return false }
    record.user = users.number(of: user, hash: userHash) ?? FastRow.unmet
    if instant < dayFrom || instant >= dayTo { findDay(of: instant) }
    record.day = day
    return true
  }

  /// Returns true if a row of a kind that needs counts may lack one.
  @inline(never)
  private func lacksCounts(
    _ fields: some RowFields, _ kind: Int32, _ quantities: Quantities
  ) -> Bool {
    if kind & FastRow.needsQuantity != 0, quantities == Quantities() { return true }
    if quantities.output == 0 { return false }
    return kind & FastRow.needsImages != 0 && counts.lacks(.imageOutput, in: fields)
      || kind & FastRow.needsAudio != 0 && counts.lacks(.audioOutput, in: fields)
  }

  /// Remembers what the texts of this row came to on the careful path.
  mutating func remember(_ texts: Texts, for fields: some RowFields) {
    var kind = texts.kind
    if texts.needsQuantity { kind |= FastRow.needsQuantity }
    if texts.undivided.contains(.undividedOutput) { kind |= FastRow.needsImages }
    if texts.undivided.contains(.undividedAudio) { kind |= FastRow.needsAudio }
    kinds.remember(kind, for: kindRuns.text(in: fields))
    remember(user: texts.user, isSought: texts.isSought, for: fields)
  }

  /// Remembers whose the row is.
  mutating func remember(user: Int32, isSought: Bool, for fields: some RowFields) {
    users.remember(user, for: userRuns.text(in: fields))
    guard !isSought else { return }
    while isUnsought.count <= Int(user) { isUnsought.append(false) }
    isUnsought[Int(user)] = true
  }

  /// Returns the user of a row that the fast path split.
  ///
  /// It is nil if the careful path has to report what is wrong with the user.
  func user(in fields: some RowFields) -> UserKey? {
    func text(_ field: Int) -> [UInt8] { field < 0 ? [] : Array(fields.text(field)) }
    let (account, user) = (text(accountID), text(userID))
    guard !account.isEmpty || !user.isEmpty, NameFault.faults(inName: account).isEmpty,
      NameFault.faults(inName: user).isEmpty,
      [account, user].allSatisfy(ChangedID.isPlain)
    else { return nil }
    return UserKey(account: Name(bytes: account), user: Name(bytes: user))
  }

  /// Rows of some users are passed over.
  var passesOverSome: Bool {
    @inline(__always) get { !isUnsought.isEmpty }
  }

  /// Returns true if the row is of a user who was met before and is not sought.
  ///
  /// The first `fieldsToUser` fields of the row are given.
  @inline(__always)
  func passesOver(_ fields: some RowFields) -> Bool {
    guard let user = users.number(of: userRuns.text(in: fields)) else { return false }
    return Int(user) < isUnsought.count && isUnsought[Int(user)]
  }

  @inline(never)
  private mutating func findDay(of instant: Instant) {
    // Zones change their offset on whole minutes, so a minute never spans two days.
    let minute: Int64 = 60 * Instant.nanosecondsPerSecond
    let from = instant.nanoseconds - instant.nanoseconds % minute
    dayFrom = Instant(nanoseconds: from)
    dayTo = Instant(nanoseconds: from + minute)
    day = zone.day(of: instant)
  }

  /// No longer than a name may be, and no blank at either end.
  @inline(__always)
  private func isTidy(_ text: Bytes) -> Bool {
    text.count == 0
      || (text.count <= NameFault.longestName && text[0] != 0x20 && text[text.count &- 1] != 0x20)
  }
}
