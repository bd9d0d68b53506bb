import Glibc

/// The files of one run, written aside and put in the place of the previous ones all at once.
///
/// They are written into a stage, a folder beside the output folder. To commit, the two folders change
/// places in one step of the file system, so that at any moment, even after a loss of power, the output
/// folder holds the files of one run. Whatever else lay in it is taken along. Where the output folder
/// must not change places (it has another owner, it is the root of a file system, or its parent is closed to
/// us), the stage lies within it and the files are renamed one after another, the manifest last.
package struct OutputFolder {
  /// The final path of the folder.
  package let path: String
  /// The files so far, in the order of writing.
  package private(set) var written: [WrittenFile] = []
  private var stage: Stage
  private var isCommitted = false
  /// A file outside the folder that takes its place with the others.
  private var lone: [AtomicFile] = []

  /// Makes an empty stage, and finishes or sweeps what a dead run may have left.
  ///
  /// - Parameters:
  ///   - names: every file that a run may write here; others belong to the user.
  ///   - family: names of files that are also ours.
  ///   - isOurFolder: says whether the folder at a path was made by a run; such a folder may be exchanged for another.
  package init(
    _ path: String, names: Set<String>, family: FileNamePattern? = nil,
    isOurFolder: @escaping (String) throws -> Bool
  ) throws {
    self.path = path
    stage = try Stage(for: path, names: names, family: family, isOurFolder: isOurFolder)
    do { try stage.sweep() } catch let error as SystemError {
      throw Leftover(path: error.path, number: error.number)
    }
    try stage.make()
  }

  /// Finishes or sweeps what a dead run into the folder at `path` left beside it, if it left anything.
  ///
  /// - Parameters: as of the initializer.
  package static func sweep(
    _ path: String, names: Set<String>, family: FileNamePattern? = nil,
    isOurFolder: @escaping (String) throws -> Bool
  ) throws {
    let left = FileSystem.parent(of: path) + "/" + Stage.prefix + FileSystem.name(of: path)
    guard try FileSystem.exists(left) else { return }
    let stage = try Stage(for: path, names: names, family: family, isOurFolder: isOurFolder)
    do { try stage.sweep() } catch let error as SystemError {
      throw Leftover(path: error.path, number: error.number)
    }
  }

  /// Writes the file `name` through the function that `body` is given.
  package mutating func write(
    _ name: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    add(try folder.write(name, body))
  }

  /// The folder to write to, for files that are written beside others.
  package var folder: Folder { Folder(path: path, stage: stage.path) }

  /// Takes a file that was written into the folder.
  package mutating func add(_ file: WrittenFile) { written.append(file) }

  /// The stage of an output folder.
  package struct Folder: Sendable {
    /// The final path of the folder.
    package let path: String
    fileprivate let stage: String

    /// Writes the file `name` through the function that `body` is given.
    package func write(
      _ name: String, _ body: (([UInt8]) throws -> Void) throws -> Void
    ) throws -> WrittenFile {
      try write(name, directly: false) { file in try body { try file.write($0) } }
    }

    /// Writes the file `name`, which is long, in the same way, past the cache of the system where that is possible.
    ///
    /// - Parameter isDigested: see `OutputFile`.
    package func writeLong(
      _ name: String, isDigested: Bool = true,
      _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws -> WrittenFile {
      try write(name, directly: true, isDigested: isDigested) { file in
        try body { try file.write($0) }
      }
    }

    private func write(
      _ name: String, directly: Bool, isDigested: Bool = true, _ body: (OutputFile) throws -> Void
    ) throws -> WrittenFile {
      let temporary = stage + "/" + name
      do {
        let file = try OutputFile(temporary, directly: directly, isDigested: isDigested)
        try body(file)
        let digest = try file.finish()
        return WrittenFile(path: name, size: file.size, sha256: digest)
      } catch let error as SystemError where error.path == temporary {
        throw SystemError(path: path + "/" + name, number: error.number)
      }
    }

    /// Lets `body` write the file `name` itself, into the folder that it is given for itself alone.
    package func writeByPath(_ name: String, _ body: (String) throws -> Void) throws -> WrittenFile
    {
      let folder = stage + "/" + Stage.prefix + "work"
      let temporary = stage + "/" + name
      try FileSystem.makeFolder(folder, withParents: false)
      try body(folder)
      try FileSystem.rename(folder + "/" + name, to: temporary)
      try FileSystem.removeTree(folder)
      return try finished(name)
    }

    /// Lets `body` write the file `name` itself, into the folder that it is given, in which others are written too.
    ///
    /// What it leaves there besides goes when the files are put in their places.
    package func writeBeside(_ name: String, _ body: (String) throws -> Void) throws -> WrittenFile
    {
      try body(stage)
      return try finished(name)
    }

    private func finished(_ name: String) throws -> WrittenFile {
      let temporary = stage + "/" + name
      try FileSystem.flushFile(temporary)
      let digest = try SHA256.file(temporary)
      return WrittenFile(path: name, size: digest.size, sha256: digest.sha256)
    }
  }

  /// Writes a file that is to be at `path`, anywhere, and is no part of the manifest.
  package mutating func write(
    elsewhere path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let file = try AtomicFile(path)
    lone.append(file)
    try body { try file.write($0) }
    try file.finish()
  }

  /// Puts every file in its place; a signal waits until this is done.
  ///
  /// - Parameter last: what is to follow as soon as they are, before anything is tidied up; if it throws, what had been there
  ///   is put back.
  /// - Returns: what went wrong while tidying up after that, when every file was in its place already.
  package mutating func commit(last: () throws -> Void = {}) throws -> (any Error)? {
    let (stage, lone, names) = (stage, lone, written.map(\.path))
    var isTakenBack = true
    defer { isCommitted = !isTakenBack }
    let afterthought = try Interruption.uninterrupted(writing: .files) { () -> (any Error)? in
      try FileSystem.flushFolder(stage.path)
      var placed: [(file: AtomicFile, placement: AtomicFile.Placement)] = []
      var placement: Stage.Placement?
      do {
        for file in lone { placed.append((file, try file.place())) }
        placement = try stage.commit(names)
        isTakenBack = false
        try last()
      } catch {
        if let placement { try stage.takeBack(placement) }
        isTakenBack = true
        for (file, placement) in placed.reversed() { try file.takeBack(placement) }
        throw error
      }
      do {
        if let placement { try stage.tidy(placement) }
        for file in lone { try file.tidy() }
        return nil
      } catch {
        return error
      }
    }
    return afterthought
  }

  /// Takes away what was written and not put in place.
  ///
  /// What cannot be removed now is swept by the next run.
  package func discard() {
    // Once the folders have changed places, the stage holds what was before, and what is not ours.
    if isCommitted { return }
    FileSystem.removeIfPossible(stage.path)
    for file in lone { file.discard() }
  }
}

/// An entry of an earlier run that blocks a folder and that the system does not let Assay remove.
package struct Leftover: Error, Hashable {
  /// The path of the entry.
  package let path: String
  /// The number of the system's error.
  package let number: Int32
}
