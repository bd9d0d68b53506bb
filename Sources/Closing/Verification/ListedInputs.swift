import Ledger
import Platform
import Workspace

/// The inputs that a manifest lists, as they are in the workspace now.
struct ListedInputs {
  /// An input, and what became of it.
  struct Input {
    let file: WrittenFile
    /// The path at which it is read.
    let location: String
    let state: State
  }

  /// The state of a file by its size.
  enum State: Hashable {
    case asLong
    /// The number of bytes by which it differs.
    case grown(Int64)
    /// The number of bytes that are left.
    case shorter(Int64)
    case missing
    /// A folder has the name.
    case folder
    /// Something else has the name, such as a device.
    case special

    /// True if a file has the name.
    var isFile: Bool {
      switch self {
      case .asLong, .grown, .shorter: true
      case .missing, .folder, .special: false
      }
    }
  }

  /// By path, without the settings.
  let inputs: [Input]
  /// The settings, if the close had some, as it lists them.
  let settings: WrittenFile?
  /// The settings are no longer the bytes that were closed.
  let areSettingsChanged: Bool

  init(_ manifest: ClosedManifest, in root: String) throws(SystemError) {
    var inputs: [Input] = []
    for file in manifest.inputs where file.path != WorkspacePath.settings {
      let location = try StagedBooks.location(of: file.path, in: root)
      let state: State
      switch try FileSystem.kind(of: location) {
      case .file(let size, _):
        state =
          size == file.size
          ? .asLong : size > file.size ? .grown(size - file.size) : .shorter(size)
      case .folder: state = .folder
      case .other: state = .special
      case nil: state = .missing
      }
      inputs.append(Input(file: file, location: location, state: state))
    }
    self.inputs = inputs
    settings = manifest.inputs.first { $0.path == WorkspacePath.settings }
    let location = try StagedBooks.location(of: WorkspacePath.settings, in: root)
    if case .file? = try FileSystem.kind(of: location) {
      areSettingsChanged = try SHA256.file(location).sha256 != settings?.sha256
    } else {
      areSettingsChanged = settings != nil
    }
  }

  /// True if a run can read all of them.
  var areComplete: Bool {
    inputs.allSatisfy { input in
      switch input.state {
      case .asLong, .grown: true
      case .shorter, .missing, .folder, .special: false
      }
    }
  }

  /// The files of a view that shows what was closed.
  var view: [ViewFile] {
    inputs.map { input in
      if case .grown = input.state { return ViewFile(input.file.path, length: input.file.size) }
      return ViewFile(input.file.path)
    } + (settings == nil ? [] : [ViewFile(WorkspacePath.settings)])
  }

  /// The files to which something was added, but the chain, which grows with every close.
  func grown() throws -> [GrownInput] {
    try inputs.compactMap { input in
      guard case .grown(let bytes) = input.state, input.file.path != CloseChain.file else {
        return nil
      }
      return GrownInput(
        path: input.file.path, bytes: bytes,
        rows: try ListedInputs.rows(of: input.location, from: input.file.size))
    }
  }

  /// Returns the number of lines from `offset` on that are not blank; nil of a file that has no rows.
  private static func rows(of location: String, from offset: Int64) throws(SystemError) -> Int? {
    let endings = [".csv", ".tsv", ".jsonl", ".ndjson"]
    guard endings.contains(where: location.hasSuffix) else { return nil }
    let file = try OpenFile(location)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    var (rows, at, isBlank) = (0, offset, true)
    while true {
      let count = try file.read(into: chunk, at: at)
      if count == 0 { return rows + (isBlank ? 0 : 1) }
      at += Int64(count)
      for byte in chunk[..<count] {
        if byte == 0x0A {
          if !isBlank { rows += 1 }
          isBlank = true
        } else if byte != 0x0D {
          isBlank = false
        }
      }
    }
  }
}
