import Cube
import Intake
import Ledger
import Reconciliation

/// Rows that state under ids of their own what other rows state: an export that was made twice, with new ids.
///
/// Their instant, user, vendor, model and every count are the same. The rows of a small ledger are all compared with each
/// other; a larger one is read again only where its sums are multiples, as those of such rows are.
enum RowsExportedTwice {
  /// The number of rows up to which a ledger is small.
  private static let small: Int64 = 50_000
  /// About the number of rows in memory at once.
  private static let rowsAtOnce: Int64 = 1_000_000
  /// The number of rows, and of different counts, that show it.
  static let fewest = 5

  /// Returns a warning for each file with such rows, if there are too many for chance.
  ///
  /// - Parameter told: the files with the same report already, as they name their responses.
  static func findings(
    _ facts: Facts, _ map: LedgerMap, _ repeats: Deduplication, but told: Set<String>
  ) throws(RunRefusal) -> [Finding] {
    let count = map.slices.reduce(0) { $0 + $1.pieces.reduce(0) { $0 + $1.inPeriod } }
    guard count > fewest, count <= small || facts.mayRepeatRows else { return [] }
    let partitions = UInt64(1 + count / rowsAtOnce)
    var job = map.job
    job.compares = false
    var sums = RepeatedSums()
    for partition in 0..<partitions {
      let parts = try LedgerRescan.collect(map, by: job, into: Part()) { part, blocks, slice in
        let copies = repeats.locations.indices(among: blocks.records, slice: slice)
        part.take(blocks, slice: slice, map, but: copies) { $0 % partitions == partition }
      }
      let groups = UsageGroups(parts.flatMap(\.rows))
      if partition == 0, !groups.areNoChance { return [] }
      sums.add(groups)
    }
    return sums.counted.filter { !told.contains(map.job.files[$0.key].path) }
      .sorted { $0.key < $1.key }.map { finding($0.key, $0.value, map) }
  }

  private static func finding(
    _ file: Int, _ again: RepeatedSums.Again, _ map: LedgerMap
  ) -> Finding {
    let (path, line) = map.place(of: again.first)
    let origin = again.origins.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? file
    let more = again.origins.count > 1 ? " and others" : ""
    let other = map.job.files[origin].path.excerpt
    let isOne = again.rows == 1
    var cost = "\(again.cost) USD"
    if again.unpriced > 0 {
      cost += " (\(GroupedDigits.count(again.unpriced, "row")) without a price)"
    }
    return Finding(
      .warning, at: Place(file: path.description, line: Int(line)), code: "dup.response",
      message:
        "\(GroupedDigits.count(again.rows, "row")) \(isOne ? "has" : "have") the time, user, model"
        + " and all counts of \(isOne ? "a row" : "rows")"
        + (origin == file ? " above" : " in \(other)") + more
        + " under another id: Assay counts \(GroupedDigits.count(again.rows, "request")) and \(cost) twice",
      help: origin == file
        ? "leave these rows out of the export if it repeats requests; nothing to do if the client"
          + " sent each twice at the same instant"
        : "leave one of the two files out of the ledger, or these rows out of one; nothing to do if"
          + " the client sent each twice at the same instant")
  }

  /// The rows of a slice, with what is known of its users and cards.
  private struct Part: Sendable {
    private(set) var rows: [UsageRow] = []
    private var users: [UInt64] = []
    private var cards: [UInt64] = []

    mutating func take(
      _ blocks: BlockRater, slice: Int, _ map: LedgerMap, but copies: Set<Int>,
      where isWanted: (UInt64) -> Bool
    ) {
      for user in blocks.users[users.count...] {
        users.append(Part.hash([user.account, user.user]))
      }
      for card in blocks.rater.cards[cards.count...] {
        cards.append(
          Part.hash([
            card.dimensions.provider, card.dimensions.model, card.kind.serviceTier, card.region,
          ]))
      }
      for (index, record) in blocks.records.enumerated() where !copies.contains(index) {
        let rated = blocks.rated[index]
        let place = Part.mix([
          UInt64(bitPattern: record.startedAt.nanoseconds), users[Int(record.user)],
          cards[Int(rated.card)],
        ])
        guard isWanted(place), !record.isRefund,
          UnitClass.quantities.contains(where: { record.quantities[$0] != 0 })
        else { continue }
        let counts = UnitClass.quantities.map { UInt64(bitPattern: record.quantities[$0]) }
        let location = RowLocation(record, slice: slice)
        rows.append(
          UsageRow(
            place: place, counts: Part.mix(counts), location: location, day: record.day,
            file: map.slices[slice].pieces[Int(location.piece)].file,
            cost: rated.disposition == .rated ? blocks.card(of: rated).vendorCost(rated) : nil))
      }
    }

    private static func hash(_ names: [Name]) -> UInt64 {
      names.reduce(ByteHash.seed) { state, name in
        name.bytes.withUnsafeBufferPointer { ByteHash.hash($0, from: state) }
      }
    }

    private static func mix(_ words: [UInt64]) -> UInt64 {
      words.withUnsafeBytes { ByteHash.hash($0.bindMemory(to: UInt8.self)) }
    }
  }
}

/// The content of a row that another row may repeat.
struct UsageRow: Sendable {
  /// A hash of the instant, the user and what was asked.
  let place: UInt64
  /// A hash of all counts.
  let counts: UInt64
  let location: RowLocation
  let day: Day
  /// An index into the files of the ledger.
  let file: Int
  /// Nil without a price.
  let cost: Money?
}

/// Rows in groups that state the same.
struct UsageGroups {
  /// Those of a group are together, in the order of the ledger.
  private(set) var rows: [UsageRow]
  private(set) var groups: [Range<Int>] = []
  /// The number of pairs of rows with the same instant, user and model, whatever they count.
  private var pairs = 0

  init(_ rows: [UsageRow]) {
    self.rows = rows.sorted {
      ($0.place, $0.counts, $0.location) < ($1.place, $1.counts, $1.location)
    }
    if rows.isEmpty { return }
    var (start, place) = (0, 0)
    for index in self.rows.indices.dropFirst() + [self.rows.count] {
      let (one, other) = (self.rows[start], index < self.rows.count ? self.rows[index] : nil)
      if other?.place == one.place, other?.counts == one.counts { continue }
      groups.append(start..<index)
      if other?.place != one.place {
        pairs += (index - place) * (index - place - 1) / 2
        place = index
      }
      start = index
    }
  }

  /// True if rows match far more often than requests with one key would by chance.
  ///
  /// The key is instant, user and model. Chance is how often two of these rows have equal counts.
  var areNoChance: Bool {
    let again = groups.filter { $0.count > 1 }
    let counts = Dictionary(again.map { (rows[$0.lowerBound].counts, 1) }, uniquingKeysWith: +)
    guard counts.count >= RowsExportedTwice.fewest else { return false }
    let extra = Int128(again.reduce(0) { $0 + $1.count - 1 })
    // Of all pairs of such groups, those that count the same.
    let same = Int128(counts.values.reduce(0) { $0 + $1 * ($1 - 1) })
    let all = Int128(again.count * (again.count - 1))
    return extra * all >= 10 * same * Int128(pairs)
  }
}

/// The number of rows of each file and day that repeat others.
struct RepeatedSums {
  /// The rows of a file that state others again.
  struct Again {
    var rows: Int64 = 0
    var cost = Money.zero
    var unpriced: Int64 = 0
    var first: RowLocation
    /// By file, how many rows state one of it.
    var origins: [Int: Int64] = [:]

    mutating func add(_ other: Again) {
      rows += other.rows
      cost = cost + other.cost
      unpriced += other.unpriced
      first = min(first, other.first)
      origins.merge(other.origins, uniquingKeysWith: +)
    }
  }

  private struct Key: Hashable {
    let file: Int
    let day: Day
  }

  private var again: [Key: Again] = [:]
  private var rowsOfFiles: [Int: Int64] = [:]
  /// All rows, and those of groups of several.
  private var rowsOfDays: [Day: (all: Int64, same: Int64)] = [:]

  mutating func add(_ groups: UsageGroups) {
    for group in groups.groups {
      let origin = groups.rows[group.lowerBound]
      for index in group {
        let row = groups.rows[index]
        rowsOfFiles[row.file, default: 0] += 1
        rowsOfDays[row.day, default: (0, 0)].all += 1
        if group.count > 1 { rowsOfDays[row.day, default: (0, 0)].same += 1 }
        if index == group.lowerBound { continue }
        let one = Again(
          rows: 1, cost: row.cost ?? .zero, unpriced: row.cost == nil ? 1 : 0,
          first: row.location, origins: [origin.file: 1])
        let key = Key(file: row.file, day: row.day)
        if again[key]?.add(one) == nil { again[key] = one }
      }
    }
  }

  /// By file, those of files half of which are such rows, and of days half of whose rows are the same: fewer may be alike
  /// by chance.
  var counted: [Int: Again] {
    var ofFiles: [Int: Int64] = [:]
    for (key, one) in again { ofFiles[key.file, default: 0] += one.rows }
    var counted: [Int: Again] = [:]
    for (key, one) in again {
      let day = rowsOfDays[key.day] ?? (0, 0)
      guard
        ofFiles[key.file, default: 0] * 2 >= rowsOfFiles[key.file, default: 0]
          || day.same * 2 >= day.all
      else { continue }
      if counted[key.file]?.add(one) == nil { counted[key.file] = one }
    }
    return counted.filter { $0.value.rows >= RowsExportedTwice.fewest }
  }
}
