#include <xlsxwriter.h>
// Streams of our own, which the C library declares only for GNU sources: fopencookie(3).
#include <bits/types/cookie_io_functions_t.h>

extern FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
