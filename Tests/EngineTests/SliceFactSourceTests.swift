import Intake
import Ledger
import Support
import Testing
import Workspace

@testable import Engine

/// Slices as bytes: what is written is read again, and nothing else is taken for one.
struct SliceFactSourceTests {
  /// A small shop: prices that change, a plan, rows of two zones with repeats, rejects, refunds and mismatches.
  private static func workspace(_ seed: UInt64) throws -> Scratch {
    let folder = try Scratch()
    var random = FixedNumbers(seed)
    var ledger =
      "request_id,request_started_at,user_id,account_id,provider,model,tier,status,input_tokens,"
      + "output_tokens,images,vendor_cost_usd,credits_deducted,note\n"
    for row in 0..<400 {
      let id = random.next(12) == 0 ? "r\(row / 2)" : "r\(row)"
      let day = 1 + random.next(28)
      let model = ["m", "n", "unknown"][random.next(3)]
      let input = random.next(9) == 0 ? "x" : "\(random.next(2_000))"
      let images = random.next(15) == 0 ? "2" : ""
      let cost = random.next(3) == 0 ? "0.000\(random.next(900) + 100)" : ""
      let note = random.next(6) == 0 ? "\"a\n\(id),b\n\"" : ""
      ledger +=
        "\(id),2026-0\(7 + random.next(2))-\(day < 10 ? "0" : "")\(day)T00:00:0\(random.next(9))Z,"
        + "u\(random.next(5)),a\(random.next(3)),p,\(model),\(["pro", "gold"][random.next(2)]),"
        + "completed,\(input),\(random.next(300)),\(images),\(cost),\(random.next(40)),\(note)\n"
    }
    try folder.write("ws/ledger/a.csv", ledger)
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,valid_from\np,m,input,1,2026-01-01\np,m,output,3,2026-01-01\n"
        + "p,m,input,2,2026-08-10\np,n,input,1.5,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier,multiplier\npro,1.5\n")
    return folder
  }

  /// The slices of the first file, cut in so many places, as a run for reports maps them.
  private static func mapped(
    _ folder: Scratch, cuts: Int
  ) throws -> (job: MappingInputs, slices: [MappedSlice]) {
    var options = RunOptions()
    options.isForReports = true
    let workspace = try Workspace(folder.path("ws"), options)
    var job = workspace.job(options)
    job.hashWidth = .whole
    job.diagnoses = true
    job.collectsInsight = true
    job.countsDays = true
    job.useZones = [.utc]
    job.period = Period(from: try #require(Day("2026-08-01")), to: try #require(Day("2026-09-01")))
    job.otherDays = [Period(from: Period.always.from, to: try #require(Day("2026-08-01")))]
    let file = job.files[0]
    let share = (file.contentSize - file.start.headerEnd) / Int64(cuts) + 1
    let slices = (0..<cuts).map { number in
      let from = file.start.headerEnd + Int64(number) * share
      return MappedSlice.alone(
        [
          Piece(
            file: 0, from: from, to: number + 1 == cuts ? Piece.endOfFile : from + share,
            isProven: number == 0)
        ], job: job)
    }
    return (job, slices)
  }

  @Test(arguments: [1, 2, 3] as [UInt64], [1, 3, 256])
  func `a slice that is written, read and written again has the same bytes`(
    seed: UInt64, shards: Int
  ) throws {
    let (job, slices) = try Self.mapped(try Self.workspace(seed), cuts: 5)
    var whole = 0
    for slice in slices where slice.result.isWhole {
      whole += 1
      var part = PartWriter()
      slice.result.write(to: &part)
      var reader = try PartReader(part.bytes, cards: RestoredRateCards(job))
      var read = try SliceResult(from: &reader, spill: nil)
      try reader.end()
      try read.add(slice.result.shards(shards))
      var again = PartWriter()
      read.write(to: &again)
      #expect(again.bytes == part.bytes)
      #expect(read.shards(shards) == slice.result.shards(shards))
      #expect(read.facts?.requests.all == slice.result.pieces[0].inPeriod)
    }
    #expect(whole > 0)
  }

  @Test(arguments: [2, 4, 256])
  func `shards that are merged have every row of every slice once`(shards: Int) throws {
    let slices = try Self.mapped(try Self.workspace(5), cuts: 5).slices.map(\.result)
      .filter(\.isWhole)
    let merged = try (0..<shards).map { shard in
      var merge = ShardMerge(shard, of: shards)
      for slice in slices { try merge.add(slice.shards(shards)[shard]) }
      return try ShardResult(merge.bytes(readingDigest: "d"))
    }
    let sums = try MergedSlices(merged, of: slices, others: 1)
    for kind in 0...1 {
      let expected = slices.map { kind == 0 ? $0.facts : $0.outside[0].facts }
        .compactMap { $0?.requests.all }.reduce(0, +)
      #expect(sums.tables[kind].map(\.table.requests.all).reduce(0, +) == expected)
      #expect(expected > 0)
      let users = sums.tables[kind].flatMap(\.users)
      #expect(Set(users).count == users.count, "a user is in one shard")
    }
    let keys = [slices.map(\.keys), slices.map { $0.outside[0].keys }]
    for (rows, others) in [(SearchedRows.period, []), (.periodAndOthers(1), [keys[1]])] {
      let expected = DuplicateSearch(in: keys[0], besides: others)
        .candidates(of: DuplicateSearch.partitions).map(Array.init)
      let found = sums.candidates(rows).flatMap { $0.map(Array.init) }
      #expect(found.sorted { $0[0] < $1[0] } == expected.sorted { $0[0] < $1[0] })
      #expect(!found.isEmpty)
    }
    #expect(throws: RunRefusal.self, "a shard that lacks a row contradicts its slices") {
      try MergedSlices(merged, of: Array(slices.dropLast()), others: 1)
    }
  }

  @Test func `a shard that is cut or has another byte is refused or read, and never traps`() throws
  {
    let slices = try Self.mapped(try Self.workspace(6), cuts: 3).slices.map(\.result)
    var merge = ShardMerge(0, of: 2)
    for slice in slices where slice.isWhole { try merge.add(slice.shards(2)[0]) }
    let shard = slices[0].shards(2)[0]
    Self.spoil(shard) { bytes in
      var merge = ShardMerge(0, of: 2)
      try merge.add(bytes)
      _ = merge.bytes(readingDigest: "d")
    }
    Self.spoil(slices[0].shards(1)[0]) { bytes in
      var slice = slices[0]
      try slice.add([bytes])
    }
    Self.spoil(merge.bytes(readingDigest: "d")) { bytes in
      _ = try MergedSlices(
        [try ShardResult(bytes)], of: slices.filter(\.isWhole), others: 1)
    }
  }

  /// Reads cut and changed bytes: some are refused.
  private static func spoil(_ bytes: [UInt8], read: ([UInt8]) throws -> Void) {
    var refused = 0
    func tried(_ bytes: [UInt8]) {
      do { try read(bytes) } catch { refused += 1 }
    }
    let cuts = stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150))
    for count in cuts { tried(Array(bytes[..<count])) }
    #expect(refused == Array(cuts).count, "what is cut is refused")
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 400)) {
      for bit in [0, 6, 7] as [UInt8] {
        var other = bytes
        other[place] ^= 1 << bit
        tried(other)
      }
    }
  }

  @Test func `a slice that is cut or has another byte is refused or read, and never traps`() throws
  {
    let (job, slices) = try Self.mapped(try Self.workspace(4), cuts: 3)
    var part = PartWriter()
    slices[0].result.write(to: &part)
    let bytes = part.bytes
    var refused = 0
    func read(_ bytes: [UInt8]) {
      do {
        var reader = try PartReader(bytes, cards: RestoredRateCards(job))
        _ = try SliceResult(from: &reader, spill: nil)
        try reader.end()
      } catch { refused += 1 }
    }
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) {
      read(Array(bytes[..<count]))
    }
    #expect(refused > 100, "what is cut is refused")
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 400)) {
      for bit in [0, 6, 7] as [UInt8] {
        var other = bytes
        other[place] ^= 1 << bit
        read(other)
      }
    }
  }
}

/// Numbers that are the same in every run of the tests.
private struct FixedNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }
}
