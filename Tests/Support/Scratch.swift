import Foundation

/// A folder of its own for one test, removed with it: in memory where the system has a place for that.
package final class Scratch {
  private let url: URL

  private static let root: URL = {
    let memory = "/dev/shm"
    // Containers often have 64 MB there, which large ledgers of tests exceed.
    let free = try? FileManager.default.attributesOfFileSystem(forPath: memory)[.systemFreeSize]
    let fits = (free as? NSNumber).map { $0.int64Value > 2 << 30 } ?? false
    return fits && FileManager.default.isWritableFile(atPath: memory)
      ? URL(filePath: memory) : FileManager.default.temporaryDirectory
  }()

  /// Makes the folder.
  package init() throws {
    url = Scratch.root.appending(path: "assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of what is called so in the folder.
  package func path(_ name: String) -> String {
    name.isEmpty ? url.path : url.appending(path: name).path
  }

  /// Writes a file, making the folders above it.
  package func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  /// Writes a file of bytes, making the folders above it.
  package func write(_ name: String, _ bytes: Data) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  /// The content of a file.
  package func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
  }

  /// Every file below `name` with its bytes, by its path.
  package func files(in name: String) throws -> [String: Data] {
    let folder = url.appending(path: name)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appending(path: path)
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[path] = try Data(contentsOf: file)
      }
    }
    return files
  }
}
