/// Several files that take their places together: all, or none where that can be undone.
package enum AtomicFileSet {
  /// Writes a file through the function that it is given.
  package typealias Body = (([UInt8]) throws -> Void) throws -> Void

  /// Writes each file to its path; returns what was written.
  ///
  /// Until all are written, nothing takes its place. An error after that, while what had been there is taken away, is
  /// thrown with `kind` noted as written.
  @discardableResult
  package static func write(
    _ bodies: [(path: String, body: Body)], as kind: Interruption.Written
  ) throws -> [WrittenFile] {
    var files: [AtomicFile] = []
    var written: [WrittenFile] = []
    let afterthought: (any Error)?
    do {
      for (path, body) in bodies {
        let file = try AtomicFile(path)
        files.append(file)
        try body { try file.write($0) }
        written.append(try file.finish())
      }
      afterthought = try Interruption.uninterrupted(writing: kind) {
        try place(files)
        return firstError(of: files) { try $0.tidy() }
      }
    } catch {
      for file in files { file.discard() }
      throw error
    }
    if let afterthought {
      for file in files { file.discard() }
      throw afterthought
    }
    return written
  }

  private static func place(_ files: [AtomicFile]) throws {
    var placed: [(file: AtomicFile, placement: AtomicFile.Placement)] = []
    do {
      for file in files { placed.append((file, try file.place())) }
    } catch {
      let left = firstError(of: placed.reversed()) { try $0.file.takeBack($0.placement) }
      throw left ?? error
    }
  }

  /// Does `work` for every item, whatever fails, and returns the first error.
  private static func firstError<Item>(
    of items: [Item], _ work: (Item) throws -> Void
  ) -> (any Error)? {
    var first: (any Error)?
    for item in items {
      do { try work(item) } catch { first = first ?? error }
    }
    return first
  }
}
