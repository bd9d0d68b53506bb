// What Swift has no words for: comparing 64 bytes at once and taking one bit of each answer.
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// One bit for each of the 64 bytes at `bytes`, the first the lowest: set where the byte is `delimiter`, a quotation
/// mark, or anything but printable ASCII.
static inline uint64_t assay_marks(const uint8_t *bytes, uint8_t delimiter) {
  uint64_t marks = 0;
#ifdef __SSE2__
  __m128i delimiters = _mm_set1_epi8((char)delimiter), quotes = _mm_set1_epi8(0x22);
  __m128i blank = _mm_set1_epi8(0x20), last = _mm_set1_epi8(0x7F);
  for (int part = 0; part < 4; part++) {
    __m128i word = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    // Signed, a byte above 0x7F is below a blank as control characters are.
    __m128i odd = _mm_or_si128(_mm_cmplt_epi8(word, blank), _mm_cmpeq_epi8(word, last));
    __m128i shape = _mm_or_si128(_mm_cmpeq_epi8(word, delimiters), _mm_cmpeq_epi8(word, quotes));
    marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(odd, shape)) << (16 * part);
  }
#else
  for (int place = 0; place < 64; place++) {
    uint8_t byte = bytes[place];
    uint64_t isMarked = (byte < 0x20) | (byte >= 0x7F) | (byte == 0x22) | (byte == delimiter);
    marks |= isMarked << place;
  }
#endif
  return marks;
}
