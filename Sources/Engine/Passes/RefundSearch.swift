import Intake
import Ledger
import Reconciliation

/// Looks for the charge that each refund gives back: of the same user, with the same amounts, or named in the id of the
/// refund and not smaller.
enum RefundSearch {
  /// Names the charges in the exceptions of `map`, and returns a finding per file with refunds that have none.
  ///
  /// Reads the ledger once more where there are refunds.
  static func findings(_ map: inout LedgerMap, _ repeats: Deduplication) throws(RunRefusal)
    -> [Finding]
  {
    let refunds = Array(
      map.slices.lazy.flatMap(\.refunds).filter { !repeats.locations.contains($0.location) }
        .prefix(RefundRow.keptRows))
    if refunds.isEmpty { return [] }
    let sought = SoughtCharges(refunds)
    let parts = try LedgerRescan.collect(map, by: map.job, into: FoundCharges()) {
      part, blocks, slice in
      let copies = repeats.locations.indices(among: blocks.records, slice: slice)
      for (index, record) in blocks.records.enumerated() where !copies.contains(index) {
        guard !record.isRefund else { continue }
        part.take(
          record, of: blocks.user(of: record), at: RowLocation(record, slice: slice), sought)
      }
    }
    var found = FoundCharges()
    for part in parts { found.add(part) }
    let charges = found.charges(of: refunds, sought)
    name(charges, of: refunds, in: &map)
    return unknown(refunds.indices.filter { charges[$0] == nil }.map { refunds[$0] }, map)
  }

  private static func name(
    _ charges: [RowLocation?], of refunds: [RefundRow], in map: inout LedgerMap
  ) {
    var places: [RowLocation: Place] = [:]
    for (refund, charge) in zip(refunds, charges) {
      guard let charge else { continue }
      let place = map.place(of: charge)
      places[refund.location] = Place(file: place.file.description, line: Int(place.line))
    }
    for slice in Set(refunds.map { Int($0.location.slice) }) {
      var named: [(row: RowPlace, charge: Place)] = []
      map.listed[slice].forEachHead { row, location, _ in
        if let charge = places[location] { named.append((row, charge)) }
      }
      for (row, charge) in named {
        guard let diagnosis = map.listed[slice].row(at: row).diagnosis else { continue }
        map.explain(exception: row, ofSlice: slice, by: diagnosis.refunding(chargeAt: charge))
      }
    }
  }

  private static func unknown(_ refunds: [RefundRow], _ map: LedgerMap) -> [Finding] {
    var groups: [Name: [RefundRow]] = [:]
    for refund in refunds {
      groups[map.place(of: refund.location).file, default: []].append(refund)
    }
    return groups.map { file, rows in
      let first = rows[0]
      let more =
        rows.count == 1 ? "" : " (first of \(GroupedDigits.count(Int64(rows.count), "row")))"
      return Finding(
        .warning, at: Place(file: file.description, line: Int(map.place(of: first.location).line)),
        code: "refund.unknown",
        message: "no charge of \(first.user.reported.description.excerpt) matches refund"
          + " \(first.requestID.description.excerpt)\(more)",
        help: "look for the charge: its export may be missing, or the amounts may be wrong")
    }
  }
}

/// The charges to look up among the rows of users with refunds.
private struct SoughtCharges: Sendable {
  /// The amounts of a refund; nil for what it does not give back.
  struct Amounts: Hashable {
    let user: UserKey
    let cost: Money?
    let credits: Credits?
  }

  /// An id that may be of a charge, as it is part of the id of a refund.
  struct Named: Hashable {
    let user: UserKey
    let id: Name
  }

  private(set) var users: Set<UserKey> = []
  private(set) var amounts: Set<Amounts> = []
  /// By the id of a charge, the refunds in whose ids it is.
  private(set) var named: [Named: [Int]] = [:]
  let refunds: [RefundRow]

  init(_ refunds: [RefundRow]) {
    self.refunds = refunds
    for (number, refund) in refunds.enumerated() {
      users.insert(refund.user)
      amounts.insert(SoughtCharges.amounts(of: refund))
      for id in SoughtCharges.parts(of: refund.requestID) {
        named[Named(user: refund.user, id: id), default: []].append(number)
      }
    }
  }

  static func amounts(of refund: RefundRow) -> Amounts {
    Amounts(user: refund.user, cost: refund.cost, credits: refund.credits)
  }

  /// Returns the parts of an id before and after each separator: `r1` of `r1-refund`, and `refund`.
  private static func parts(of id: Name) -> [Name] {
    let bytes = Array(id.bytes)
    let separators = bytes.indices.filter { "-_.:/#".utf8.contains(bytes[$0]) }
    return separators.flatMap { place in
      [Name(bytes: Array(bytes[..<place])), Name(bytes: Array(bytes[(place + 1)...]))]
    }.filter { !$0.isEmpty }
  }
}

/// Charges that refunds may give back.
private struct FoundCharges: Sendable {
  /// By refund, the charge that its id names: the one with the longest id, of equal ones the first.
  private var named: [Int: (length: Int, row: RowLocation)] = [:]
  /// By amounts, the charges in the order of the ledger.
  private var equal: [SoughtCharges.Amounts: [RowLocation]] = [:]

  mutating func take(
    _ record: UsageRecord, of user: UserKey, at row: RowLocation, _ sought: SoughtCharges
  ) {
    guard sought.users.contains(user) else { return }
    let (cost, credits) = (record.recordedCost, record.recordedCredits)
    var tried: [(Money?, Credits?)] = [(cost, credits)]
    if cost != nil && credits != nil { tried += [(cost, nil), (nil, credits)] }
    for (cost, credits) in tried {
      let key = SoughtCharges.Amounts(user: user, cost: cost, credits: credits)
      if sought.amounts.contains(key) { equal[key, default: []].append(row) }
    }
    let id = Name(bytes: record.requestID)
    for number in sought.named[SoughtCharges.Named(user: user, id: id)] ?? [] {
      let refund = sought.refunds[number]
      let isEnough =
        refund.cost ?? .zero <= cost ?? .zero && refund.credits ?? .zero <= credits ?? .zero
      if isEnough { keep(row, length: id.bytes.count, for: number) }
    }
  }

  private mutating func keep(_ row: RowLocation, length: Int, for number: Int) {
    if let known = named[number], (-known.length, known.row) <= (-length, row) { return }
    named[number] = (length, row)
  }

  mutating func add(_ other: FoundCharges) {
    for (number, charge) in other.named { keep(charge.row, length: charge.length, for: number) }
    equal.merge(other.equal) { $0 + $1 }
  }

  /// The charge of each refund; each charge of equal amounts is given back once.
  func charges(of refunds: [RefundRow], _ sought: SoughtCharges) -> [RowLocation?] {
    var taken = Set(named.values.map(\.row))
    var next: [SoughtCharges.Amounts: Int] = [:]
    return refunds.enumerated().map { number, refund in
      if let charge = named[number] { return charge.row }
      let key = SoughtCharges.amounts(of: refund)
      let charges = equal[key] ?? []
      var place = next[key, default: 0]
      while place < charges.count, taken.contains(charges[place]) { place += 1 }
      next[key] = place + 1
      guard place < charges.count else { return nil }
      taken.insert(charges[place])
      return charges[place]
    }
  }
}
