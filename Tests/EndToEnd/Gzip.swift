import Foundation
import Testing

/// Each of `parts` as a gzip member, one after the other, made by Python.
func gzip(_ parts: Data...) -> Data {
  do {
    let folder = try Scratch()
    let script =
      "import gzip,sys;[sys.stdout.buffer.write(gzip.compress(open(p,'rb').read())) for p in sys.argv[1:]]"
    try folder.write("compress.py", script)
    var arguments = ["python3", folder.path("compress.py")]
    for (number, part) in parts.enumerated() {
      try folder.write("part\(number)", part)
      arguments.append(folder.path("part\(number)"))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return bytes
  } catch {
    Issue.record(error)
    return Data()
  }
}
