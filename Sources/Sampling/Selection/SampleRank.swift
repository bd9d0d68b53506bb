import Ledger
import Platform

/// Numbers that a seed gives to texts, the same on every machine.
///
/// The SHA-256 of `SEED:TEXT` as a spreadsheet or any other program computes it.
struct SampleRank {
  private let prefix: [UInt8]

  init(seed: Int64) { prefix = Array("\(seed):".utf8) }

  /// Returns the first 128 bits of the digest, which order texts as all its digits do.
  func rank(of text: Name) -> UInt128 { number(of: digest(of: text)[..<16]) }

  /// Returns the first 32 bits of the digest: a fraction of 2³².
  func fraction(of text: Name) -> UInt128 { number(of: digest(of: text)[..<4]) }

  private func number(of bytes: ArraySlice<UInt8>) -> UInt128 {
    bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  private func digest(of text: Name) -> [UInt8] {
    let hash = SHA256()
    prefix.withUnsafeBytes { hash.update($0) }
    text.bytes.withUnsafeBytes { hash.update($0) }
    return hash.finishBytes()
  }
}
