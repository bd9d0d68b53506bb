#include <sqlite3.h>

/// Lets SQLite not count its memory, which takes a lock at each piece: sqlite3_config(3), which Swift cannot call. It
/// has no effect once SQLite is in use.
static inline void assay_sqlite_without_statistics(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// Codes of SQLite that Swift does not see, as they are worked out.
static const int assay_sqlite_read_error = SQLITE_IOERR_READ;
static const int assay_sqlite_short_read = SQLITE_IOERR_SHORT_READ;
static const int assay_sqlite_write_error = SQLITE_IOERR_WRITE;
static const int assay_sqlite_truncate_error = SQLITE_IOERR_TRUNCATE;
static const int assay_sqlite_size_error = SQLITE_IOERR_FSTAT;
