#include <pthread.h>
#include <xlsxwriter.h>
// Streams of our own, which the C library declares only for GNU sources: fopencookie(3).
#include <bits/types/cookie_io_functions_t.h>

extern FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);

static inline ssize_t assay_drop(void *cookie, const char *bytes, size_t count) {
  (void)cookie, (void)bytes;
  return (ssize_t)count;
}

/// Lets what C calls standard error take everything and keep nothing, from the first call with 1 to the last one with 0; who
/// writes to descriptor 2 sees no difference.
static inline void assay_silence(int isSilent) {
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  static FILE *silent, *heard;
  static int users;
  pthread_mutex_lock(&lock);
  cookie_io_functions_t functions = {.write = assay_drop};
  if (!silent) silent = fopencookie(NULL, "w", functions);
  if (isSilent && users++ == 0 && silent) {
    heard = __atomic_exchange_n(&stderr, silent, __ATOMIC_SEQ_CST);
  } else if (!isSilent && --users == 0 && silent) {
    __atomic_store_n(&stderr, heard, __ATOMIC_SEQ_CST);
  }
  pthread_mutex_unlock(&lock);
}
