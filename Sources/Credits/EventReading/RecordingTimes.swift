import Intake
import Parsing

extension EventInput {
  /// True unless the columns of the file say that no event states when it was recorded.
  ///
  /// Of a table only the header is read; false too for a file that cannot be read.
  package var mayStateRecordingTimes: Bool {
    if let mapping {
      return mapping.columns[.recordedAt] != nil || mapping.constants[.recordedAt] != nil
    }
    do throws(ReadFault) {
      let buffer = BlockBuffer(blockBytes: 1 << 16, read: try source.open())
      do throws(FileFailure) {
        let layout = try EventReader.layout(of: buffer, self)
        return layout.format.isJSONLines || layout.columns.contains(.recordedAt)
      } catch { return false }
    } catch { return false }
  }
}
