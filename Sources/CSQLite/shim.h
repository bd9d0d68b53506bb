#include <sqlite3.h>

/// Lets SQLite not count its memory, which takes a lock at each piece: sqlite3_config(3), which Swift cannot call. It
/// has no effect once SQLite is in use.
static inline void assay_sqlite_without_statistics(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
