// What Swift has no words for: comparing 64 bytes at once and taking one bit of each answer.
#include <stdint.h>
#include <stddef.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

/// One bit for each of 64 bytes, the first the lowest: set in `delimiters` where the byte is the delimiter, and in
/// `others` where it is a quotation mark or anything but printable ASCII, line ends among it.
struct assay_marks {
  uint64_t delimiters, others;
};

/// The marks of the 64 bytes at `bytes`.
static inline struct assay_marks assay_marks(const uint8_t *bytes, uint8_t delimiter) {
  struct assay_marks marks = {0, 0};
#ifdef __SSE2__
  __m128i delimiters = _mm_set1_epi8((char)delimiter), quotes = _mm_set1_epi8(0x22);
  __m128i one = _mm_set1_epi8(1), above_blank = _mm_set1_epi8(0x21);
  for (int part = 0; part < 4; part++) {
    __m128i word = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    // Signed, with one added: 0x7F becomes -128 and 0xFF zero, so that all from 0x7F on are below as controls are.
    __m128i odd = _mm_cmplt_epi8(_mm_add_epi8(word, one), above_blank);
    __m128i shape = _mm_cmpeq_epi8(word, delimiters);
    __m128i other = _mm_or_si128(odd, _mm_cmpeq_epi8(word, quotes));
    marks.delimiters |= (uint64_t)(uint32_t)_mm_movemask_epi8(shape) << (16 * part);
    marks.others |= (uint64_t)(uint32_t)_mm_movemask_epi8(other) << (16 * part);
  }
#else
  for (int place = 0; place < 64; place++) {
    uint8_t byte = bytes[place];
    uint64_t is_other = (byte < 0x20) | (byte >= 0x7F) | (byte == 0x22);
    marks.delimiters |= (uint64_t)(byte == delimiter) << place;
    marks.others |= is_other << place;
  }
#endif
  // A tab may be the delimiter.
  marks.others &= ~marks.delimiters;
  return marks;
}

#ifdef __SSE2__
/// The marks of 32 bytes, for a processor that takes so many at once; found as those of 64 above.
__attribute__((target("avx2"))) static inline struct assay_marks assay_marks_of_32(
    const uint8_t *bytes, __m256i delimiters) {
  __m256i word = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i odd = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x21), _mm256_add_epi8(word, _mm256_set1_epi8(1)));
  __m256i other = _mm256_or_si256(odd, _mm256_cmpeq_epi8(word, _mm256_set1_epi8(0x22)));
  __m256i shape = _mm256_cmpeq_epi8(word, delimiters);
  struct assay_marks marks = {
    (uint32_t)_mm256_movemask_epi8(shape), (uint32_t)_mm256_movemask_epi8(_mm256_andnot_si256(shape, other))
  };
  return marks;
}

/// `assay_find_marks` for such a processor.
__attribute__((target("avx2"))) static inline void assay_find_marks_by_32(
    const uint8_t *bytes, size_t count, uint8_t delimiter, struct assay_marks *marks) {
  __m256i delimiters = _mm256_set1_epi8((char)delimiter);
  for (size_t window = 0; window < count; window++) {
    struct assay_marks low = assay_marks_of_32(bytes + 64 * window, delimiters);
    struct assay_marks high = assay_marks_of_32(bytes + 64 * window + 32, delimiters);
    marks[window].delimiters = low.delimiters | high.delimiters << 32;
    marks[window].others = low.others | high.others << 32;
  }
}
#endif

/// Finds the marks of `count` times 64 bytes.
static inline void assay_find_marks(
    const uint8_t *bytes, size_t count, uint8_t delimiter, struct assay_marks *marks) {
#ifdef __SSE2__
  if (__builtin_cpu_supports("avx2")) return assay_find_marks_by_32(bytes, count, delimiter, marks);
#endif
  for (size_t window = 0; window < count; window++) {
    marks[window] = assay_marks(bytes + 64 * window, delimiter);
  }
}
