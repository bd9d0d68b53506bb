import CSQLite
import Foundation
import Testing

@testable import Store

/// The pages of SQLite are in the file as if SQLite had written it itself.
struct PageFileTests {
  /// Rows go in, change and go again while SQLite may keep ten pages only, so that it writes them in no order and
  /// reads them back; two transactions, as the end of each has to reach the file.
  private static let work = """
    PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA cache_size = 10;
    CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT);
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    INSERT INTO t SELECT i * 7919 % 20011, printf('%.*c', 50 + i % 200, 'x') FROM n;
    CREATE INDEX w ON t (word);
    COMMIT;
    UPDATE t SET word = 'y' || id WHERE id % 3 = 0;
    DELETE FROM t WHERE id % 5 = 0;
    """

  @Test func `a database has the bytes that SQLite's own files have`() throws {
    let folder = try Folder()
    let ours = try Database(folder.file("ours.db"))
    try ours.run(Self.work)
    try ours.close()

    var plain: OpaquePointer?
    try #require(sqlite3_open(folder.file("plain.db"), &plain) == SQLITE_OK)
    try #require(sqlite3_exec(plain, Self.work, nil, nil, nil) == SQLITE_OK)
    sqlite3_close(plain)

    let bytes = try folder.bytes("ours.db")
    #expect(bytes.count > 2 << 20)
    #expect(bytes == (try folder.bytes("plain.db")))
  }

  /// Stretches of 4,096 bytes, each of one letter, by number: in order, again before it was written, far behind.
  @Test func `what is read is what was written last, written to the disk or not`() throws {
    let folder = try Folder()
    let file = try folder.open("pages")
    var size: Int64 = -1
    #expect(file.size(&size) == SQLITE_OK && size == 0)
    for (page, letter) in [
      (0, "a"), (1, "b"), (2, "c"), (1, "d"), (600, "e"), (601, "f"), (0, "g"),
    ] {
      let bytes = Array(repeating: Array(letter.utf8)[0], count: 4096)
      #expect(file.write(bytes, bytes.count, at: page * 4096) == SQLITE_OK)
    }
    #expect(file.size(&size) == SQLITE_OK && size == 602 * 4096)
    for (page, letter) in [(0, "g"), (1, "d"), (2, "c"), (3, "\0"), (601, "f")] {
      #expect(read(file, at: page * 4096) == (SQLITE_OK, Array(letter.utf8)[0]))
    }
    #expect(read(file, at: 602 * 4096) == (assay_sqlite_short_read, 0))
    #expect(file.flush() == SQLITE_OK)
    #expect(try folder.bytes("pages").count == 602 * 4096)
    #expect(file.truncate(to: 4096) == SQLITE_OK)
    #expect(try folder.bytes("pages") == Array(repeating: 0x67, count: 4096))
  }

  /// A hundred bytes are no whole page, and what follows them begins within one: neither can go past the cache.
  @Test func `bytes that are not aligned to pages are written as well`() throws {
    let folder = try Folder()
    let file = try folder.open("bytes")
    var expected: [UInt8] = []
    for (count, letter) in [(4096, "a"), (100, "b"), (4096, "c"), (8192, "d")] {
      let bytes = Array(repeating: Array(letter.utf8)[0], count: count)
      #expect(file.write(bytes, count, at: expected.count) == SQLITE_OK)
      #expect(file.flush() == SQLITE_OK)
      expected += bytes
    }
    #expect(try folder.bytes("bytes") == expected)
  }

  /// 5,000 pages of 4,096 bytes are five windows: nearly all come in order, every seventh thirty pages late, every
  /// hundredth two thousand, so that the window has moved on; then two of the first again.
  @Test func `pages that come late are where they belong, wherever the window is`() throws {
    let folder = try Folder()
    let file = try folder.open("late")
    let count = 5000
    func due(_ page: Int) -> Int {
      page % 100 == 99 ? page + 2000 : page % 7 == 3 ? page + 30 : page
    }
    let order = (0..<count).sorted { (due($0), $0) < (due($1), $1) }
    var expected = (0..<count).map { UInt8($0 % 251) }
    func put(_ page: Int) {
      let bytes = [UInt8](repeating: expected[page], count: 4096)
      #expect(file.write(bytes, bytes.count, at: page * 4096) == SQLITE_OK)
    }
    order.forEach(put)
    for page in [0, 1234] {
      expected[page] = 255
      put(page)
    }
    for page in stride(from: 0, to: count, by: 97) {
      #expect(read(file, at: page * 4096).letter == expected[page])
    }
    #expect(file.flush() == SQLITE_OK)
    #expect(try folder.bytes("late") == expected.flatMap { Array(repeating: $0, count: 4096) })
  }

  @Test func `after an error all writing fails as that did, and says why`() throws {
    let (reading, writing) = (open("/dev/full", O_RDONLY), open("/dev/full", O_WRONLY))
    try #require(reading >= 0 && writing >= 0)
    let file = DatabasePageFile(reading: reading, writing: writing)
    let page = [UInt8](repeating: 1, count: 4096)
    #expect(file.write(page, page.count, at: 0) == SQLITE_OK)
    #expect(file.systemError == 0)
    for _ in 0..<2 {
      #expect(file.flush() == SQLITE_FULL)
      #expect(errno == ENOSPC && file.systemError == ENOSPC)
    }
    // Far behind the window, which has to be written before it moves on; and not whole.
    #expect(file.write(page, page.count, at: 8 << 20) == SQLITE_FULL)
    #expect(file.write(page, 100, at: 4096) == SQLITE_FULL)
  }

  @Test func `a page that was written alone in vain is not forgotten`() throws {
    let folder = try Folder()
    let path = folder.file("read-only")
    let (reading, writing) = (open(path, O_RDONLY), open(path, O_RDONLY))
    try #require(reading >= 0 && writing >= 0)
    let file = DatabasePageFile(reading: reading, writing: writing)
    let bytes = [UInt8](repeating: 1, count: 100)
    #expect(file.write(bytes, bytes.count, at: 0) == assay_sqlite_write_error)
    #expect(file.flush() == assay_sqlite_write_error)
    #expect(file.systemError == EBADF)
    var size: Int64 = -1
    #expect(file.size(&size) == SQLITE_OK && size == 0)
  }

  /// Which byte 4,096 bytes, all the same, are.
  private func read(_ file: DatabasePageFile, at offset: Int) -> (code: Int32, letter: UInt8) {
    var bytes = [UInt8](repeating: 1, count: 4096)
    let code = file.read(&bytes, bytes.count, at: offset)
    #expect(Set(bytes).count == 1)
    return (code, bytes[0])
  }

  /// Nothing can be written to `/dev/full`, which Linux has for this.
  @Test func `a full disk is reported when a transaction ends, not when the file is closed`() throws
  {
    let database = try Database("/dev/full")
    try database.run(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; CREATE TABLE t (a)")
    let error = #expect(throws: StoreError.self) { try database.run("COMMIT") }
    #expect(error?.systemError == ENOSPC)
  }

  private final class Folder {
    private let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Makes an empty file and returns its path.
    func file(_ name: String) -> String {
      let path = url.appending(path: name).path
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      return path
    }

    func open(_ name: String) throws -> DatabasePageFile {
      let path = file(name)
      let (reading, writing) = (Glibc.open(path, O_RDONLY), Glibc.open(path, O_WRONLY))
      try #require(reading >= 0 && writing >= 0)
      return DatabasePageFile(reading: reading, writing: writing)
    }

    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: url.appending(path: name)))
    }
  }
}
