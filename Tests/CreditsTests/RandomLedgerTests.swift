import Credits
import Ledger
import Testing

/// Laws over random ledgers of every kind of event.
///
/// The replay itself checks its identities and stops if one fails.
struct RandomLedgerTests {
  private struct Chance {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state = (state ^ (state >> 29)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15).low | 1
      state ^= state >> 32
      return Int(state >> 8) % limit
    }

    mutating func one(of words: [String]) -> String { words[below(words.count)] }
  }

  private static func time(_ minutes: Int) -> String {
    let instant = LedgerText.instant("07-01") + Int64(minutes) * 60_000_000_000
    return String(Instant(nanoseconds: instant).rfc3339.dropLast(4))
  }

  private static let accounts = ["a", "b", "c", "d", "w", "m", "n", "org", "shut", "x"]
  private static let kinds = [
    "grant", "reset", "deduct", "deduct", "deduct", "reserve", "settle", "settle", "release",
    "refund", "refund", "reverse", "reverse", "adjust", "redeem", "transfer_out", "transfer_in",
    "plan_change", "payment_refund", "expire", "rollover", "balance",
  ]

  /// About 300 events over four months.
  private static func lines(seed: Int, isSpread: Bool) -> [String] {
    var chance = Chance(state: UInt64(seed) * 7919 + 1)
    var minute = 0
    return (1...300).map { number in
      minute += isSpread ? 1 + chance.below(1200) : chance.below(3) * 600
      return line(number, minute, &chance)
    }
  }

  private static func line(_ number: Int, _ minute: Int, _ chance: inout Chance) -> String {
    let kind = chance.one(of: kinds)
    let credits = "\(chance.below(40)).\(1 + chance.below(9))"
    var cells = [time(minute), chance.one(of: accounts), kind]
    let until = "until=@" + time(minute + 1 + chance.below(40_000))
    let id = chance.below(6)
    switch kind {
    case "grant":
      cells += [credits, "source=" + chance.one(of: ["monthly", "bonus", "promotion", "topup"])]
      if chance.below(2) == 0 { cells.append(until) }
      if chance.below(2) == 0 { cells.append("paid=\(chance.below(30)).\(chance.below(100))7") }
      if chance.below(3) == 0 { cells.append("pay=p\(number % 20)") }
      if chance.below(4) == 0 { cells.append("grant=g\(id)") }
    case "reset":
      cells += [chance.one(of: ["500", "10", "0", credits]), until]
      if chance.below(2) == 0 {
        cells.append("plan=" + chance.one(of: ["pro", "big", "free", "whole", "zz"]))
      }
      if chance.below(3) == 0 { cells.append("paid=\(chance.below(30))") }
    case "deduct": cells += [credits, "req=r\(chance.below(30))"]
    case "reserve": cells += [credits, "res=v\(id)", until]
    case "settle": cells += [credits, "res=v\(id)", "req=r\(chance.below(30))"]
    case "release": cells += ["-", "res=v\(id)"]
    case "refund": cells += [credits, "req=r\(chance.below(30))"]
    case "reverse": cells += ["-", "of=e\(1 + chance.below(number))"]
    case "adjust": cells += [(chance.below(2) == 0 ? "-" : "") + credits, "reason=x"]
    case "redeem":
      cells += [
        chance.one(of: ["-", credits]),
        "coupon=" + chance.one(of: ["PLUS", "FIVE", "HALF", "GIFT", "THIRD", "NONE"]),
      ]
    case "transfer_out", "transfer_in": cells += [credits, "tx=t\(id)", "to=b"]
    case "plan_change":
      cells += [
        chance.one(of: ["-", credits]),
        "plan=" + chance.one(of: ["pro", "big", "free", "whole", "deep", "zz"]),
      ]
      if chance.below(2) == 0 { cells.append("effective=@" + time(minute + chance.below(20_000))) }
      if chance.below(3) == 0 { cells.append("paid=\(chance.below(30))") }
    case "payment_refund":
      cells += [credits, "pay=p\(chance.below(20))", "paid=\(chance.below(20)).5"]
    case "expire": cells += [credits, "grant=" + chance.one(of: ["g\(id)", "e\(1 + number / 2)"])]
    default: cells.append(credits)
    }
    if chance.below(4) == 0 && kind != "balance" { cells.append("after=\(chance.below(900)).5") }
    if chance.below(20) == 0 { cells.append("key=k\(chance.below(9))") }
    cells.append("id=e\(chance.below(40) == 0 ? 1 + chance.below(number) : number)")
    return cells.joined(separator: " ")
  }

  private static func settings(_ seed: Int) -> (inout CreditSettings) -> Void {
    { settings in
      let orders: [[ConsumptionKey]] = [
        [.expiry, .priority, .age], [.priority, .free, .expiry], [.age], [.free],
      ]
      settings.consumptionOrder = DatedSetting(
        always: orders[seed % 4],
        entries: [
          .init(
            from: Instant(nanoseconds: LedgerText.instant("08-15")), tier: nil,
            value: orders[seed / 4 % 4])
        ])
      if seed % 2 == 0 { settings.refundExpired = .init(always: .lost) }
      if seed % 3 == 0 { settings.refundExpiresDays = .init(always: 9) }
      if seed % 5 < 2 { settings.recordedBalance = .init(always: .available) }
      settings.upgradeCredits = .init(always: [.prorated, .difference, .none][seed % 3])
      if seed % 7 < 3 { settings.breakage = breakage }
    }
  }

  /// Breakage at expiry until August, then in proportion.
  private static var breakage: DatedSetting<BreakageRule> {
    var rule = BreakageRule()
    rule.method = .proportional
    for (source, millionths) in [
      ("monthly", 20_000_000), ("topup", 33_333_333), ("bonus", 100_000_000),
      ("transfer", 7_000_000),
    ] as [(String, Int64)] {
      rule.percents[source] = Percent(millionths: millionths)
    }
    return DatedSetting(
      always: BreakageRule(),
      entries: [
        .init(from: Instant(nanoseconds: LedgerText.instant("07-20")), tier: nil, value: rule)
      ])
  }

  @Test(arguments: 1...60)
  func `every row has one outcome, and the figures agree with each other`(seed: Int) {
    let lines = Self.lines(seed: seed, isSpread: false)
    let played = AuditAsText(lines.joined(separator: "\n"), Self.settings(seed))
    #expect(played.audit.equation.holds)
    #expect(played.audit.equation.read == 300)
    // The identities hold in any period too.
    let period = AuditAsText(
      lines.joined(separator: "\n"), Self.settings(seed), period: ("08-01", "09-01"))
    #expect(period.audit.equation.holds)
  }

  @Test(arguments: 1...30)
  func `the statements of all accounts realise the revenue of the ledger`(seed: Int) {
    var books = SampleBooks()
    Self.settings(seed)(&books.settings)
    let lines = Self.lines(seed: seed, isSpread: false)
    var ledger = LedgerText(lines.joined(separator: "\n")).ledger
    ledger.enterNames(of: books.books)
    let audit = CreditReplay.audit(ledger, books: books.books, period: nil, requests: nil)
    // That the lines sum to each balance and figure, the replay checks itself.
    let stories = CreditReplay.stories(
      of: audit.balances.map(\.account), ledger, books: books.books, period: nil)
    let realised = stories.flatMap(\.statement.lines).reduce(Int128(0)) { $0 + $1.realised }
    #expect(realised == audit.revenue.reduce(0) { $0 + $1.realised })
    #expect(stories.map(\.statement.closing) == audit.balances.map(\.closing))
    // A statement begins in any period too.
    let period =
      Instant(
        nanoseconds: LedgerText.instant("08-01"))..<Instant(
        nanoseconds: LedgerText.instant("09-01"))
    let later = CreditReplay.stories(
      of: audit.balances.map(\.account), ledger, books: books.books, period: period)
    #expect(later.count == stories.count)
  }

  @Test(arguments: 1...30)
  func `the sums over postings and months agree with the ledger`(seed: Int) {
    let lines = Self.lines(seed: seed, isSpread: seed % 2 == 0)
    let played = AuditAsText(lines.joined(separator: "\n"), Self.settings(seed))
    let audit = played.audit
    // The waterfall ends with what is deferred.
    let last = audit.months.upperBound - 1
    let waterfall = WaterfallRow.rows(audit.postings, months: last..<last + 1)
    let deferred = audit.revenue.filter { $0.month == audit.revenue.last?.month }
    #expect(
      waterfall.reduce(0) { $0 + $1.stillDeferred } == deferred.reduce(0) { $0 + $1.closing })
    // The rows of events, and of tiers, sum to the revenue of all months.
    let realised = audit.revenue.reduce(Int128(0)) { $0 + $1.realised }
    let breakage = audit.revenue.reduce(Int128(0)) { $0 + $1.breakage }
    let events = EventRevenue.rows(audit.postings, months: audit.months)
    #expect(events.reduce(0) { $0 + $1.realised } == realised)
    #expect(events.reduce(0) { $0 + $1.breakage } == breakage)
    let tiers = RealisedRevenue(audit, nil).byTier
    #expect(tiers.reduce(0) { $0 + $1.realised } == realised)
    // Months of an account follow each other, and end with its balance.
    var closing: [UInt32: Int128] = [:]
    var consumed: Int128 = 0
    for row in audit.accountMonths {
      #expect(row.opening == closing[row.account] ?? 0)
      let added = row.granted.reduce(0, +) + row.refunded + row.transferredIn
      let gone = row.consumed + row.expired + row.revoked + row.transferredOut
      #expect(row.closing == row.opening + added - gone)
      closing[row.account] = row.closing
      consumed += row.consumed - row.refunded
    }
    for row in audit.balances { #expect(closing[row.account] ?? 0 == row.closing) }
    #expect(audit.consumedCredits.reduce(0) { $0 + Int128($1.credits) } == consumed)
  }

  @Test(arguments: 1...20)
  func `the order of rows at different instants does not matter`(seed: Int) {
    let lines = Self.lines(seed: seed, isSpread: true)
    let unique = lines.enumerated().map { $1 + " id=e\($0 + 1)" }
    let forward = AuditAsText(unique.joined(separator: "\n"), Self.settings(seed))
    let backward = AuditAsText(unique.reversed().joined(separator: "\n"), Self.settings(seed))
    #expect(forward.findings == backward.findings)
    #expect(forward.balances == backward.balances)
    #expect(
      forward.audit.revenue.map(\.closing) == backward.audit.revenue.map(\.closing))
  }

  @Test(arguments: 1...20)
  func `the closing balances of a period are the opening ones of the next`(seed: Int) {
    let text = Self.lines(seed: seed, isSpread: true).joined(separator: "\n")
    let first = AuditAsText(text, Self.settings(seed), period: ("07-01", "08-20"))
    let second = AuditAsText(text, Self.settings(seed), period: ("08-20", "12-31"))
    let closing = Dictionary(
      uniqueKeysWithValues: first.audit.balances.map {
        (first.audit.names.name($0.account), $0.closing)
      })
    for row in second.audit.balances {
      #expect(row.opening == closing[second.audit.names.name(row.account)] ?? 0)
    }
  }
}

extension AuditAsText {
  /// Every account's closing balance.
  fileprivate var balances: [String] {
    audit.balances.map { "\(audit.names.name($0.account)) \($0.closing) \($0.explained)" }
  }
}
