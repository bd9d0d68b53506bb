import CLicences

/// The text of a licence, an exception or a notice, exactly as its authors publish it.
package struct LicenceText: Hashable, Sendable {
  /// The name of the text, unique among all texts.
  package let title: String
  /// ASCII lines, each ended by a line feed.
  package let text: String

  private init(_ title: String, _ text: UnsafePointer<CChar>) {
    self.title = title
    self.text = String(cString: text)
  }
}

extension LicenceText {
  static let apache2 = LicenceText("Apache License 2.0", licenceApache2())
  static let assay = LicenceText("Licence of Assay", licenceAssay())
  static let gccException = LicenceText(
    "GCC Runtime Library Exception 3.1", licenceGCCException())
  static let genAIPrices = LicenceText("Licence of genai-prices", licenceGenAIPrices())
  static let glibcStartup = LicenceText(
    "Notice of the startup code of the GNU C Library", licenceGlibcStartup())
  static let gpl3 = LicenceText("GNU General Public License 3", licenceGPL3())
  static let isal = LicenceText("Licence of ISA-L", licenceISAL())
  static let lgpl2 = LicenceText("GNU Lesser General Public License 2.1", licenceLGPL2())
  static let libstdcxx = LicenceText("Notices of libstdc++", licenceLibStdCxx())
  static let liteLLM = LicenceText("Licence of LiteLLM", licenceLiteLLM())
  static let llvmException = LicenceText("LLVM exception", licenceLLVMException())
  static let mpl2 = LicenceText("Mozilla Public License 2.0", licenceMPL2())
  static let pcre2 = LicenceText("Licence of PCRE2", licencePCRE2())
  static let sqlite = LicenceText("Dedication of SQLite", licenceSQLite())
  static let swiftException = LicenceText("Swift runtime exception", licenceSwiftException())
  static let tokencost = LicenceText("Licence of tokencost", licenceTokencost())
  static let xlsxWriter = LicenceText(
    "Licences of libxlsxwriter and its bundled parts", licenceXLSXWriter())
  static let zlib = LicenceText("Licence of zlib", licenceZlib())
}
