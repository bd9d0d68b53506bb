// What Swift has no words for: comparing 64 bytes at once, taking one bit of each answer, and listing those that are set.
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

/// Where the marks of many bytes are listed in their order, and how many there are so far: all of them, and those that
/// are no delimiters.
struct assay_places {
  int32_t *all, *others;
  ptrdiff_t all_count, other_count;
};

/// Lists the marks of the 64 bytes from `first` on.
static inline void assay_list(struct assay_places *places, int32_t first, struct assay_marks marks) {
  for (uint64_t left = marks.delimiters | marks.others; left != 0; left &= left - 1) {
    places->all[places->all_count++] = first + __builtin_ctzll(left);
  }
  for (uint64_t left = marks.others; left != 0; left &= left - 1) {
    places->others[places->other_count++] = first + __builtin_ctzll(left);
  }
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

/// `assay_list_marks` for such a processor.
__attribute__((target("avx2"))) static inline void assay_list_marks_by_32(
    const uint8_t *bytes, size_t count, uint8_t delimiter, struct assay_places *places) {
  __m256i delimiters = _mm256_set1_epi8((char)delimiter);
  for (size_t start = 0; start < 64 * count; start += 64) {
    struct assay_marks low = assay_marks_of_32(bytes + start, delimiters);
    struct assay_marks high = assay_marks_of_32(bytes + start + 32, delimiters);
    struct assay_marks marks = {low.delimiters | high.delimiters << 32, low.others | high.others << 32};
    assay_list(places, (int32_t)start, marks);
  }
}

#define ASSAY_64 __attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static inline

/// Writes sixteen places to `to`, which `found` counts from `first` on.
ASSAY_64 void assay_write_16(int32_t *to, __m128i found, int32_t first) {
  _mm512_storeu_si512(to, _mm512_add_epi32(_mm512_set1_epi32(first), _mm512_cvtepu8_epi32(found)));
}

/// Writes the places of the bits of `marks`, counted from `first` on, to `to`, and returns where they end.
///
/// Sixteen are written without a branch, which would be guessed wrong often; of those that are not there the places
/// are written again by the next 64 bytes. No more are written than there are bytes up to here.
ASSAY_64 int32_t *assay_write_places(int32_t *to, uint64_t marks, __m512i ascending, int32_t first) {
  __m512i found = _mm512_maskz_compress_epi8(marks, ascending);
  int64_t count = _mm_popcnt_u64(marks);
  assay_write_16(to, _mm512_castsi512_si128(found), first);
  if (count > 16) {
    assay_write_16(to + 16, _mm512_extracti32x4_epi32(found, 1), first);
    assay_write_16(to + 32, _mm512_extracti32x4_epi32(found, 2), first);
    assay_write_16(to + 48, _mm512_extracti32x4_epi32(found, 3), first);
  }
  return to + count;
}

/// `assay_list_marks` for a processor that takes 64 bytes at once and moves chosen ones together.
ASSAY_64 void assay_list_marks_by_64(
    const uint8_t *bytes, size_t count, uint8_t delimiter, struct assay_places *places) {
  uint8_t numbers[64];
  for (int place = 0; place < 64; place++) numbers[place] = (uint8_t)place;
  __m512i ascending = _mm512_loadu_si512(numbers), delimiters = _mm512_set1_epi8((char)delimiter);
  __m512i one = _mm512_set1_epi8(1), above_blank = _mm512_set1_epi8(0x21), quotes = _mm512_set1_epi8(0x22);
  int32_t *all = places->all, *others = places->others;
  for (size_t start = 0; start < 64 * count; start += 64) {
    __m512i word = _mm512_loadu_si512(bytes + start);
    uint64_t shape = _mm512_cmpeq_epi8_mask(word, delimiters);
    uint64_t odd = _mm512_cmpgt_epi8_mask(above_blank, _mm512_add_epi8(word, one));
    uint64_t other = (odd | _mm512_cmpeq_epi8_mask(word, quotes)) & ~shape;
    all = assay_write_places(all, shape | other, ascending, (int32_t)start);
    others = assay_write_places(others, other, ascending, (int32_t)start);
  }
  places->all_count = all - places->all;
  places->other_count = others - places->others;
}
#endif

/// How many bytes at once this processor finds marks in: 64, 32 or 16.
static inline int assay_marks_width(void) {
#ifdef __SSE2__
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) return 64;
  if (__builtin_cpu_supports("avx2")) return 32;
#endif
  return 16;
}

/// Lists the marks of `count` times 64 bytes, `width` of them at once, at most what the processor has.
///
/// Each list has room for as many places as there are bytes.
static inline void assay_list_marks(
    const uint8_t *bytes, size_t count, uint8_t delimiter, int width, struct assay_places *places) {
#ifdef __SSE2__
  if (width == 64) return assay_list_marks_by_64(bytes, count, delimiter, places);
  if (width == 32) return assay_list_marks_by_32(bytes, count, delimiter, places);
#endif
  for (size_t start = 0; start < 64 * count; start += 64) {
    assay_list(places, (int32_t)start, assay_marks(bytes + start, delimiter));
  }
}
