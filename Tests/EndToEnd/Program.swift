import Foundation
import Support

/// Runs the built program as a user does, and keeps what it said.
struct Program {
  let status: Int32
  let output: String
  /// Standard error with each message and each help on one line, as it would stand without a width.
  let errors: String
  /// Standard error as it was said.
  let wrappedErrors: String

  private init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    wrappedErrors = errors
    self.errors = errors.replacing(#/\n {8}/#, with: " ")
      .replacing(#/\n {2}(?! |help: )/#, with: " ")
  }

  /// Runs `assay` with `arguments`; the environment is that of a plain terminal unless it is changed.
  static func assay(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program {
    try run(builtProgram, arguments, environment: environment)
  }

  /// - Parameter folder: the current folder of the program.
  static func assay(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Program {
    try run(builtProgram, arguments, environment: environment, in: folder)
  }

  /// Runs a line of the shell, in which `$ASSAY` is the program.
  static func shell(_ line: String) throws -> Program {
    try run(
      URL(filePath: "/bin/sh"), ["-c", line], environment: ["ASSAY": builtProgram.path])
  }

  /// Runs a Python script of the tests; `oracle` takes the interpreter that has openpyxl.
  static func python(_ script: URL, _ arguments: [String], oracle: Bool = false) throws -> Program {
    let python =
      oracle
      ? repository.appending(path: ".build/oracle/bin/python3") : URL(filePath: "/usr/bin/env")
    return try run(
      python, (oracle ? [] : ["python3"]) + [script.path] + arguments, environment: [:])
  }

  /// Returns the standard error of `assay` on a terminal.
  static func terminal(
    _ words: [String], columns: Int = 100, environment: [String] = []
  ) throws -> String {
    let script = repository.appending(path: "Tests/EndToEnd/terminal.py")
    return try python(
      script, ["\(columns)"] + environment + ["--", builtProgram.path] + words
    ).output
  }

  /// Runs a line of bash in `folder` with `assay` on the path; returns what it says on both streams.
  static func bash(_ line: String, in folder: String) throws -> String {
    let bin = builtProgram.deletingLastPathComponent().path
    let run = try run(
      URL(filePath: "/bin/bash"),
      ["-c", "cd \"$0\" && export PATH=\"$1:$PATH\" LC_ALL=C && { " + line + "\n}", folder, bin],
      environment: [:])
    return run.output + run.wrappedErrors
  }

  /// The root of the checkout.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program stands beside the test runner's bundle.
  static let builtProgram: URL = {
    let runner = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return runner.deletingLastPathComponent().appending(path: "assay")
  }()

  /// Runs another program, such as a shell.
  static func run(
    _ executable: URL, _ arguments: [String], environment: [String: String] = [:],
    in current: String? = nil
  ) throws -> Program {
    let folder = try Scratch()
    let (output, errors) = (folder.path("stdout"), folder.path("stderr"))
    for path in [output, errors] { try Data().write(to: URL(filePath: path)) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin"].merging(environment) { $1 }
    if let current { process.currentDirectoryURL = URL(filePath: current) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
    process.waitUntilExit()
    return Program(
      status: process.terminationStatus, output: try folder.text("stdout"),
      errors: try folder.text("stderr"))
  }
}

typealias Scratch = Support.Scratch

extension Scratch {
  /// Copies the sample workspace to `name`, without what a run may have left in it.
  func copySample(to name: String) throws {
    try copy(Program.repository.appending(path: "sample-data"), to: name)
  }

  /// Copies the workspace `Quarter` to `name`: 20,000 requests of a small shop, whose figures do not change with the
  /// sample that readers see.
  func copyQuarter(to name: String) throws { try copy(Program.quarter, to: name) }

  private func copy(_ source: URL, to name: String) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: source.path)
    where !path.hasPrefix("out") && path != "assay.db" {
      let file = source.appending(path: path)
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        try write(name + "/" + path, try Data(contentsOf: file))
      }
    }
  }
}

extension Program {
  /// The workspace whose figures tests know.
  static let quarter = repository.appending(path: "Tests/EndToEnd/Quarter")
}

extension Data {
  /// Writes a file whose name begins with `bytes`, which need not be text.
  func write(toName bytes: [UInt8], _ rest: String, in folder: String) throws {
    let descriptor = open(
      Data.name(bytes, rest, in: folder), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: self)
  }

  /// Reads such a file; nil when there is none.
  static func read(name bytes: [UInt8], _ rest: String, in folder: String) throws -> Data? {
    let descriptor = open(name(bytes, rest, in: folder), O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd()
  }

  private static func name(_ bytes: [UInt8], _ rest: String, in folder: String) -> [CChar] {
    (Array((folder + "/").utf8) + bytes + Array(rest.utf8) + [0]).map(CChar.init(bitPattern:))
  }
}

extension URL {
  /// The lines of a text file.
  func lines() throws -> [Substring] {
    String(decoding: try Data(contentsOf: self), as: UTF8.self).split(separator: "\n")
  }
}

/// The rows of a CSV file without quoted line ends, as cells by column name.
func rows(ofCSV text: String) -> [[String: String]] {
  var lines = text.split(separator: "\n").map(cells)
  guard !lines.isEmpty else { return [] }
  let header = lines.removeFirst()
  return lines.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}

private func cells(_ line: Substring) -> [String] {
  var cells = [""]
  var isQuoted = false
  for character in line {
    switch character {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: cells.append("")
    default: cells[cells.count - 1].append(character)
    }
  }
  return cells
}
