import Intake
import Ledger
import Support
import Testing

@Suite struct DuplicateSearchTests {
  @Test func `copies of an id are found within and across slices, in row order`() throws {
    let groups = groups([["a", "b", "a"], ["c", "a"], ["b", "d"]])
    #expect(groups == [[[0, 0], [0, 2], [1, 1]], [[0, 1], [2, 0]]])
  }

  @Test func `ids that stand once are in no group`() {
    #expect(groups([["a", "b"], ["c"], []]) == [])
    #expect(groups([]) == [])
  }

  @Test func `rows after four gigabytes keep their place`() throws {
    var keys = RowKeys()
    let positions: [Int64] = [7, 1 << 32 - 1, 1 << 32, 3 << 32 | 9]
    for position in positions { append("same", at: position, to: &keys) }
    let groups = DuplicateSearch(in: [keys]).candidates(of: DuplicateSearch.partitions)
    #expect(groups.map { $0.map(\.position) } == [positions])
  }

  /// The hashes of these ids are 0x89184598506D6D56 and 0x89F1C2E9506D6D56.
  @Test func `ids whose hashes differ in some of 64 bits are no candidates where all are kept`() {
    let ids = [["r0647992", "r1291161"], ["r0647992"]]
    #expect(groups(ids) == [[[0, 0], [0, 1], [1, 0]]])
    #expect(groups(ids, .whole) == [[[0, 0], [1, 0]]])
  }

  /// 9,000 hashes of 4,096 values: at least 4,904 rows have that of an earlier one.
  @Test func `short hashes make candidates of rows with other ids`() {
    let groups = groups([(0..<9_000).map { "request-\($0)" }], .short)
    #expect(groups.reduce(0) { $0 + $1.count - 1 } >= 4_904)
  }

  /// Pages of every partition are full, and others in the making.
  @Test(arguments: [1, 3, 256])
  func `keys that are written and read again find the same, shard by shard too`(shards: Int) throws
  {
    let slices = (0..<2).map { _ in (0..<70_000).map { "request-\($0 % 69_999)" } }
    let all = slices.map { keys($0, .whole) }
    var joined = slices.map { _ in RowKeys(.whole) }
    var found: [[[Int]]] = []
    for shard in 0..<shards {
      let partitions = RowKeys.partitions(ofShard: shard, of: shards)
      var own = slices.map { _ in RowKeys(.whole) }
      for slice in slices.indices {
        var part = PartWriter()
        all[slice].write(partitions, to: &part)
        func read(_ held: Range<Int>, into keys: inout RowKeys) throws {
          var reader = try PartReader(part.bytes, cards: nil)
          reader.rowLimit = 70_000
          reader.offsets = 0..<70_000
          try keys.read(partitions, of: held, from: &reader)
          try reader.end()
        }
        try read(RowKeys.allPartitions, into: &joined[slice])
        try read(partitions, into: &own[slice])
      }
      found += groups(of: own, in: partitions)
    }
    #expect(joined.map(\.count) == [70_000, 70_000])
    #expect(groups(of: joined) == groups(slices, .whole))
    #expect(found.count == 69_999)
    #expect(Set(found) == Set(groups(slices, .whole)))
  }

  /// More than the keys that lie together in memory.
  @Test func `many copies of one id keep their order`() {
    let groups = groups([Array(repeating: "same", count: 140_000)])
    #expect(groups == [(0..<140_000).map { [0, $0] }])
  }

  /// A dictionary finds the same.
  ///
  /// Ids are many, so that hashes fill pages of every partition.
  @Test func `among many rows every repeated id is found, each in a group with its copies`() throws
  {
    var dice = Dice(seed: 50)
    let slices = (0..<3).map { _ in
      (0..<30_000).map { _ in "request-\(Int.random(in: 0..<60_000, using: &dice))" }
    }
    var rows: [String: [[Int]]] = [:]
    for (slice, ids) in slices.enumerated() {
      for (index, id) in ids.enumerated() { rows[id, default: []].append([slice, index]) }
    }
    let repeated = rows.values.filter { $0.count > 1 }
    #expect(
      groups(slices) == repeated.sorted { $0[0].lexicographicallyPrecedes($1[0]) })
  }

  /// The groups of all partitions as pairs of slice and position, ordered by their first row.
  private func groups(_ slices: [[String]], _ width: HashWidth = .ofOneProcess) -> [[[Int]]] {
    groups(of: slices.map { keys($0, width) })
  }

  private func keys(_ ids: [String], _ width: HashWidth) -> RowKeys {
    var keys = RowKeys(width)
    for (index, id) in ids.enumerated() { append(id, at: Int64(index), to: &keys) }
    return keys
  }

  private func groups(
    of keys: [RowKeys], in partitions: Range<Int> = DuplicateSearch.partitions
  ) -> [[[Int]]] {
    let groups = DuplicateSearch(in: keys).candidates(of: partitions).map {
      $0.map { [$0.slice, Int($0.position)] }
    }
    return groups.sorted { $0[0].lexicographicallyPrecedes($1[0]) }
  }

  private func append(_ id: String, at position: Int64, to keys: inout RowKeys) {
    Array(id.utf8).withUnsafeBufferPointer { keys.append([row($0, at: position)], movedBy: 0) }
  }
}

@Suite struct DuplicateRowTests {
  private static let native = "request_id,request_started_at,provider,model,user_id,images"

  @Test func `a row that agrees in every column is a copy of the first`() throws {
    let rows = try texts(
      DuplicateRowTests.native, ["r1,t,p,m,u,1", "r1,t,p,m,u,1", "\"r1\",t,\"p\",m,u,1"])
    let repeated = DuplicateRow.find(among: rows)
    #expect(repeated.map(\.position.position) == [1, 2])
    #expect(repeated.map(\.first.position) == [0, 0])
    #expect(repeated.allSatisfy { !$0.isConflict })
  }

  @Test func `of three rows each later one is compared with the first, not against each other`()
    throws
  {
    let rows = try texts(
      DuplicateRowTests.native, ["r1,t,p,m,u,1", "r1,t,p,m,u,2", "r1,t,p,n,u,2", "r1,t,p,m,u,1"])
    let repeated = DuplicateRow.find(among: rows)
    #expect(
      repeated.map(differences) == [
        ["images: 2, first 1"], ["model: n, first m", "images: 2, first 1"], [],
      ])
    #expect(repeated.map(\.isConflict) == [true, true, false])
  }

  @Test func `the first is the first by slice and position, in whatever order they come`() throws {
    let first = try texts(DuplicateRowTests.native, ["r1,t,p,m,u,1"], slice: 0)
    let later = try texts(DuplicateRowTests.native, ["r1,t,p,m,u,2", "r1,t,p,m,u,3"], slice: 1)
    for rows in [first + later, later + first, [later[1], first[0], later[0]]] {
      let repeated = DuplicateRow.find(among: rows)
      #expect(
        repeated.map { [$0.position.slice, Int($0.position.position)] } == [[1, 0], [1, 1]])
      #expect(repeated.allSatisfy { $0.first.slice == 0 })
      #expect(repeated.map(differences) == [["images: 2, first 1"], ["images: 3, first 1"]])
    }
  }

  @Test func `columns are compared by name, and one that a file lacks is blank there`() throws {
    let one = try texts(DuplicateRowTests.native, ["r1,t,p,m,u,1"], slice: 0)
    let two = try texts(
      "note;images;user_id;model;provider;request_started_at;request_id;tier",
      ["x;1;u;m;p;t;r1;", "y;1;u;m;p;t;r1;pro"], slice: 1)
    #expect(DuplicateRow.find(among: one + two).map(differences) == [[], ["tier: pro, first "]])
  }

  @Test func `counts are compared by their value, and ids by their bytes`() throws {
    let rows = try texts(
      DuplicateRowTests.native,
      ["r1,t,p,m,u,1", "r1,t,p,m,u,01", "é,t,p,m,u,1", "e\u{301},t,p,m,u,1", "R1,t,p,m,u,1"])
    #expect(DuplicateRow.find(among: rows).map(differences) == [[]])
  }

  /// The first row, another way to write the same, and a row that says something else.
  @Test(
    arguments: [
      (.startedAt, "2026-08-31T21:00:00Z", "2026-08-31T23:00:00.000+02:00", "2026-08-31T21:00:01Z"),
      (.inputTokens, "1000", "1000.0", "1001"), (.inputTokens, "", "0", "1"),
      (.seconds, "1.5", "1.500", "1.51"), (.vendorCostUSD, "0.0045", "0.00450", "0.0046"),
      (.vendorCostUSD, "0", "-0.00", ""), (.creditsDeducted, "0.7", " 0.70", "0.8"),
      (.balanceAfter, "", " ", "0"), (.multiplier, "1.5", "1.50", "1"), (.byok, "true", "1", ""),
      (.byok, "", "FALSE", "1"), (.status, "", "completed", "failed"), (.service, "chat", "", "x"),
      (.serviceTier, "", "standard", "batch"), (.currency, "USD", "", "EUR"),
      (.accountID, "7", "7", "07"), (.tier, "pro", "pro", "Pro"), (.tier, "pro", "pro", ""),
    ] as [(LedgerColumn, String, String, String)])
  func `what two rows say is compared, not how they write it`(
    column: LedgerColumn, first: String, same: String, other: String
  ) throws {
    let columns: [LedgerColumn] = [.requestID, .startedAt, .provider, .model, .userID, .images]
    let more = columns.contains(column) ? [] : [column]
    let rows = try texts(
      (columns + more).map(\.name).joined(separator: ","),
      [first, same, other].map { cell in
        let cells = columns.map { $0 == column ? cell : $0 == .requestID ? "r1" : "1" }
        return (cells + more.map { _ in cell }).joined(separator: ",")
      })
    #expect(
      DuplicateRow.find(among: rows).map(differences) == [
        [], ["\(column.name): \(other), first \(first)"],
      ])
  }

  @Test func `rows whose hashes were equal but whose ids differ repeat nothing`() throws {
    let rows = try texts(
      DuplicateRowTests.native, ["r1,t,p,m,u,1", "r2,t,p,m,u,1", "r1,t,p,m,u,1", "r2,t,p,m,v,1"])
    let repeated = DuplicateRow.find(among: rows)
    #expect(repeated.map(\.position.position) == [2, 3])
    #expect(repeated.map(\.first.position) == [0, 1])
    #expect(repeated.map(differences) == [[], ["user_id: v, first u"]])
  }

  private func differences(_ row: DuplicateRow) -> [String] {
    row.differences.map { "\($0.column.name): \($0.here), first \($0.there)" }
  }

  /// Rows of one file with `header`; their positions are their numbers.
  private func texts(_ header: String, _ rows: [String], slice: Int = 0) throws -> [RowText] {
    let bytes = Array(header.utf8)
    let start = try withBlock(of: bytes) { try #require(try LedgerStart.read($0, isEnd: true)) }
    let positions = positions(count: rows.count, slice: slice)
    return zip(rows, positions).map { row, position in
      withBlock(of: Array(row.utf8)) {
        RowText(position: position, bytes: $0, layout: start.layout)
      }
    }
  }

  /// Positions come only from a search, so equal ids are searched for.
  private func positions(count: Int, slice: Int) -> [RowPosition] {
    var keys = RowKeys()
    let id = Array("id".utf8)
    id.withUnsafeBufferPointer { bytes in
      for position in 0..<max(count, 2) {
        keys.append([row(bytes, at: Int64(position))], movedBy: 0)
      }
    }
    let slices = (0..<slice).map { _ in RowKeys() } + [keys]
    let groups = DuplicateSearch(in: slices).candidates(of: DuplicateSearch.partitions)
    return Array((groups.first ?? []).prefix(count))
  }
}

private func row(_ id: Bytes, at offset: Int64) -> UsageRecord {
  var record = UsageRecord()
  record.requestID = id
  record.offset = offset
  return record
}
