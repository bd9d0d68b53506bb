import Cube
import Ledger
import Reconciliation

/// The effect of one cause over all requests.
///
/// Credits that are right for a wrong cost are counted with the cause of the cost.
package struct DiagnosisLine: Sendable {
  package let cause: Cause
  /// Credit events say what customers paid: the recorded credits are only those of the usage export.
  package let isOfExport: Bool
  package private(set) var requests = 0
  /// By user, or account where the ledger names no user.
  package private(set) var users: [Name: ChargeEffect] = [:]
  package private(set) var models: Set<Name> = []
  package private(set) var tiers: Set<Name> = []
  package private(set) var services: Set<Name> = []
  package private(set) var files: Set<Name> = []
  /// The rows of the books behind the figures.
  package private(set) var places: Set<Place> = []
  /// When the prices changed that were taken too early or too late; nil where a request had another cause.
  package private(set) var changes: Set<Instant?> = []
  /// The lists of classes that may have been left out of each cost, each list once.
  ///
  /// Empty for causes other than `class_dropped`.
  package private(set) var leftOut: Set<[OmittedClass]> = []
  /// The excess of recorded over right cost, in attodollars.
  package private(set) var costAbove: Int128 = 0
  /// The shortfall of recorded cost against the right cost, in attodollars; positive.
  package private(set) var costBelow: Int128 = 0
  package private(set) var effect = ChargeEffect()
  /// The refunded credits, in microcredits.
  ///
  /// They were charged before, so they are in no `effect`.
  package private(set) var refunded: Int128 = 0
  /// Their value at list, in attodollars.
  package private(set) var refundedWorth: Int128 = 0
  package private(set) var firstDay: Day
  package private(set) var lastDay: Day
  package private(set) var first: Instant
  package private(set) var last: Instant
  /// By the day on which they began.
  private(set) var days: [Day: DiagnosisWindow] = [:]
  /// Their first and last time, and the data that they share.
  package private(set) var pattern = DiagnosisPattern()
  /// The rate cards of the rows, to look the names of each up once.
  private var cards: Set<ObjectIdentifier> = []
  /// The card and the file of the row before.
  private var before: (card: ObjectIdentifier, file: Name)?

  private init(_ cause: Cause, _ diagnosis: Diagnosis, isOfExport: Bool) {
    self.cause = cause
    self.isOfExport = isOfExport
    (firstDay, lastDay) = (diagnosis.day, diagnosis.day)
    (first, last) = (diagnosis.startedAt, diagnosis.startedAt)
  }

  /// Returns a line for each cause: what nothing explains, then by the amount, then by the credits that were wrong,
  /// then in the order of the codes.
  static func make(
    _ exceptions: RowList<ExceptionRow>, among facts: Facts, in zone: ReportingZone,
    ledgerFiles: Int, isOfExport: Bool
  ) -> [DiagnosisLine] {
    var lines: [DiagnosisLine] = []
    var numbers: [Cause: Int] = [:]
    func number(_ cause: Cause, _ diagnosis: Diagnosis) -> Int {
      if let known = numbers[cause] { return known }
      numbers[cause] = lines.count
      lines.append(DiagnosisLine(cause, diagnosis, isOfExport: isOfExport))
      return lines.count - 1
    }
    for index in exceptions.indices
    where ExceptionRow.isMismatch(order: exceptions.order(at: index)) {
      let exception = exceptions[index]
      guard let diagnosis = exception.row.diagnosis else { continue }
      let (cost, credits) = (diagnosis.cost, diagnosis.credits)
      let isOne = cost != nil && causeOfCredits(diagnosis) == cost?.cause
      if let cost {
        lines[number(cost.cause, diagnosis)].add(
          exception, diagnosis, cost, cost: exception.row.costDifference,
          credits: isOne ? exception.row.creditsDifference : nil)
      }
      if let credits, !isOne {
        lines[number(credits.cause, diagnosis)].add(
          exception, diagnosis, credits, cost: nil,
          credits: exception.row.creditsDifference)
      }
    }
    let ground = DiagnosisPattern.Ground(facts, in: zone, ledgerFiles: ledgerFiles)
    for index in lines.indices {
      lines[index].pattern = DiagnosisPattern(lines[index], among: ground)
    }
    return lines.sorted(by: precedes)
  }

  /// The cause with which the credits of a request count; nil where they agree.
  ///
  /// Credits that are right for a wrong cost count with its cause, and so do those nothing explains either.
  static func causeOfCredits(_ diagnosis: Diagnosis) -> Cause? {
    guard let credits = diagnosis.credits?.cause else { return nil }
    guard credits.first == .followsCost else { return credits }
    return diagnosis.cost?.cause ?? credits
  }

  private static func precedes(_ left: DiagnosisLine, _ right: DiagnosisLine) -> Bool {
    let (isLeft, isRight) = (left.cause == .unexplained, right.cause == .unexplained)
    if isLeft != isRight { return isLeft }
    let amounts = (left.amount, right.amount)
    if amounts.0 != amounts.1 { return amounts.0 > amounts.1 }
    let credits = (left.effect.size, right.effect.size)
    return credits.0 == credits.1 ? left.cause < right.cause : credits.0 > credits.1
  }

  /// Recorded less expected cost, in attodollars.
  package var costDifference: Int128 { costAbove - costBelow }

  /// The amount is the value of the credits that were wrong, not the differences of the cost.
  package var isOfCharges: Bool { effect.worth > 0 && effect.worth >= costAbove + costBelow }

  /// The amount in attodollars: the value of wrong credits, or the cost differences, either way.
  ///
  /// It is whichever is more.
  package var amount: Int128 { isOfCharges ? effect.worth : costAbove + costBelow }

  /// Only credits of the usage export are wrong, no cost.
  var isOfExportCredits: Bool { isOfExport && effect.size > 0 && costAbove + costBelow == 0 }

  private mutating func add(
    _ exception: Located<ExceptionRow>, _ diagnosis: Diagnosis, _ side: Diagnosis.Side,
    cost: Money?, credits: Credits?
  ) {
    requests += 1
    addNames(of: exception)
    if let fit = side.fits.first {
      if !fit.places.isEmpty { places.formUnion(fit.places) }
      changes.insert(fit.change)
      if !fit.leftOut.isEmpty { leftOut.insert(fit.leftOut) }
    } else if changes.isEmpty {
      // What nothing explains has no change, in any row of it.
      changes.insert(nil)
    }
    let difference = cost?.attodollars ?? 0
    costAbove += max(0, difference)
    costBelow -= min(0, difference)
    let isRefund = cause == .refund
    if isRefund {
      let refund = ChargeEffect(credits ?? .zero, exception.row.terms)
      refunded -= refund.net
      refundedWorth -= refund.netWorth
    }
    let charged = ChargeEffect(isRefund ? .zero : credits ?? .zero, exception.row.terms)
    effect.add(charged)
    users[exception.row.customer, default: ChargeEffect()].add(charged)
    (firstDay, lastDay) = (min(firstDay, diagnosis.day), max(lastDay, diagnosis.day))
    (first, last) = (min(first, diagnosis.startedAt), max(last, diagnosis.startedAt))
    let window = DiagnosisWindow(diagnosis.startedAt, on: diagnosis.day)
    days[diagnosis.day] = days[diagnosis.day]?.joined(with: window) ?? window
  }

  private mutating func addNames(of exception: Located<ExceptionRow>) {
    let card = exception.row.cardID
    if before?.file != exception.file { files.insert(exception.file) }
    if before?.card != card, cards.insert(card).inserted {
      models.insert(exception.row.model)
      tiers.insert(exception.row.tier)
      services.insert(exception.row.service)
    }
    before = (card, exception.file)
  }

  /// Whom it cost most, or whom it spared most, with what; nil where no charge was wrong.
  ///
  /// By credits, which are reported, then by their value; equal ones bytewise.
  package var worst: (user: Name, effect: ChargeEffect)? {
    func size(_ effect: ChargeEffect) -> (UInt128, UInt128) {
      (effect.net.magnitude, effect.netWorth.magnitude)
    }
    let worst = users.max { left, right in
      let (one, other) = (size(left.value), size(right.value))
      return one == other ? left.key > right.key : one < other
    }
    return worst.flatMap { $0.value.net == 0 ? nil : ($0.key, $0.value) }
  }
}

/// The overcharges and undercharges of customers.
package struct ChargeEffect: Hashable, Sendable {
  /// In microcredits, as is `undercharged`; both are positive.
  package private(set) var overcharged: Int128 = 0
  package private(set) var undercharged: Int128 = 0
  /// The value of those credits at list, in attodollars.
  package private(set) var overchargedWorth: Int128 = 0
  package private(set) var underchargedWorth: Int128 = 0
  /// The part of these that is of paid tiers: what customers paid too much, and what we did not earn.
  package private(set) var overpaid: Int128 = 0
  package private(set) var lost: Int128 = 0

  init() {}

  /// The effect of one request, whose recorded credits differ by `difference`.
  init(_ difference: Credits, _ terms: Terms) {
    let credits = Int128(difference.microcredits.magnitude)
    let worth = credits * terms.creditValue.attodollarsPerMicrocredit
    let paid = terms.revenue(ofMicrocredits: credits).attodollars
    if difference > .zero {
      (overcharged, overchargedWorth, overpaid) = (credits, worth, paid)
    } else {
      (undercharged, underchargedWorth, lost) = (credits, worth, paid)
    }
  }

  mutating func add(_ other: ChargeEffect) {
    overcharged += other.overcharged
    undercharged += other.undercharged
    overchargedWorth += other.overchargedWorth
    underchargedWorth += other.underchargedWorth
    overpaid += other.overpaid
    lost += other.lost
  }

  /// The value of wrong credits, either way, in attodollars.
  package var worth: Int128 { overchargedWorth + underchargedWorth }

  /// The part of that value from free tiers, which pay nothing for credits.
  package var freeWorth: Int128 { worth - overpaid - lost }

  /// Credits above what was right, less those below, in microcredits.
  package var net: Int128 { overcharged - undercharged }

  /// Their net value, in attodollars.
  package var netWorth: Int128 { overchargedWorth - underchargedWorth }

  /// The number of wrong credits, either way, in microcredits.
  package var size: Int128 { overcharged + undercharged }
}
