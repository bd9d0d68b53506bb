import Glibc
import Intake
import Ledger
import Parsing
import Platform

/// Opens ledger files for reading, plain or inflated.
package enum LedgerBytes {
  /// Returns a function that gives the bytes of a file from its beginning on, in order.
  package static func reader(
    of location: String, isGzip: Bool, limits: GzipLimits
  ) throws(FileFailure) -> ReadNext {
    let file = try open(location)
    return inflating(bytes(of: file, from: 0), isGzip: isGzip, limits: limits)
  }

  private static func inflating(
    _ plain: @escaping ReadNext, isGzip: Bool, limits: GzipLimits
  ) -> ReadNext {
    guard isGzip else { return plain }
    let gzip = GzipReader(limits: limits, read: plain)
    return { buffer throws(ReadFault) in try gzip.next(buffer) }
  }

  /// Opens a file at `offset`, in bytes of the inflated text.
  ///
  /// A gzip file is inflated from its beginning, or from a point before `offset` that an earlier opening gave.
  ///
  /// Fails where another file has taken its place since it was looked at.
  ///
  /// - Parameter isAhead: inflates on a thread of its own.
  package static func open(
    _ file: LedgerFile, at offset: Int64, after point: GzipPoint?, isAhead: Bool = false
  ) throws(FileFailure) -> Opening {
    let opened = try open(file.location)
    guard try identity(of: opened) == file.identity else { throw FileFailure(.changed) }
    do throws(ReadFault) {
      return try begin(opened, as: file, at: offset, after: point, isAhead: isAhead)
    } catch { throw FileFailure(error) }
  }

  private static func begin(
    _ opened: OpenFile, as file: LedgerFile, at offset: Int64, after point: GzipPoint?,
    isAhead: Bool
  ) throws(ReadFault) -> Opening {
    if let form = file.start.layout.rewrite {
      let text = NormalizingReader(
        form, origins: file.origins,
        read: inflating(bytes(of: opened, from: 0), isGzip: file.isGzip, limits: file.limits))
      let reached = try text.skip(offset)
      return Opening(
        read: { buffer throws(ReadFault) in try text.next(buffer) }, offset: reached, point: nil)
    }
    guard file.isGzip else {
      return Opening(read: bytes(of: opened, from: offset), offset: offset, point: nil)
    }
    let plain = bytes(of: opened, from: point?.bytesTaken ?? 0)
    let gzip =
      if let point {
        GzipReader(limits: file.limits, after: point, read: plain)
      } else { GzipReader(limits: file.limits, read: plain) }
    let start = point?.offset ?? 0
    let reached = start + (try gzip.skip(offset - start))
    let next: ReadNext = { buffer throws(ReadFault) in try gzip.next(buffer) }
    let here = gzip.point
    guard isAhead else { return Opening(read: next, offset: reached, point: here) }
    let ahead = try ReadAhead(next)
    return Opening(
      read: { buffer throws(ReadFault) in try ahead.next(buffer) }, offset: reached, point: here)
  }

  /// A file that was opened somewhere.
  package struct Opening {
    /// Gives the bytes that come next.
    package let read: ReadNext
    /// The offset of the bytes; less than the requested one if the file is shorter.
    package let offset: Int64
    /// Opens the same place of a gzip file another time; nil where that saves nothing.
    package let point: GzipPoint?
  }

  /// Returns a function that gives the bytes of a file as it stores them, from `offset` on.
  private static func bytes(of file: OpenFile, from offset: Int64) -> ReadNext {
    var at = offset
    return { buffer throws(ReadFault) in
      let count = try read(file, into: buffer, at: at)
      at += Int64(count)
      return count
    }
  }

  /// A block that holds a small file whole, so that very many of them cost little.
  package static func enough(for file: FileSystem.Identity) -> Int {
    Int(min(1 << 30, file.size + 4_096))
  }

  /// Looks at a ledger file: what it is, and its header.
  ///
  /// - Parameters:
  ///   - format: what the settings say it is; nil lets its content tell.
  ///   - mapping: what its columns mean, as the settings say.
  static func inspect(
    path: String, in root: String, limits: GzipLimits, format: UsageFormat?,
    mapping: UsageMapping?
  ) throws(FileFailure) -> LedgerFile {
    let location = root + "/" + path
    let identity = try identity(of: location)
    guard identity.size > 0 else { throw FileFailure(.empty) }
    let isGzip = try isGzip(location)
    let stated = isGzip ? try statedSize(of: location, identity) : 0
    if stated > GzipLimits.unboundedOutput && stated / limits.ratio > identity.size {
      try refuseBomb(location, limits)
    }
    let buffer = BlockBuffer(
      blockBytes: min(1 << 16, enough(for: identity)),
      read: try reader(of: location, isGzip: isGzip, limits: limits))
    while true {
      try buffer.fill()
      if let start = try LedgerStart.read(
        buffer.bytes, isEnd: buffer.isEnd, isJSONLines: ExportName.isJSONLines(path),
        format: format, mapping: mapping)
      {
        return LedgerFile(
          path: path, in: root, identity: identity, isGzip: isGzip,
          contentSize: isGzip ? inflatedSize(stated: stated, identity) : identity.size,
          limits: limits, start: start)
      }
      guard !buffer.isEnd, buffer.bytes.count <= RowFault.recordLimit else {
        throw FileFailure(buffer.isEnd ? .noHeader : .longHeader, line: 1, column: 1)
      }
      buffer.grow()
    }
  }

  /// Inflates a file that says of itself that it grows too much: sooner refused than its rows are read, which takes a
  /// hundred times as long.
  private static func refuseBomb(_ location: String, _ limits: GzipLimits) throws(FileFailure) {
    let file = try open(location)
    do throws(ReadFault) {
      _ = try GzipReader(limits: limits, read: bytes(of: file, from: 0)).skip(.max)
    } catch { throw FileFailure(error) }
  }

  /// Returns the inflated size in the last member of a gzip file, modulo 2³² (RFC 1952 §2.3.1).
  private static func statedSize(
    of location: String, _ identity: FileSystem.Identity
  ) throws(FileFailure) -> Int64 {
    let trailer = try bytes(4, of: location, at: max(0, identity.size - 4))
    return trailer.reversed().reduce(0) { $0 << 8 | Int64($1) }
  }

  /// About how many bytes a gzip file inflates to: what its last member says, as far as that is likely.
  ///
  /// Ledgers shrink to a fourth up to a tenth; a length that is less than the file's, or fifty times as much, is that of
  /// the last of several members, which may be empty.
  private static func inflatedSize(stated: Int64, _ identity: FileSystem.Identity) -> Int64 {
    let usual = identity.size * 8
    // As often past 2³² as brings it nearest to what is usual.
    let turns = (max(0, usual - stated) + (1 << 31)) >> 32
    let nearest = stated + (turns << 32)
    return (identity.size...50 * identity.size).contains(nearest) ? nearest : usual
  }

  /// Which file it is, if it is one that can be read to an end.
  package static func identity(of location: String) throws(FileFailure) -> FileSystem.Identity {
    let kind: FileSystem.Kind?
    do throws(SystemError) { kind = try FileSystem.kind(of: location) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
    switch kind {
    case .file(_, let identity): return identity
    case .folder: throw FileFailure(.cannotOpen(reason: "a folder"))
    case .other: throw FileFailure(.cannotOpen(reason: "not a regular file"))
    case nil: throw FileFailure(.cannotOpen(reason: FileSystem.reason(ENOENT)))
    }
  }

  /// Returns why what is read now may not be the file that was looked at; nil if it is that file.
  package static func change(of file: LedgerFile) -> FileFailure? {
    do throws(SystemError) {
      guard case .file(_, file.identity) = try FileSystem.kind(of: file.location) else {
        return FileFailure(.changed)
      }
      return nil
    } catch {
      return FileFailure(.reading(.cannotRead(reason: error.reason)))
    }
  }

  private static func identity(
    of file: OpenFile
  ) throws(FileFailure) -> FileSystem.Identity {
    do throws(SystemError) { return try file.identity() } catch {
      throw FileFailure(.reading(.cannotRead(reason: error.reason)))
    }
  }

  private static func open(_ location: String) throws(FileFailure) -> OpenFile {
    do throws(SystemError) { return try OpenFile(location) } catch {
      throw FileFailure(.cannotOpen(reason: error.reason))
    }
  }

  private static func read(
    _ file: OpenFile, into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(ReadFault) -> Int {
    do throws(SystemError) { return try file.read(into: buffer, at: offset) } catch {
      throw .cannotRead(reason: error.reason)
    }
  }

  /// True if a file starts as gzip does, whatever its name.
  package static func isGzip(_ location: String) throws(FileFailure) -> Bool {
    try bytes(2, of: location, at: 0) == [0x1F, 0x8B]
  }

  /// The bytes of a file from `offset` on, as it stores them: `count`, or as many as there are.
  private static func bytes(
    _ count: Int, of location: String, at offset: Int64
  ) throws(FileFailure) -> [UInt8] {
    let file = try open(location)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { room.deallocate() }
    do throws(ReadFault) { return Array(room[..<(try read(file, into: room, at: offset))]) } catch {
      throw FileFailure(error)
    }
  }
}
