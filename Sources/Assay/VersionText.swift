import BuildCommit
import CISAL
import CSQLite
import CXLSXWriter
import CZlib
import Outputs

extension Version {
  /// The version and the commit of the program, and the versions of the libraries that it runs with.
  static var text: String {
    "assay \(number) (\(BuildCommit.name))\n"
      + "  with SQLite \(String(cString: sqlite3_libversion()))"
      + ", libxlsxwriter \(String(cString: lxw_version()))"
      + ", zlib \(String(cString: zlibVersion()))"
      + ", ISA-L \(ISAL_MAJOR_VERSION).\(ISAL_MINOR_VERSION)\n"
  }
}
