extension Component {
  /// Every part of the program: Assay, libraries, runtimes, shipped data.
  ///
  /// A new library needs an entry here: a test of the house compares the list with the module maps, and a test of the
  /// program with the libraries that it loads.
  package static let all: [Component] = [assay] + libraries + runtimes + data

  private static let assay = Component(
    name: "Assay", licence: "MIT", use: "the program itself", source: nil,
    linkNames: [], texts: [.assay])

  private static let libraries = [
    Component(
      name: "SQLite", licence: "blessing", use: "writes assay.db; its authors disclaim copyright",
      source: "https://www.sqlite.org", linkNames: ["sqlite3"], texts: [.sqlite]),
    Component(
      name: "libxlsxwriter",
      licence: "BSD-2-Clause-Views AND BSD-2-Clause AND BSD-3-Clause AND MIT",
      use: "writes assay-report.xlsx", source: "https://github.com/jmcnamara/libxlsxwriter",
      linkNames: ["xlsxwriter"], texts: [.xlsxWriter]),
    Component(
      name: "tmpfileplus", licence: "MPL-2.0", use: "temporary files of libxlsxwriter",
      source: "https://github.com/jmcnamara/libxlsxwriter, folder third_party/tmpfileplus",
      linkNames: [], texts: [.xlsxWriter, .mpl2]),
    Component(
      name: "minizip", licence: "Zlib", use: "zip files of libxlsxwriter",
      source: "https://github.com/madler/zlib, folder contrib/minizip",
      linkNames: ["minizip"], texts: [.xlsxWriter]),
    Component(
      name: "zlib", licence: "Zlib", use: "compresses the workbook and gzip files",
      source: "https://zlib.net", linkNames: ["z"], texts: [.zlib]),
    Component(
      name: "ISA-L", licence: "BSD-3-Clause", use: "reads gzip files",
      source: "https://github.com/intel/isa-l", linkNames: ["isal"], texts: [.isal]),
    Component(
      name: "PCRE2", licence: "BSD-3-Clause WITH PCRE2-exception",
      use: "matches patterns of model names in price catalogs",
      source: "https://github.com/PCRE2Project/pcre2", linkNames: ["pcre2-8"], texts: [.pcre2]),
    Component(
      name: "OpenSSL", licence: "Apache-2.0", use: "digests of files",
      source: "https://github.com/openssl/openssl", linkNames: ["crypto"], texts: [.apache2]),
  ]

  private static let runtimes = [
    Component(
      name: "Swift runtime", licence: "Apache-2.0 WITH Swift-exception",
      use: "standard library, threads and regular expressions of Swift",
      source: "https://github.com/swiftlang",
      linkNames: [
        "swiftCore", "swift_Concurrency", "swift_StringProcessing", "swift_RegexParser",
        "swiftSynchronization", "swiftGlibc", "swiftDispatch", "dispatch", "BlocksRuntime",
        "swiftSwiftOnoneSupport", "swift_Builtin_float",
      ], texts: [.apache2, .swiftException]),
    Component(
      name: "LLVM", licence: "Apache-2.0 WITH LLVM-exception",
      use: "containers within the Swift runtime", source: "https://github.com/llvm/llvm-project",
      linkNames: [], texts: [.apache2, .llvmException]),
    Component(
      name: "libstdc++ and libgcc", licence: "GPL-3.0-or-later WITH GCC-exception-3.1",
      use: "C++ library of the Swift runtime; support code of compilers",
      source: "https://gcc.gnu.org",
      linkNames: ["stdc++", "gcc", "gcc_eh", "gcc_s"],
      texts: [.gpl3, .gccException, .libstdcxx]),
    Component(
      name: "GNU C Library", licence: "LGPL-2.1-or-later WITH GCC-exception-2.0-note",
      use: "startup code; the rest is the system's shared library",
      source: "https://sourceware.org/glibc/",
      linkNames: ["c", "c_nonshared", "m", "dl", "pthread", "util", "rt"],
      texts: [.glibcStartup, .lgpl2]),
  ]

  private static let data = [
    Component(
      name: "genai-prices", licence: "MIT", use: "prices and model names of the shipped books",
      source: "https://github.com/pydantic/genai-prices", linkNames: [], texts: [.genAIPrices]),
    Component(
      name: "LiteLLM", licence: "MIT", use: "prices and model names of the shipped books",
      source: "https://github.com/BerriAI/litellm", linkNames: [], texts: [.liteLLM]),
    Component(
      name: "tokencost", licence: "MIT", use: "earlier catalogs of LiteLLM",
      source: "https://github.com/AgentOps-AI/tokencost", linkNames: [], texts: [.tokencost]),
  ]
}
