import Ledger
import Platform
import Testing

/// Paths, names and digests, as values.
struct FilesTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("a/b-c_d.csv", "a/b-c_d.csv"),
    ("two words", "'two words'"),
    ("it's", "'it'\\''s'"),
    ("", "''"),
    ("a\nb", "$'a\\nb'"),
    ("größe", "größe"),
  ])
  func `a text is one word of a shell`(_ text: String, _ word: String) {
    #expect(ShellWord.word(text) == word)
  }

  @Test func `no program takes a path for an option`() {
    #expect(ShellWord.path("-r") == "./-r")
    #expect(ShellWord.path("a b") == "'a b'")
  }

  @Test(arguments: [
    ("a/b/c", "a/b", "c"), ("a", ".", "a"), ("/a", "/", "a"), ("a/", "a", ""),
  ])
  func `a path has a parent and a name`(_ path: String, _ parent: String, _ name: String) {
    #expect(FileSystem.parent(of: path) == parent)
    #expect(FileSystem.name(of: path) == name)
  }

  /// 0xFF is never in UTF-8.
  @Test func `a path that is no text is spelled for people`() {
    #expect(Name(bytes: [0x61, 0xFF, 0x62]).words == "a\\xffb")
    #expect(Name("né").words == "né")
  }

  /// The example of FIPS 180-4, and that of no bytes at all.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func `the digest of known bytes is the published one`(_ text: String, _ digest: String) {
    let hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update($0) }
    let found = hash.finish()
    #expect(found == digest)
    #expect(WrittenFile(path: "x", size: 3, sha256: found).sha256 == digest)
  }

  /// The bytes of the first example twice, and cuts at the end and beyond it.
  @Test func `a file and its parts are digested in one reading`() throws {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    let folder = try FileSystem.makeScratchFolder()
    defer { try? FileSystem.removeTree(folder) }
    try FileSystem.write(Array("abcabc".utf8), toNew: folder + "/a")
    let read = try SHA256.parts(of: folder + "/a", cutAt: [3, 6, 9])
    #expect(read.parts == [abc, abc, nothing, nothing])
    // By sha256sum of coreutils.
    #expect(read.whole == "bbb59da3af939f7af5f360f2ceb80a496e3bae1cd87dde426db0ae40677e1c2c")
    #expect(read.size == 6)
  }

  @Test func `results of threads come in the order of what they are of`() {
    #expect(Parallel.map(100) { $0 * $0 } == (0..<100).map { $0 * $0 })
    #expect(Parallel.spread(100, over: 3) { $0 * $0 } == (0..<100).map { $0 * $0 })
  }
}
