import Intake
import Parsing
import Platform

extension WorkspaceLoader {
  /// Reads the export at `path` if it is one of usage by bucket, and notes what is wrong with it.
  ///
  /// - Parameter format: the format of usage by bucket that the settings say it is of; nil lets its content tell.
  /// - Returns: whether it is one.
  mutating func takesBuckets(
    _ path: String, _ limits: GzipLimits, format: String?, keptVendors: [String]
  ) throws(FileFailure) -> Bool {
    let location = root + "/" + path
    let identity = try LedgerBytes.identity(of: location)
    guard identity.size > 0 else { return false }
    let (isGzip, beginning) = try LedgerBytes.beginning(
      of: location, limits: limits, count: 1 << 16)
    guard beginning.withUnsafeBufferPointer(BucketFile.mayBeOne) || format != nil else {
      return false
    }
    guard
      let bytes = try LedgerBytes.contents(
        of: location, isGzip: isGzip, limits: limits, atMost: BucketFile.limit)
    else {
      // A long file of lines may well be one of requests, with the words of a format somewhere in them.
      if format == nil { return false }
      throw FileFailure(.cannotOpen(reason: "more than 64 MiB of usage by bucket"))
    }
    guard
      let file = try BucketFile(bytes, path: path, format: format, keptVendors: keptVendors)
    else { return false }
    findings += file.findings
    if let export = file.export { bucketExports.append(export) }
    do throws(SystemError) {
      let digest = try SHA256.file(location)
      bucketFiles.append(WrittenFile(path: path, size: digest.size, sha256: digest.sha256))
    } catch { throw FileFailure(.reading(.cannotRead(reason: error.reason))) }
    // What was digested must be what was read.
    guard try LedgerBytes.identity(of: location) == identity else { throw FileFailure(.changed) }
    return true
  }
}

extension LedgerBytes {
  /// The first bytes of a file, inflated, and whether it is gzip.
  package static func beginning(
    of location: String, limits: GzipLimits, count: Int
  ) throws(FileFailure) -> (isGzip: Bool, bytes: [UInt8]) {
    let isGzip = try isGzip(location)
    return (
      isGzip, try read(location, isGzip: isGzip, limits: limits, upTo: count).bytes
    )
  }

  /// All bytes of a file, inflated; nil for a file with more than `limit`.
  package static func contents(
    of location: String, isGzip: Bool, limits: GzipLimits, atMost limit: Int
  ) throws(FileFailure) -> [UInt8]? {
    let (bytes, isAll) = try read(location, isGzip: isGzip, limits: limits, upTo: limit)
    return isAll ? bytes : nil
  }

  private static func read(
    _ location: String, isGzip: Bool, limits: GzipLimits, upTo limit: Int
  ) throws(FileFailure) -> (bytes: [UInt8], isAll: Bool) {
    let next = try reader(of: location, isGzip: isGzip, limits: limits)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { room.deallocate() }
    var bytes: [UInt8] = []
    do throws(ReadFault) {
      while bytes.count <= limit {
        let count = try next(room)
        if count == 0 { return (bytes, true) }
        bytes += room[..<count]
      }
    } catch { throw FileFailure(error) }
    return (Array(bytes.prefix(limit)), false)
  }
}
