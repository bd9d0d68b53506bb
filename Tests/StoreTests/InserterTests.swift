import CSQLite
import Foundation
import Ledger
import Tables
import Testing

@testable import Store

/// Values go in as they are, and what SQLite refuses is an error with the file and the reason.
struct InserterTests {
  private static let table = StoreTable(
    "t", grain: "A row.",
    columns: [
      StoreColumn("word", .text, "text"), StoreColumn("number", .count, "count"),
      StoreColumn("exact", .decimal, "decimal"),
    ])

  /// The SQLite type of cells, and the text that it shows.
  private static let values: [(cell: Cell, type: String, text: String?)] = [
    (.text("a'; DROP TABLE t; --"), "text", "a'; DROP TABLE t; --"),
    (.text(""), "text", ""),
    (.blank, "null", nil),
    (.money(Money(attodollars: 1)), "text", "0.000000000000000001"),
    (.creditsSum(microcredits: -1_500_000), "text", "-1.5"),
    (.percent(tenThousandths: 172_103), "text", "17.2103"),
    (.seconds(nanoseconds: 0), "text", "0"),
  ]

  @Test func `texts and decimals are stored as they are, and a blank is NULL`() throws {
    let folder = try Folder()
    try folder.write { insert in
      for value in Self.values {
        try insert { row in
          row.append(value.cell)
          row.appendNull()
          row.appendNull()
        }
      }
    }
    let rows = try folder.rows("SELECT typeof(word), word FROM t")
    #expect(rows == Self.values.map { [$0.type, $0.text] })
  }

  @Test func `a count of 64 bits is an integer, a larger one the nearest REAL`() throws {
    let folder = try Folder()
    try folder.write { insert in
      for count in [Int128(Int64.max), Int128(Int64.max) + 1, -1] {
        try insert { row in
          row.append("")
          row.append(.count(count))
          row.append(.count(count))
        }
      }
    }
    #expect(
      try folder.rows("SELECT typeof(number), number, exact FROM t") == [
        ["integer", "9223372036854775807", "9223372036854775807"],
        ["real", "9.22337203685478e+18", "9223372036854775808"],
        ["integer", "-1", "-1"],
      ])
  }

  @Test func `rows of numbers go in whole batches, and what is left of one by itself`() throws {
    let folder = try Folder()
    let count = 2 * BatchInserter.longBatch + 3
    try folder.writeNumbers(scales: [18, 0, 6]) { insert in
      for number in 0..<count {
        try insert([number % 2 == 0 ? nil : 1, Int128(number), number < 5 ? 1_500_000 : 0])
      }
    }
    #expect(
      try folder.rows("SELECT * FROM t ORDER BY rowid")
        == (0..<count).map { number in
          let word = number % 2 == 0 ? nil : "0.000000000000000001"
          return [word, "\(number)", number < 5 ? "1.5" : "0"]
        })
  }

  @Test func `among numbers too a count of 64 bits is an integer, a larger one the nearest REAL`()
    throws
  {
    let folder = try Folder()
    try folder.writeNumbers(scales: [0, 0, 0]) { insert in
      for count in [Int128(Int64.max), Int128(Int64.max) + 1, -1] {
        try insert([nil, count, count])
      }
    }
    #expect(
      try folder.rows("SELECT typeof(number), number, exact FROM t") == [
        ["integer", "9223372036854775807", "9223372036854775807"],
        ["real", "9.22337203685478e+18", "9223372036854775808"],
        ["integer", "-1", "-1"],
      ])
  }

  @Test func `texts that come again stay bound, also in what is left of a batch`() throws {
    let folder = try Folder()
    let names: [Name] = ["ann", "", "bob"]
    do {
      let database = try Database(folder.path)
      try database.run(InserterTests.table.creation)
      var inserter = try BatchInserter(
        database, into: InserterTests.table, columns: [.text, .number(scale: 0), .text], batch: 2)
      for row in 0..<7 {
        try inserter.set(inserter.text(names[row % 3]), at: 0)
        try inserter.set(Int128(row), at: 1)
        try inserter.set(inserter.text("é"), at: 2)
        try inserter.endRow()
      }
      try inserter.finish()
    }
    #expect(
      try folder.rows("SELECT * FROM t ORDER BY rowid")
        == (0..<7).map { [names[$0 % 3].description, "\($0)", "é"] })
  }

  @Test func `a file that cannot be opened is named with the system's reason`() throws {
    let path = "/nowhere/assay.db"
    let error = #expect(throws: StoreError.self) { try Database(path) }
    #expect(error?.path == path)
    #expect(error?.systemError == ENOENT)
  }

  @Test func `a full disk is named as the system names it`() throws {
    let folder = try Folder()
    let error = #expect(throws: StoreError.self) {
      try folder.write(settings: "PRAGMA max_page_count = 4") { insert in
        for _ in 0..<100 {
          try insert { row in
            row.append(String(repeating: "x", count: 1_000))
            row.appendNull()
            row.appendNull()
          }
        }
      }
    }
    #expect(error?.path == folder.path)
    #expect(error?.systemError == ENOSPC)
  }

  /// A database of one table in a folder of its own.
  private final class Folder {
    private let url: URL
    var path: String { url.appending(path: "t.db").path }

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(
      settings: String = "",
      _ body: (((inout StoredRow) throws -> Void) throws -> Void) throws -> Void
    ) throws {
      let database = try Database(path)
      try database.run(settings)
      try database.run(InserterTests.table.creation)
      let inserter = try Inserter(database, into: InserterTests.table)
      try body { try inserter.insert($0) }
    }

    func writeNumbers(
      scales: [Int], _ body: (([Int128?]) throws -> Void) throws -> Void
    ) throws {
      let database = try Database(path)
      try database.run(InserterTests.table.creation)
      var inserter = try BatchInserter(
        database, into: InserterTests.table, columns: scales.map { .number(scale: $0) })
      try body { numbers in
        for (column, number) in numbers.enumerated() { try inserter.set(number, at: column) }
        try inserter.endRow()
      }
      try inserter.finish()
    }

    func rows(_ query: String) throws -> [[String?]] {
      var database: OpaquePointer?
      defer { sqlite3_close(database) }
      try #require(sqlite3_open(path, &database) == SQLITE_OK)
      var statement: OpaquePointer?
      defer { sqlite3_finalize(statement) }
      try #require(sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK)
      var rows: [[String?]] = []
      while sqlite3_step(statement) == SQLITE_ROW {
        rows.append(
          (0..<sqlite3_column_count(statement)).map { index in
            sqlite3_column_text(statement, index).map { String(cString: $0) }
          })
      }
      return rows
    }
  }
}
