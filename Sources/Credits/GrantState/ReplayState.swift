import Ledger
import Rating

/// The state of the replay: accounts, grants, debts, holds, and the facts that later events look up.
///
/// Everything is in arrays and named by index. `play` and the movements are its mutating functions.
struct ReplayState {
  let ledger: CreditLedger
  let books: CreditBooks
  let ahead: ReplayPrescan
  var clock: ReportingMonths
  /// The consumption orders of all times, the first from always.
  let orders: [(from: Int64, order: GrantOrder)]
  /// The meanings of `balance_after` of all times, the first from always.
  let recordedBalances: [(from: Int64, kind: RecordedBalanceKind)]
  let lowLevels: LowBalanceLevels
  /// True if only some actors may write some events.
  let checksActors: Bool
  /// True if some credits are expected never to be used.
  let expectsBreakage: Bool

  /// In the order of their first events, or draws.
  var accounts: [CreditAccount] = []
  /// The index of the account of each text.
  var accountOfName: [UInt32]
  /// The grants of each account from which credits may be taken, the next one first; one without credits left stays
  /// until it is the first.
  var queues = AccountHeaps()
  /// Everything that ends at an instant, and those of each account, the earliest first.
  var dues: [ScheduledEnd] = []
  var dueQueues = AccountHeaps()
  /// The texts of plans that were looked up.
  var planNames: [UInt32: Name] = [:]
  /// Numbers of the plans that only `accounts.csv` names are new: they follow those of the ledger.
  var names: CreditNames

  var grants: [Grant] = []
  var debts: [Debt] = []
  var uses: [Consumption] = []
  var used: [Int64] = []
  var parts: [Part] = []
  var discounts: [Discount] = []
  var paymentRefunds: [AppliedPaymentRefund] = []
  var payments: [Payment] = []

  /// The latest hold of a reservation id, by account and id.
  var holdOfID = PairTable()
  var grantOfID = PairTable()
  /// The latest use of a request, by account and request.
  var useOfRequest = PairTable()
  /// The payment of an account, by account and payment id.
  var paymentOfID = PairTable()
  /// The `expire` records of a grant that are still to come, by account and grant id.
  var recordsToCome: PairTable

  /// The thing that each event made: a use, grant, discount or payment refund, by index.
  var made: [UInt32]
  /// The `reverse` that undid an event, by event.
  var undoneBy: [UInt32: UInt32] = [:]
  /// The effects of events that were not applied and not yet reversed.
  var refusedEffects: [UInt32: Int128] = [:]

  var revenue = RevenueBook()
  var money = RevenueEntryLog()
  var months = AccountMonthLog()
  /// The rollovers that a record may still belong to, oldest first, by account: indices of `ReplayResult.rollovers`.
  var rollovers: [Int: [Int]] = [:]
  /// The `rollover` records in the second after which credits may roll over, by account and in order of events.
  var waitingRollovers: [Int: [WaitingRollover]] = [:]
  /// The credits that rolled over before and in the second after a `rollover` record that differs, by record.
  var lateRollovers: [UInt32: Int128] = [:]
  /// A multiple of all credit increments, in microcredits.
  let commonIncrement: Int64
  /// The credits granted in the period by source, in microcredits.
  var grantedBySource: [Int128] = Array(repeating: 0, count: GrantSource.allCases.count)
  var findings: [CreditFinding] = []
  var openBalances = OpenBalanceFindings()
  var comparison = BalanceComparison()
  var played = ReplayResult()
  var watched = WatchedEvent()
  var statements = StatementLog()
  /// True from the start of the period.
  var isInPeriod = false
  /// The first instant of the period, in nanoseconds since 1970; `Int64.min` without one.
  var periodStart = Int64.min
  /// Only some accounts are played: those that only `accounts.csv` names are left out.
  var isPart = false

  init(_ ledger: CreditLedger, books: CreditBooks, ahead: ReplayPrescan) {
    self.ledger = ledger
    self.books = books
    self.ahead = ahead
    names = ledger.names
    clock = ReportingMonths(books.zone)
    recordsToCome = ahead.expireRecords
    commonIncrement = ReplayState.commonIncrement(books.creditIncrements)
    orders = ReplayState.steps(of: books.settings.consumptionOrder).map {
      ($0.from, GrantOrder($0.value))
    }
    recordedBalances = ReplayState.steps(of: books.settings.recordedBalance).map {
      ($0.from, $0.value)
    }
    checksActors = books.permissions != nil
    let breakage = books.settings.breakage
    expectsBreakage = ([breakage.fallback] + breakage.entries.map(\.value)).contains {
      $0.method == .proportional
    }
    lowLevels = LowBalanceLevels(books.settings.lowBalancePercents)
    accountOfName = Array(repeating: CreditEvent.none, count: ledger.names.count)
    made = Array(repeating: CreditEvent.none, count: ledger.events.count)
    played.outcomes = Array(repeating: .afterPeriod, count: ledger.events.count)
    reserve()
  }

  /// Makes room for what the events will make, so that no large array is moved.
  private mutating func reserve() {
    var counts = Array(repeating: 0, count: EventKind.allCases.count)
    for event in ledger.events { counts[Int(event.kind.rawValue)] += 1 }
    func count(_ kinds: EventKind...) -> Int {
      kinds.reduce(0) { $0 + counts[Int($1.rawValue)] }
    }
    let consuming = count(.deduct, .settle, .adjust, .paymentRefund)
    uses.reserveCapacity(consuming)
    used.reserveCapacity(consuming)
    parts.reserveCapacity(consuming + consuming / 4)
    money.reserve(consuming: consuming)
    let granting = count(.grant, .reset, .adjust, .redeem, .transferIn, .planChange)
    grants.reserveCapacity(granting)
    grantOfID = PairTable(room: granting)
    useOfRequest = PairTable(room: count(.deduct, .settle))
    played.holds.reserveCapacity(count(.reserve))
  }

  /// Returns the values of a setting that every event asks for, by the instants from which they hold.
  private static func steps<Value>(
    of setting: DatedSetting<Value>
  ) -> [(from: Int64, value: Value)] {
    let starts = Set([Int64.min] + setting.boundaries.map(\.nanoseconds)).sorted()
    return starts.map { ($0, setting.value(tier: .empty, at: Instant(nanoseconds: $0))) }
  }

  /// Returns the index of the consumption order in force at an instant.
  func orderIndex(at instant: Int64) -> Int {
    if orders.count == 1 { return 0 }
    return orders.indices.partitionPoint { orders[$0].from <= instant } - 1
  }

  /// Returns the meaning of `balance_after` at an instant.
  @inline(__always)
  func recordedBalance(at instant: Int64) -> RecordedBalanceKind {
    if recordedBalances.count == 1 { return recordedBalances[0].kind }
    let next = recordedBalances.indices.partitionPoint { recordedBalances[$0].from <= instant }
    return recordedBalances[next - 1].kind
  }

  /// Returns the text of a plan's number.
  mutating func planName(_ number: UInt32) -> Name {
    if let known = planNames[number] { return known }
    let name = names.name(number)
    planNames[number] = name
    return name
  }

  /// Returns the row of `plans.csv` of a plan at an instant; nil if it has none.
  mutating func plan(_ number: UInt32, at instant: Int64) -> Plan? {
    number == CreditNames.blank ? nil : books.plan(planName(number), at: instant)
  }

  /// Returns the worth of credits by the plan of an account at an instant, in 10⁻¹⁸ USD.
  mutating func worth(_ credits: Int128, plan: UInt32, at instant: Int64) -> Int128 {
    credits * books.creditValue(planName(plan), at: instant)
  }

  /// Returns the credit increment of a plan at an instant, in microcredits.
  mutating func increment(plan: UInt32, at instant: Int64) -> Int64 {
    books.increment(planName(plan), at: instant)
  }
}

/// The grants of one payment of an account, and the money that was returned.
struct Payment {
  /// The oldest and the newest of its grants.
  let firstGrant: UInt32
  var lastGrant: UInt32
  /// The sum of its grants' credits, in microcredits, and payments, in 10⁻¹⁸ USD.
  var granted: Int128
  var paid: Int128
  /// The money returned so far, in 10⁻¹⁸ USD.
  var returned: Int128 = 0
}

/// A payment refund that was applied, as its reversal needs it.
struct AppliedPaymentRefund {
  let event: UInt32
  let payment: UInt32
  /// The money stated, in 10⁻¹⁸ USD.
  let stated: Int128
  /// The credits revoked, as parts, the newest first.
  let lastPart: UInt32
  /// The consumption of the credits that the payment's grants did not cover; `CreditEvent.none` if there is none.
  let use: UInt32
}
