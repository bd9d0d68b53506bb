import Foundation
import Licences
import Testing

/// `assay licences`.
struct LicencesCommandTests {
  @Test func `licences prints the whole page`() throws {
    let run = try Program.assay("licences")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output == LicencePage.text)
  }

  @Test func `each shared library that the program needs has a heading`() throws {
    let headings = try Program.assay("licences").output.split(separator: "\n")
      .filter { $0.hasPrefix("Linked as: ") }
    let known = Set(headings.flatMap { $0.dropFirst(11).components(separatedBy: ", ") })
    let needed = try SharedLibraries.needed(by: Program.builtProgram)
    #expect(needed.contains("sqlite3"))
    for library in needed where library != "ld-linux-x86-64" && library != "ld-linux-aarch64" {
      #expect(known.contains(library), "add \(library) to Sources/Licences/ComponentList.swift")
    }
  }
}

/// Reads the dynamic section of a program in the ELF format, 64 bits and little-endian.
private enum SharedLibraries {
  /// Returns the names as the linker takes them, `sqlite3` for `libsqlite3.so.0`.
  static func needed(by program: URL) throws -> [String] {
    let file = try Data(contentsOf: program, options: .alwaysMapped)
    func number(_ place: Int, bytes: Int) -> Int {
      file[place..<place + bytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let headers = (0..<number(0x38, bytes: 2)).map {
      number(0x20, bytes: 8) + $0 * number(0x36, bytes: 2)
    }
    let segments = headers.map {
      (
        kind: number($0, bytes: 4), offset: number($0 + 0x08, bytes: 8),
        address: number($0 + 0x10, bytes: 8), size: number($0 + 0x20, bytes: 8)
      )
    }
    let dynamic = try #require(segments.first { $0.kind == 2 })
    let entries = stride(from: dynamic.offset, to: dynamic.offset + dynamic.size, by: 16).map {
      (tag: number($0, bytes: 8), value: number($0 + 8, bytes: 8))
    }.prefix { $0.tag != 0 }
    let address = try #require(entries.first { $0.tag == 5 }).value
    let loaded = try #require(
      segments.first { $0.kind == 1 && ($0.address..<$0.address + $0.size).contains(address) })
    let strings = address - loaded.address + loaded.offset
    return entries.filter { $0.tag == 1 }.map { entry in
      let name = file[(strings + entry.value)...].prefix { $0 != 0 }
      let file = String(decoding: name, as: UTF8.self).components(separatedBy: ".so")[0]
      return file.hasPrefix("lib") ? String(file.dropFirst(3)) : file
    }
  }
}
